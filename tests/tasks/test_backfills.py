"""Files that hold many articles are worked through part by part; whatever happens in between, each article is there
once."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.exports import bigkinds_export, warc_info, warc_response
from tracker.models import Article, Backfill, BackfillChunk, BackfillKind, Stage, WorkState
from tracker.store.backfills import claim_chunk, progress_of
from tracker.store.removal import remove_articles
from tracker.tasks import backfill as working
from tracker.tasks.backfill import backfill, sweep_chunks, work_on
from tracker.tasks.bundles import bundle_kind, read_file_now, retry_bundle, take_file
from tracker.tasks.extract import extract
from tracker.tasks.merge import merge
from tracker.tasks.parse import parse

pytestmark = pytest.mark.django_db
BODY = (
    "포스코는 5일 광양에서 스마트공장 공사를 시작했다고 밝혔다. 포스코는 이 공장에 설비 300대를 잇는 통합 관제를 들여 "
    "불량을 줄이고 에너지를 아낀다. 공사는 2021년 6월에 끝날 예정이며 포스코DX가 시스템을 맡는다."
)


def page(number: int, body: str = BODY) -> bytes:
    return (
        f'<html><head><title>포스코 착공 {number}</title><meta property="article:published_time" '
        f'content="2020-03-05T09:00:00+09:00"></head><body><article><h1>포스코 착공 {number}</h1>'
        f"<p>{body}</p><p>{number}번째 기사다.</p></article></body></html>"
    ).encode()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Forty pages, of which every fourth is of interest."""
    records = [warc_info()]
    for number in range(40):
        wanted = number % 4 == 0
        records.append(
            warc_response(f"https://a.kr/{number}", page(number) if wanted else page(number, "날씨가 맑다."))
        )
    path = tmp_path / "news.warc.gz"
    path.write_bytes(b"".join(gzip.compress(record) for record in records))
    return path


def lines(tmp_path: Path, count: int) -> Path:
    path = tmp_path / "many.jsonl"
    rows = [
        {"id": n, "title": f"착공 {n}", "published_at": "2020-03-05T09:00:00+09:00", "body": BODY} for n in range(count)
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


@pytest.fixture
def small_chunks(settings: Any) -> None:
    settings.BACKFILL_CHUNK_BYTES = 2000


def work_all() -> None:
    for chunk_id in BackfillChunk.objects.values_list("id", flat=True):
        backfill(chunk_id)


def test_an_archive_is_cut_into_parts_and_what_is_of_interest_is_taken_in(archive: Path, small_chunks: None) -> None:
    found = take_file(archive, BackfillKind.WARC)
    assert found.chunks.count() > 5
    work_all()
    progress = progress_of([found])
    assert (progress.finished, progress.seen, progress.accepted, progress.dead) == (True, 41, 10, 0)
    assert set(Article.objects.values_list("source__kind", "stage")) == {("warc", Stage.PARSE)}
    article = Article.objects.get(address="https://a.kr/4")
    for stage in (parse, extract, merge):
        stage(article.id)
    article.refresh_from_db()
    assert (article.state, article.reports.count() > 0) == (WorkState.DONE, True), article.failure
    assert archive.exists(), "it lies where its owner put it"


def test_the_same_file_again_brings_nothing_new(archive: Path) -> None:
    for expected in ((10, 0), (0, 10)):
        found = take_file(archive, BackfillKind.WARC)
        read_file_now(found)
        progress = progress_of([found])
        assert (progress.accepted, progress.known) == expected


def test_what_was_deleted_does_not_come_back_with_a_file(archive: Path) -> None:
    read_file_now(take_file(archive, BackfillKind.WARC))
    remove_articles(list(Article.objects.values_list("id", flat=True)), remember=True)
    again = take_file(archive, BackfillKind.WARC)
    read_file_now(again)
    assert Article.objects.count() == 0
    assert progress_of([again]).known == 10


@pytest.mark.parametrize("kind", ["jsonl", "bigkinds", "addresses", "warc"])
def test_work_that_stops_after_every_portion_goes_on_where_it_stopped(
    kind: str, tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.tasks.bundle.PORTION", 3)
    path = {"warc": archive, "jsonl": lines(tmp_path, 10)}.get(kind, tmp_path / "file")
    if kind == "addresses":
        path.write_text("\n".join(f"https://a.kr/{n}" for n in range(10)))
    elif kind == "bigkinds":
        path.write_bytes(
            bigkinds_export([{"일자": 20240520, "제목": f"착공 {n}", "URL": f"https://a.kr/{n}"} for n in range(10)])
        )
    found = take_file(path, BackfillKind(kind))
    turns = 0
    while BackfillChunk.objects.unfinished().exists():
        claim = claim_chunk(found.chunks.get().id)
        assert claim is not None
        work_on(claim, budget=-1)
        turns += 1
    progress = progress_of([found])
    assert (progress.accepted, progress.known, turns > 2) == (10, 0, True)
    assert progress.seen == (41 if kind == "warc" else 10)


def test_a_worker_that_was_thought_dead_writes_nothing(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = take_file(archive, BackfillKind.WARC)
    chunk = found.chunks.get()
    late = claim_chunk(chunk.id)
    assert late is not None
    assert claim_chunk(chunk.id) is None, "one at a time"
    BackfillChunk.objects.update(lease_until=timezone.now())
    backfill(chunk.id)
    work_on(late, budget=60)
    chunk.refresh_from_db()
    assert (chunk.state, chunk.accepted, Article.objects.count()) == (WorkState.DONE, 10, 10)


def test_a_part_that_kills_its_worker_is_dead_after_three_tries_and_can_be_retried(
    archive: Path, settings: Any
) -> None:
    found = take_file(archive, BackfillKind.WARC)
    chunk = found.chunks.get()
    for _ in range(settings.MAX_TRIES):
        assert claim_chunk(chunk.id) is not None
        BackfillChunk.objects.update(lease_until=timezone.now())
    assert claim_chunk(chunk.id) is None
    progress = progress_of([found])
    assert (progress.dead, len(progress.failures)) == (1, 1)
    assert retry_bundle(found) == 1
    work_all()
    assert progress_of([found]).accepted == 10


def test_a_file_that_is_away_is_tried_again_and_says_where_to_look(tmp_path: Path, settings: Any) -> None:
    path = lines(tmp_path, 2)
    found = take_file(path, BackfillKind.JSONL)
    path.unlink()
    for _ in range(settings.MAX_TRIES):
        BackfillChunk.objects.update(next_attempt_at=timezone.now())
        work_all()
    progress = progress_of([found])
    assert progress.dead == 1
    assert "UPLOAD_DIR" in progress.failures[0]


def test_parts_for_which_nobody_rang_are_rung_for(
    archive: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(working, "ring_chunk", lambda chunk_id: bool(rung.append(chunk_id)) or True)
    take_file(archive, BackfillKind.WARC)
    assert sweep_chunks() == 0, "they have just been rung for"
    BackfillChunk.objects.update(rung_at=None)
    assert sweep_chunks() == 1
    assert sweep_chunks() == 0
    assert rung == [BackfillChunk.objects.get().id]


def test_lines_and_rows_that_are_no_articles_are_counted_and_named(tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_text(lines(tmp_path, 1).read_text("utf-8") + "\n\n{broken\n", "utf-8")
    found = take_file(path, BackfillKind.JSONL)
    read_file_now(found)
    assert progress_of([found]).accepted == 2
    for article in Article.objects.all():
        parse(article.id)
    dead = Article.objects.get(state=WorkState.DEAD)
    assert "few.jsonl" in dead.failure


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.JSONL", b"", "jsonl"),
        ("a.ndjson", b"", "jsonl"),
        ("b.xlsx", b"", "bigkinds"),
        ("c.warc", b"", "warc"),
        ("CC-NEWS-1.warc.gz", b"", "warc"),
        ("d.txt", b"https://a.kr/1\nhttps://a.kr/2\n", "addresses"),
        ("d.txt", "포스코 https://a.kr/1".encode(), None),
        ("e.html", b"https://a.kr/1", None),
        ("e.gz", b"", None),
    ],
)
def test_files_of_many_articles_are_known_by_their_names(name: str, head: bytes, kind: str | None) -> None:
    assert bundle_kind(name, head) == kind


def test_hints_of_an_export_wait_for_the_page(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    path.write_bytes(bigkinds_export([{"일자": 20240520, "언론사": "새소식", "제목": "착공", "URL": "https://a.kr/1"}]))
    read_file_now(take_file(path, BackfillKind.BIGKINDS))
    article = Article.objects.get()
    assert (article.stage, article.title, article.payload.publisher) == (Stage.FETCH, "착공", "새소식")
    assert Backfill.objects.get().source.kind == "bigkinds"
