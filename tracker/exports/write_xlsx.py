"""XLSX, row by row through a temporary file. A text is a text, whatever it begins with."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from typing import IO, Any

from tracker.exports.cells import clean, escape_for_excel, starts_formula
from tracker.exports.tables import Capped, Sheet, Value
from tracker.exports.write_csv import as_text

IN_MEMORY = 2_000_000
WIDEST, NARROWEST = 60, 10


def write_xlsx(sheet: Sheet, cut_words: str, about: list[tuple[str, str]]) -> IO[bytes]:
    """The open file, at its beginning. about: lines of the second sheet."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet(_sheet_name(sheet.title))
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[_letter(number)].width = min(WIDEST, max(NARROWEST, 2 * len(str(column.words)) + 4))
    page.append([_cell(page, str(column.words), bold=True) for column in sheet.columns])
    capped = Capped(sheet.rows, sheet.limit)
    for row in capped:
        page.append([_cell(page, column.value(row)) for column in sheet.columns])
    if capped.cut:
        page.append([_cell(page, cut_words)])
        about = [*about, ("", cut_words)]
    second = book.create_sheet("info")
    for line in about:
        second.append([_cell(second, text) for text in line])
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(page: Any, value: Value, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if value is None or isinstance(value, int | float):
        return int(value) if isinstance(value, bool) else value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = escape_for_excel(clean(as_text(value)))
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    if starts_formula(text):
        cell.quotePrefix = True  # remains a text when somebody edits the cell
    if bold:
        cell.font = Font(bold=True)
    return cell


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def _sheet_name(title: str) -> str:
    """Excel allows 31 letters and not all signs."""
    name = "".join(" " if letter in "[]:*?/\\'" else letter for letter in clean(title)).strip()
    return " ".join(name.split())[:31] or "data"
