"""manage.py extract and explain read articles from disk: no database, no broker."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.terminal import manage
from tests.commands.test_ingest import BODY
from tests.newsroom import SAMPLES
from tests.settings import ROOT

ARTICLE = SAMPLES / "ko-s03.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ARTICLE, tmp_path / "b.json")
    (tmp_path / "a.html").write_text(
        "<html><head><title>포스코, 스마트공장 착공</title>"
        '<meta property="article:published_time" content="2020-03-05T09:00:00+09:00"></head>'
        f"<body><article><p>{BODY}</p></article></body></html>",
        "utf-8",
    )
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    return tmp_path


def test_one_object_a_line_in_order_of_name_with_quotes_that_stand_in_the_article(folder: Path) -> None:
    answer = manage("extract", folder)
    assert (answer.err, answer.code) == ("", 0)
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert len(lines) == 2
    article = json.loads(ARTICLE.read_text())
    assert lines[1]["id"] == article["id"]
    milestones = [one for initiative in lines[1]["initiatives"] for one in initiative["milestones"]]
    assert milestones
    assert all(one["evidence"] in article["body"] for one in milestones)


def test_merging_gives_reports_of_one_initiative_one_merged_id_in_order_of_publication() -> None:
    answer = manage("extract", *(SAMPLES / f"{name}.json" for name in ("en-s02", "ko-s03", "ko-d13")), "--merge")
    lines = [json.loads(line) for line in answer.out.splitlines()]
    days = [line["published_at"] for line in lines]
    assert days == sorted(days)
    ids = [{one["merged_id"] for one in line["initiatives"]} for line in lines]
    assert any(a & b for number, a in enumerate(ids) for b in ids[number + 1 :])
    assert all(len(line["initiatives"]) == len(merged) for line, merged in zip(lines, ids, strict=True))


def test_the_output_may_go_to_a_file_whose_folder_is_not_there_yet(folder: Path) -> None:
    target = folder / "new" / "facts.jsonl"
    assert manage("extract", ARTICLE, "--output", target).out == ""
    assert target.read_text("utf-8") == manage("extract", ARTICLE).out


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("broken.json", b'{"title": ', "Mend the file"),
        ("list.json", b"[]", "one JSON object"),
        ("no-body.json", b'{"title": "x", "published_at": "2020-01-01"}', "body missing"),
        ("no-date.json", b'{"title": "x", "body": "y", "published_at": "soon"}', "Write it like 2017-09-14T"),
        ("cp949.json", '{"title": "포스코"}'.encode("cp949"), "UTF-8"),
        ("french.json", b'{"title": "x", "body": "y", "published_at": "2020-01-01", "language": "fr"}', "Use ko or en"),
        ("empty.txt", b"\n", "the file is empty"),
        ("gone.json", None, "Check the path"),
    ],
)
@pytest.mark.parametrize("command", ["extract", "explain"])
def test_a_bad_file_is_named_with_a_remedy(
    tmp_path: Path, command: str, name: str, content: bytes | None, remedy: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    answer = manage(command, tmp_path / name)
    assert answer.code == 1
    assert str(tmp_path / name) in answer.err or name in answer.err
    assert remedy in answer.err
    assert answer.out == ""


def test_the_good_files_beside_a_bad_one_are_read(folder: Path) -> None:
    (folder / "broken.json").write_text("{")
    answer = manage("extract", folder)
    assert len(answer.out.splitlines()) == 2
    assert answer.err.count("broken.json") == 1
    assert answer.code == 1


def test_every_fact_is_explained_by_rule_sentence_and_confidence() -> None:
    answer = manage("explain", ARTICLE)
    assert answer.code == 0
    facts = json.loads(manage("extract", ARTICLE).out)
    for initiative in facts["initiatives"]:
        assert initiative["title"] in answer.out
        for milestone in initiative["milestones"]:
            assert milestone["evidence"] in answer.out


def test_reading_needs_neither_a_database_nor_a_folder_to_write_to(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "VAR_DIR": "/proc/none"}
    environment |= {"SECRET_KEY": "x" * 60, "REDIS_URL": "redis://127.0.0.1:1/0"}
    command = [sys.executable, "manage.py", "extract", str(ARTICLE)]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["initiatives"]
