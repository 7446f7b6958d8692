"""All rows of the database as lines of JSON, exactly as they stand at one moment, and back into an empty database.

The first line names the format, each other one is a row as Django serializes it. The same rows give the same lines on
SQLite and PostgreSQL, so that a digest over them shows whether two databases hold the same.
"""

import datetime
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.serializers.python import Serializer
from django.db import connection, models, transaction

FORMAT = {"format": "smart-industry-tracker backup", "version": 1}
AT_ONCE = 500
# Made anew by every installation, or of no use in another one.
LEFT_OUT = {"contenttypes.contenttype", "auth.permission", "sessions.session", "tracker.heartbeat", "tracker.tally"}


class NotRestored(Exception):
    """The backup cannot be restored; the message names why and the remedy. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Summary:
    rows: int
    digest: str  # SHA-256 over the lines


def write_backup(path: Path) -> Summary:
    """Writes what the database holds now; whoever writes meanwhile is neither held up nor half in it."""
    summary = _Counting()
    unfinished = path.with_name(path.name + ".part")
    with _one_moment(), gzip.open(unfinished, "wt", encoding="utf-8", newline="\n") as file:
        for line in chain([json.dumps(FORMAT) + "\n"], summary.over(_lines())):
            file.write(line)
    unfinished.replace(path)
    return summary.result()


def digest_database() -> Summary:
    """What `write_backup` would say of the database as it is now."""
    summary = _Counting()
    with _one_moment():
        for _line in summary.over(_lines()):
            pass
    return summary.result()


def read_backup(path: Path) -> Summary:
    """Fills the empty database in one transaction and compares it with what the file says. Raises NotRestored."""
    expected = _Counting()
    try:
        with transaction.atomic(), _without_history():
            _expect_empty()
            for model in reversed(backed_up()):
                model._base_manager.all().delete()
            _load(expected.over(_read_lines(path)))
            _reset_sequences()
            _compare(expected.result())
    except (OSError, EOFError, UnicodeDecodeError, DeserializationError, KeyError, ValueError) as error:
        raise NotRestored(f"{path} cannot be read as a backup: {error}") from error
    return expected.result()


def backed_up() -> list[type[models.Model]]:
    """Every model with rows of its own; those that others point to first."""
    configs = [(config, None) for config in apps.get_app_configs()]
    ordered = serializers.sort_dependencies(configs, allow_cycles=True)
    return [model for model in ordered if model._meta.label_lower not in LEFT_OUT and model._meta.managed]


class _Counting:
    def __init__(self) -> None:
        self._digest, self._rows = hashlib.sha256(), 0

    def over(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self._digest.update(line.encode())
            self._rows += 1
            yield line

    def result(self) -> Summary:
        return Summary(self._rows, self._digest.hexdigest())


class _Exact(DjangoJSONEncoder):
    """Django's own drops the microseconds, by which rows of one millisecond are kept in order."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime.datetime):
            return o.astimezone(datetime.UTC).isoformat()
        return super().default(o)


class _Rows(Serializer):
    """Rows that are left out are pointed to by what they are called: another installation numbers them otherwise."""

    def handle_fk_field(self, obj: Any, field: Any) -> None:
        self.use_natural_foreign_keys = field.remote_field.model._meta.label_lower in LEFT_OUT
        super().handle_fk_field(obj, field)

    def handle_m2m_field(self, obj: Any, field: Any) -> None:
        self.use_natural_foreign_keys = field.remote_field.model._meta.label_lower in LEFT_OUT
        super().handle_m2m_field(obj, field)
        current: dict[str, list[Any]] = self._current  # type: ignore[attr-defined]
        current.get(field.name, []).sort()


def _lines() -> Iterator[str]:
    for model in backed_up():
        rows = model._base_manager.order_by(model._meta.pk.name).iterator(chunk_size=AT_ONCE)
        while some := list(islice(rows, AT_ONCE)):
            for row in _Rows().serialize(some):
                # Sorted: PostgreSQL keeps the keys of JSON in an order of its own.
                yield json.dumps(row, cls=_Exact, sort_keys=True, ensure_ascii=False) + "\n"


@contextmanager
def _one_moment() -> Iterator[None]:
    """All reads inside see the database as it stood at the first."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Not `atomic`, whose IMMEDIATE transactions would hold up everybody who writes.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _without_history() -> Iterator[None]:
    """What is written inside is no change by anybody: its history comes with the file."""
    settings.SIMPLE_HISTORY_ENABLED = False
    try:
        yield
    finally:
        settings.SIMPLE_HISTORY_ENABLED = True


def _expect_empty() -> None:
    from tracker.models import Article, Organization

    if Article.objects.exists() or Organization.objects.exists():
        raise NotRestored(
            "This database holds articles or a catalog already. Restore into an empty one: set DATABASE_URL to a new "
            "database and run 'manage.py migrate' first."
        )


def _read_lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        if json.loads(next(file, "null")) != FORMAT:
            raise NotRestored(f"{path} is no backup of this program, or one of another version of it.")
        yield from file


def _load(lines: Iterable[str]) -> None:
    pending = []
    with connection.constraint_checks_disabled():
        for row in serializers.deserialize("jsonl", lines, handle_forward_references=True):
            row.save(force_insert=True)
            if row.deferred_fields:
                pending.append(row)
        for row in pending:
            row.save_deferred_fields()
    connection.check_constraints()


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), backed_up())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _compare(expected: Summary) -> None:
    found = digest_database()
    if found != expected:
        raise NotRestored(
            f"The file holds {expected.rows} rows, the database {found.rows} after the restoring, and they are not the "
            "same. Restore with the version of the program that wrote the backup, then migrate."
        )


def count_rows() -> Counter[str]:
    """{model: rows}"""
    return Counter({model._meta.label_lower: model._base_manager.count() for model in backed_up()})
