"""manage.py parse: what is read of pages, one JSON object a line."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.pipeline.parse.shells import make_page

ROOT = Path(__file__).resolve().parents[2]
KEYS = ["id", "title", "body", "byline", "publisher", "published_at", "updated_at", "language"]


def parse(*paths: Path, **options: object) -> list[dict[str, str]]:
    out = StringIO()
    call_command("parse", *map(str, paths), stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def page(folder: Path, name: str = "page.html", shell: str = "hankyung") -> Path:
    path = folder / name
    path.write_bytes(make_page(shell, "ko-d01")[0])
    return path


def test_a_page_is_one_object_with_what_was_read(tmp_path: Path) -> None:
    (entry,) = parse(page(tmp_path, "2024.05-kt.html"))
    assert list(entry) == KEYS
    assert (entry["id"], entry["publisher"], entry["byline"]) == ("2024.05-kt", "한국경제", "한여울 기자")
    assert (entry["published_at"], entry["language"]) == ("2024-05-02T07:30:00+09:00", "ko")
    assert entry["body"] == make_page("hankyung", "ko-d01")[1].body


def test_a_folder_is_read_in_order_and_into_a_file(tmp_path: Path) -> None:
    pages, output = tmp_path / "pages", tmp_path / "made" / "read.jsonl"
    pages.mkdir()
    for name, shell in (("b.htm", "yna"), ("a.html", "newsis"), ("c.xhtml", "amp")):
        page(pages, name, shell)
    assert parse(pages, output=output) == []
    assert [json.loads(line)["id"] for line in output.read_text("utf-8").splitlines()] == ["a", "b", "c"]


def test_a_page_without_a_time_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(
        "가온에너지, 제주에 ESS\n\n가온에너지가 제주에 에너지저장장치(ESS) 단지를 짓는다고 밝혔다. 사업비는 410억 원이다.",
        "utf-8",
    )
    (entry,) = parse(path)
    assert (entry["title"], entry["published_at"]) == ("가온에너지, 제주에 ESS", None)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.html", b" \n", "the file is empty"),
        ("none.html", b"<html><body><p>404</p></body></html>", "본문을 찾지 못했습니다"),
        ("bad.json", b"{", "not valid JSON"),
        ("noise.html", bytes(range(256)) * 40, "본문을 찾지 못했습니다"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_still_written(
    tmp_path: Path, name: str, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    page(tmp_path)
    output, errors = tmp_path / "read.jsonl", StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("parse", str(tmp_path), output=output, stderr=errors)
    assert stopped.value.code == 1
    assert name in errors.getvalue()
    assert said in errors.getvalue()
    assert [json.loads(line)["id"] for line in output.read_text("utf-8").splitlines()] == ["page"]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    errors = StringIO()
    with pytest.raises(SystemExit):
        call_command("parse", str(tmp_path / "gone.html"), stderr=errors)
    assert "gone.html" in errors.getvalue()
    assert "Check the path" in errors.getvalue()


def test_an_empty_folder_and_an_output_that_cannot_be_written_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No HTML, text or JSON"):
        parse(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(CommandError, match="Choose another"):
        parse(page(tmp_path), output=tmp_path / "file" / "read.jsonl")


def test_neither_database_nor_broker_is_needed(tmp_path: Path) -> None:
    nowhere = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    answer = subprocess.run(
        [sys.executable, "manage.py", "parse", str(page(tmp_path))],
        cwd=ROOT, env=os.environ | nowhere, capture_output=True, text=True,
    )  # fmt: skip
    assert (answer.returncode, answer.stderr) == (0, "")
    assert json.loads(answer.stdout)["id"] == "page"
