"""Many rows in one statement, without an object and an expression for each value: Django's own ways cost several times
what the database does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, JSONField, Model
from django.utils import timezone

T = TypeVar("T")
PLAIN = (str, int, float, type(None))  # what both drivers take as it is
MOST_PARAMETERS = 900  # old builds of SQLite take no more than 999


def insert_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Inserts rows whose ids nobody needs. names: of the columns' attributes, all that have no default in the
    database."""
    fields = _fields(model, names)
    columns = ", ".join(_quote(field.column) for field in fields)
    marks = f"({', '.join(['%s'] * len(fields))})"
    begin = f"INSERT INTO {_quote(model._meta.db_table)} ({columns}) VALUES "
    with connection.cursor() as cursor:
        for some in _portions(rows, MOST_PARAMETERS // len(fields)):
            values = chain.from_iterable(_prepared(fields, row) for row in some)
            cursor.execute(begin + ", ".join([marks] * len(some)), list(values))


def update_rows(model: type[Model], names: Sequence[str], rows: Collection[Model]) -> None:
    """Writes the named attributes of rows that are there."""
    if not rows:
        return
    fields = _fields(model, [*names, "id"])
    changes = ", ".join(f"{_quote(field.column)} = %s" for field in fields[:-1])
    statement = f'UPDATE {_quote(model._meta.db_table)} SET {changes} WHERE "id" = %s'
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_prepared(fields, [getattr(row, f.attname) for f in fields]) for row in rows])


def delete_rows(model: type[Model], ids: Collection[int]) -> None:
    """Deletes rows that nothing refers to, without looking for what might (the database would refuse), and without a
    record of it."""
    with connection.cursor() as cursor:
        for some in _portions(ids, MOST_PARAMETERS):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"DELETE FROM {_quote(model._meta.db_table)} WHERE id IN ({marks})", some)


def record_history(model: Any, ids: Sequence[int], kind: str) -> None:
    """Adds the rows as they are now to their history, as saving each by itself would. kind: "+" new, "~" changed."""
    records = model.history.model
    now = timezone.now()
    user = records.get_default_history_user(model(pk=None))
    copied = ", ".join(_quote(field.column) for field in records.tracked_fields)
    into = f"INSERT INTO {_quote(records._meta.db_table)} ({copied}, history_date, history_type, history_user_id)"
    moment = records._meta.get_field("history_date").get_db_prep_save(now, connection)
    with connection.cursor() as cursor:
        for some in _portions(ids, MOST_PARAMETERS - 3):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"{into} SELECT {copied}, %s, %s, %s FROM {_quote(model._meta.db_table)} WHERE id IN ({marks})",
                [moment, kind, user.pk if user else None, *some],
            )
            for field in records._history_m2m_fields:
                _record_links(cursor, model, field, moment, some)


def _record_links(cursor: Any, model: Any, field: Any, moment: Any, ids: Sequence[int]) -> None:
    """What the rows are linked with belongs to the record that was just made of each."""
    links = field.remote_field.through
    columns = [one.column for one in links._meta.fields]
    kept = model.history.model._meta.db_table
    into = f"INSERT INTO {_quote(f'{kept}_{field.name}')} ({', '.join(map(_quote, columns))}, history_id)"
    copied = ", ".join(f"l.{_quote(column)}" for column in columns)
    cursor.execute(
        f"{into} SELECT {copied}, h.history_id FROM {_quote(links._meta.db_table)} l"
        f" JOIN {_quote(kept)} h ON h.id = l.{_quote(field.m2m_column_name())}"
        f" WHERE h.history_date = %s AND h.id IN ({', '.join(['%s'] * len(ids))})",
        [moment, *ids],
    )


def _fields(model: type[Model], names: Sequence[str]) -> list[Field[Any, Any]]:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    return [by_name[name] for name in names]


def _prepared(fields: Sequence[Field[Any, Any]], row: Sequence[Any]) -> list[Any]:
    return [_prepare(field, value) for field, value in zip(fields, row, strict=True)]


def _prepare(field: Field[Any, Any], value: Any) -> Any:
    plain = isinstance(value, PLAIN) and not isinstance(field, JSONField)
    return value if plain else field.get_db_prep_save(value, connection)


def _portions(items: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(items)
    while some := list(islice(left, size)):
        yield some


def _quote(name: Any) -> str:
    return str(connection.ops.quote_name(name))
