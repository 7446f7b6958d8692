"""What a table that is taken away consists of: declared once a view, written in every format. Knows no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

# What a cell may hold. A tuple is one cell of several things, a list in JSON.
Value = str | int | float | bool | date | datetime | tuple[Any, ...] | None

MAX_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Column:
    """key: its name in JSON; words: its header. value: what people read. code: what programs read, if that differs."""

    key: str
    words: Any  # str, or a lazy translation
    value: Callable[[Any], Value]
    code: Callable[[Any], Value] | None = None

    def read_code(self, row: Any) -> Value:
        return (self.code or self.value)(row)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its origin. name: of the file; filter: (what, value) in words, and as parameters; rows may be
    read once; as_of: the moment at which they were asked for."""

    name: str
    title: str
    address: str
    columns: tuple[Column, ...]
    rows: Iterable[Any]
    filter: tuple[tuple[str, str], ...]
    parameters: dict[str, list[str]]
    notes: tuple[str, ...]
    as_of: datetime
    site: str
    rights: str
    limit: int = MAX_ROWS


class Capped:
    """Rows up to a limit; afterwards `cut` says whether there were more."""

    def __init__(self, rows: Iterable[Any], limit: int) -> None:
        self.rows, self.limit, self.count, self.cut = rows, limit, 0, False

    def __iter__(self) -> Iterator[Any]:
        for row in self.rows:
            if self.count == self.limit:
                self.cut = True
                return
            self.count += 1
            yield row
