"""manage.py lookup: what the catalog knows of a name at a date, as JSON lines."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.pipeline.link.catalog import CatalogError
from tracker.pipeline.link.index import CatalogIndex, load_default_index
from tracker.pipeline.link.lookup import lookup
from tracker.pipeline.link.schema import read_day


class Command(BaseCommand):
    help = (
        "Answer what the catalog knows of names, one JSON object a line. Without a name, reads JSON lines "
        'such as {"name": "포스코ICT", "date": "2017-09-14"} from standard input.'
    )
    requires_system_checks: list[str] = []  # the catalog files are all that it needs

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME")
        parser.add_argument("--date", help="YYYY, YYYY-MM or YYYY-MM-DD; today if left out")

    def handle(self, *args: Any, names: list[str], **options: Any) -> None:
        try:
            on = _read_date(options["date"])
        except ValueError as error:
            raise CommandError(f"--date: {error}") from error
        try:
            index = load_default_index()
        except CatalogError as error:
            raise CommandError(f"The catalog has problems:\n{error}") from error
        if names:
            for name in names:
                self._print(lookup(index, name, on))
        elif self._answer_lines(index, sys.stdin, on):
            raise SystemExit(1)

    def _answer_lines(self, index: CatalogIndex, lines: Iterable[str], on: date) -> int:
        """Answers every line that can be read and returns how many could not."""
        bad = 0
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                name, day = _read_question(line, on)
            except ValueError as error:
                bad += 1
                self.stderr.write(json.dumps({"error": str(error), "line": number}, ensure_ascii=False))
                continue
            self._print(lookup(index, name, day))
        return bad

    def _print(self, answer: Any) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _read_question(line: str, on: date) -> tuple[str, date]:
    try:
        question = json.loads(line)
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(question, dict) or not isinstance(question.get("name"), str):
        raise ValueError('needs an object with a text "name"')
    given = question.get("date")
    return question["name"], _read_date(given) if given else on


def _read_date(value: object) -> date:
    if value is None:
        return date.today()
    if not isinstance(value, str | int):
        raise ValueError("a date is text: YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        day = read_day(str(value))
    except ValueError:  # a month or day that does not exist
        day = None
    if day is None:
        raise ValueError("a date is YYYY, YYYY-MM or YYYY-MM-DD")
    return day
