"""manage.py lookup and check_catalog answer from the catalog files alone."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tracker.pipeline.link.catalog import default_catalog_folder


def ask(*names: str, **options: Any) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("lookup", *names, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_names_are_answered_in_their_order() -> None:
    answers = ask("포스코ICT", "없는이름", date="2017-09")
    assert [one["now"] for one in answers] == ["포스코DX", None]
    assert answers[0]["date"] == "2017-09-01"
    assert set(answers[0]) == {"name", "date", "organization", "now", "kind", "group", "candidates"}


def test_a_wrong_date_is_told() -> None:
    with pytest.raises(CommandError, match="--date: a date is YYYY"):
        ask("포스코ICT", date="yesterday")


def test_bad_lines_are_told_and_the_others_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = '{"name": "포스코ICT", "date": "2017"}\nnonsense\n\n{"date": "2017"}\n{"name": "한전", "date": 2018}\n'
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("lookup", stdout=out, stderr=err)
    assert stopped.value.code == 1
    assert [json.loads(line)["organization"] for line in out.getvalue().splitlines()] == ["포스코ICT", "한국전력공사"]
    assert [json.loads(line)["line"] for line in err.getvalue().splitlines()] == [2, 4]


def test_the_check_counts_a_sound_catalog() -> None:
    out = io.StringIO()
    call_command("check_catalog", stdout=out)
    assert "No problems" in out.getvalue()


def test_the_check_fails_with_every_problem(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(default_catalog_folder(), tmp_path / "catalog"))
    (folder / "groups" / "posco.yaml").unlink()
    err = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("check_catalog", folder=folder, stderr=err)
    assert stopped.value.code == 1
    assert "no group has the id posco" in err.getvalue()
