"""What the shape of the code promises, and no other check keeps."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400
COUNTED = {".py", ".html", ".js", ".css"}
JUNK_DRAWERS = {"utils", "helpers", "helper", "common", "misc"}
TOP = {
    ".ci", ".dockerignore", ".env.example", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "Dockerfile", "LICENSE",
    "Makefile", "README.md", "compose.yaml", "config", "docs", "manage.py", "pyproject.toml", "requirements-dev.in", "requirements-dev.txt", "requirements.in",
    "requirements.txt", "static", "templates", "tests", "tracker",
}  # fmt: skip
# Put together so that this file does not find itself.
MACHINE_PATHS = re.compile("|".join(["/" + "work/", "/" + "root/", "/" + r"home/[a-z]", "/" + r"Users/[A-Za-z]"]))
# A package index may be named by a machine's own configuration only, so that pins install from any mirror.
INDEX = re.compile(
    "|".join(["index" + "-url", "find" + "-links", "files.python" + "hosted.org", "pypi" + r"\.org/simple"])
)
MAY_NAME_AN_INDEX = {"Makefile"}  # the option that keeps it out of the pins
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error"]) + r")\b")
FRESH = """
import importlib, pkgutil, sys
import tracker.pipeline
for found in pkgutil.walk_packages(tracker.pipeline.__path__, "tracker.pipeline."):
    importlib.import_module(found.name)
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"django", "celery", "kombu", "redis", "config"}))
"""


@cache
def committed() -> list[Path]:
    """The files git knows and those it would take; all files where there is no git (an unpacked archive)."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        return [ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name and (ROOT / name).is_file()]
    hidden = {".venv", "var", "__pycache__"}
    return [path for path in sorted(ROOT.rglob("*")) if path.is_file() and not hidden & set(path.parts)]


def texts() -> Iterator[tuple[str, str]]:
    """Path from the root and content of each committed text file."""
    for path in committed():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def lines_with(pattern: re.Pattern[str], suffix: str = "", without: frozenset[str] = frozenset()) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        if name.endswith(suffix) and name not in without
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_pipeline_loads_neither_django_nor_celery_nor_redis() -> None:
    answer = subprocess.run([sys.executable, "-c", FRESH], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.strip() == ""


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    long = {
        name: text.count("\n")
        for name, text in texts()
        if Path(name).suffix in COUNTED and "/migrations/" not in name and text.count("\n") > LONGEST
    }
    assert long == {}


def test_no_file_is_a_junk_drawer() -> None:
    assert [path for path in committed() if path.stem.lstrip("_") in JUNK_DRAWERS] == []


def test_nothing_names_a_machine() -> None:
    assert lines_with(MACHINE_PATHS) == []


def test_nothing_names_a_package_index() -> None:
    assert lines_with(INDEX, without=frozenset(MAY_NAME_AN_INDEX)) == []


def test_nothing_is_left_unfinished() -> None:
    assert lines_with(UNFINISHED, suffix=".py") == []


def test_the_top_of_the_repository_holds_only_what_is_meant_to_be_there() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in committed()} - TOP == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text()
    pins = re.findall(r"^[a-z0-9][^\s=]*==[^\n]*\\\n((?: +--hash=sha256:[0-9a-f]{64}[^\n]*\n)+)", text, re.M)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.M)) > 0
