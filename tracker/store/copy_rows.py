"""Very many new rows at once, past the ORM: COPY on PostgreSQL, one prepared INSERT on SQLite."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

Row = Mapping[str, Any]  # values by the names of fields; a foreign key is the number of its row


def insert_rows(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Writes rows that name the same fields, primary key among them; other fields get the model's default."""
    if not rows:
        return
    fields = model._meta.concrete_fields
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for values in _values(fields, rows):
                    copy.write_row(values)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(_values(fields, rows)))


def next_id(model: type[models.Model]) -> int:
    """The first number that no row has. Take it where nobody else can write (`alone_with`)."""
    return int(model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1


def alone_with(tables: Sequence[type[models.Model]]) -> None:
    """Until the end of the transaction nobody else writes these tables; SQLite's transactions are alone as they are."""
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def raise_sequences(tables: Sequence[type[models.Model]]) -> None:
    """Rows that the database numbers itself come after those that were written with numbers."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _values(fields: Sequence[Any], rows: Sequence[Row]) -> Iterator[list[Any]]:
    """The values of each row as the database wants them, in the order of the fields."""
    named = [field.name for field in fields]
    changes = [_change(field) for field in fields]
    defaults = {field.name: field.get_default() for field in fields if field.name not in rows[0]}
    for row in rows:
        whole = {**defaults, **row}
        yield [change(whole[name]) if change else whole[name] for name, change in zip(named, changes, strict=True)]


def _change(field: Any) -> Callable[[Any], Any] | None:
    """What turns a value into the database's, None where it is that already."""
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return connection.ops.adapt_datefield_value
    if isinstance(field, models.JSONField):
        return lambda value: connection.ops.adapt_json_value(value, field.encoder)
    return None
