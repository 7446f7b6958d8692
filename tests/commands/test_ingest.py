"""manage.py ingest takes in files, folders and addresses; whether they are read is a worker's business."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

from tests.commands.terminal import manage
from tests.exports import bigkinds_export, warc_info, warc_response
from tests.newsroom import SAMPLES
from tracker.models import Article, BackfillChunk, Stage, WorkState
from tracker.tasks.backfill import backfill
from tracker.tasks.extract import extract
from tracker.tasks.merge import merge
from tracker.tasks.parse import parse

pytestmark = pytest.mark.django_db
TITLE = "포스코, 광양 스마트공장 착공"
BODY = (
    "포스코는 5일 광양에서 스마트공장 공사를 시작했다고 밝혔다. 포스코는 이 공장에 설비 300대를 잇는 통합 관제를 들여 "
    "불량을 줄이고 에너지를 아낀다. 공사는 2021년 6월에 끝날 예정이며 포스코DX가 시스템을 맡는다."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles as JSON, one as text, and something else."""
    for name in ("ko-s03", "en-s02"):
        shutil.copy(SAMPLES / f"{name}.json", tmp_path)
    (tmp_path / "글.TXT").write_text(f"{TITLE}\n입력 2020-03-05 09:00\n\n{BODY}\n", "utf-8")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    return tmp_path


def work() -> None:
    for stage in (parse, extract, merge):
        for article in Article.objects.unfinished():
            stage(article.pk)


def test_a_folders_articles_are_accepted_and_wait_although_no_broker_is_there(folder: Path) -> None:
    answer = manage("ingest", folder)
    assert (answer.out, answer.err, answer.code) == ("3 accepted, 0 already known, 0 refused\n", "", 0)
    states = set(Article.objects.values_list("state", "stage", "source__kind"))
    assert states == {(WorkState.WAITING, Stage.PARSE, "upload")}


def test_nothing_is_taken_twice_by_whatever_path_it_comes(folder: Path) -> None:
    manage("ingest", folder)
    again = manage("ingest", folder, folder / "ko-s03.json", folder / ".." / folder.name / "en-s02.json")
    assert (again.out, again.code) == ("0 accepted, 5 already known, 0 refused\n", 0)
    assert Article.objects.count() == 3


def test_addresses_are_accepted_once_and_wait_to_be_fetched() -> None:
    addresses = ["https://News.example.kr/a?id=1", "https://news.example.kr/a?id=1#top", "http://news.example.kr/b"]
    answer = manage("ingest", *addresses)
    assert answer.out == "2 accepted, 1 already known, 0 refused\n"
    assert set(Article.objects.values_list("stage", flat=True)) == {Stage.FETCH}


def test_what_cannot_be_taken_is_named_with_a_remedy_and_the_rest_is_taken(folder: Path) -> None:
    (folder / "empty.json").write_bytes(b"  \n")
    (folder / "nothing").mkdir()
    wrong = [folder / "empty.json", folder / "notes.pdf", folder / "gone.json", folder / "nothing", "http://"]
    answer = manage("ingest", *wrong, folder / "ko-s03.json")
    assert answer.out == "1 accepted, 0 already known, 5 refused\n"
    assert answer.code == 1
    lines = answer.err.splitlines()
    assert len(lines) == 5
    for line, one, remedy in zip(
        lines,
        wrong,
        [
            "본문이 들어 있는지",
            "give .json, .html, .txt, .jsonl, .xlsx (BigKinds) or .warc(.gz)",
            "Check the path",
            "name the folder",
            "http:// 또는 https://",
        ],
        strict=True,
    ):
        assert line.startswith(f"{one}: ")
        assert remedy in line
    assert "Errno" not in answer.err


def test_without_a_worker_waiting_ends_with_what_to_do_and_the_articles_are_safe(folder: Path) -> None:
    answer = manage("ingest", folder, "--wait", "--timeout", "0.3")
    assert answer.code == 1
    assert "3 still wait. They are safe; is a worker running? Try 'make worker'." in answer.err
    assert Article.objects.unfinished().count() == 3


def test_waiting_tells_what_was_read_and_names_what_was_not(folder: Path) -> None:
    (folder / "broken.json").write_text('{"title": "제목만"}')
    manage("ingest", folder)
    work()
    answer = manage("ingest", folder, "--wait")
    assert "3 read in" in answer.out
    assert "3 articles" in answer.out
    assert answer.code == 1
    assert "broken.json" in answer.err
    assert "body" in answer.err


def test_samples_are_taken_in_once_and_removed_with_what_only_they_say(folder: Path) -> None:
    manage("ingest", folder / "글.TXT")
    work()
    every = len(list(SAMPLES.glob("*.json")))
    assert manage("ingest_samples", "--no-wait").out == f"{every} sample articles accepted\n"
    assert manage("ingest_samples", "--no-wait").out == "0 sample articles accepted\n"
    assert set(Article.objects.samples().values_list("source__kind", flat=True)) == {"sample"}
    answer = manage("remove_samples")
    assert answer.out.startswith(f"removed {every} sample articles, 0 initiatives")
    assert manage("remove_samples").out.startswith("removed 0 sample articles")
    assert Article.objects.get().title == TITLE


def test_the_same_text_as_sample_and_as_upload_are_two_articles_and_the_upload_stays() -> None:
    manage("ingest_samples", "--no-wait")
    manage("ingest", SAMPLES / "ko-s03.json")
    manage("remove_samples")
    assert Article.objects.get().payload.name == "ko-s03.json"
    assert json.loads(bytes(Article.objects.get().payload.content))["title"]


def test_files_that_hold_many_articles_are_read_at_once_and_archives_left_to_the_workers(tmp_path: Path) -> None:
    rows = [
        {"id": n, "title": f"{TITLE} {n}", "published_at": "2020-03-05T09:00:00+09:00", "body": BODY} for n in (1, 2)
    ]
    (tmp_path / "many.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    (tmp_path / "list.txt").write_text("https://a.kr/1\nhttps://a.kr/2\nhttps://a.kr/1\n")
    export = [{"일자": 20240520, "제목": TITLE, "URL": "https://a.kr/3"}, {"일자": 20240520, "제목": "빈 줄"}]
    (tmp_path / "export.xlsx").write_bytes(bigkinds_export(export))
    page = f"<html><title>{TITLE}</title><p>{BODY}</p></html>".encode()
    (tmp_path / "news.warc.gz").write_bytes(
        gzip.compress(warc_info()) + gzip.compress(warc_response("https://a.kr/9", page))
    )
    answer = manage("ingest", tmp_path)
    assert answer.out == "5 accepted, 0 already known, 1 refused\nnews.warc.gz: 1 part for the workers\n"
    assert Article.objects.count() == 5
    backfill(BackfillChunk.objects.unfinished().get().id)
    assert Article.objects.get(address="https://a.kr/9").source.kind == "warc"
    again = manage("ingest", tmp_path / "many.jsonl", tmp_path / "list.txt")
    assert again.out == "0 accepted, 4 already known, 0 refused\n"


def test_what_is_no_bundle_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "wrong.xlsx").write_bytes(b"no spreadsheet")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    answer = manage("ingest", tmp_path / "wrong.xlsx", tmp_path / "empty.jsonl")
    assert answer.out == "0 accepted, 0 already known, 2 refused\n"
    assert answer.code == 1
    assert "엑셀 다운로드" in answer.err
    assert "empty.jsonl" in answer.err
