"""CSV that spreadsheets open with a double click: UTF-8 with its mark, every field quoted, formulas defused."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tracker.exports.cells import defuse, one_line
from tracker.exports.tables import Capped, Sheet, Value

MARK = "\ufeff"
AT_ONCE = 100


class _Line:
    """What csv writes into: it hands the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def write_csv(sheet: Sheet, cut_words: str) -> Iterator[str]:
    """The file in parts. cut_words: the last line if there were more rows than the limit."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield MARK + writer.writerow([defuse(str(column.words)) for column in sheet.columns])
    capped, lines = Capped(sheet.rows, sheet.limit), []
    for row in capped:
        lines.append(writer.writerow([write_cell(column.value(row)) for column in sheet.columns]))
        if len(lines) == AT_ONCE:
            yield "".join(lines)
            lines = []
    if capped.cut:
        lines.append(writer.writerow([defuse(cut_words), *[""] * (len(sheet.columns) - 1)]))
    yield "".join(lines)


def write_cell(value: Value) -> str:
    """A number stays one, whatever its sign; a text is defused."""
    if isinstance(value, bool) or value is None:
        return {True: "1", False: "0", None: ""}[value]
    if isinstance(value, int | float):
        return str(value)
    return defuse(as_text(value))


def as_text(value: str | date | datetime | tuple[object, ...]) -> str:
    if isinstance(value, tuple):
        return "; ".join(_each(value))
    if isinstance(value, date):
        return value.isoformat()
    return one_line(value)


def _each(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield one_line(str(value))
