"""The export of a BigKinds search (XLSX): one article a row, most with the address of its page, all with no more than
the beginning of its text."""

import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from tracker.pipeline.discover.items import Item, NothingFound, join_address, one_line
from tracker.pipeline.discover.moment import read_moment
from tracker.pipeline.discover.xml_border import refuse_entities
from tracker.pipeline.records import EXCERPT, RawDocument

COLUMNS = {"일자": "day", "언론사": "publisher", "제목": "title", "본문": "text", "URL": "address", "뉴스 식별자": "id"}
NEEDED = ("day", "title")
HEAD_ROWS = 5  # among which the names of the columns stand
MAX_ROWS = 100_000
MAX_MEMBERS = 200
MAX_UNPACKED = 300_000_000
MAX_IN_MEMORY = 30_000_000  # everything but the sheet, which is read row by row
MAX_RATIO, SMALL = 40, 10_000_000  # spreadsheets pack about tenfold; what packs much better was made to burst
LEAST_TEXT = 40
REMEDY = "빅카인즈 검색 결과의 ‘엑셀 다운로드’로 받은 파일을 그대로 넣어 주세요."


def read_bigkinds(stream: BinaryIO, name: str) -> Iterator[tuple[int, Item | None]]:
    """(row, item) of each row; None for one without an address and without enough text. Raises NothingFound for what
    is no such export or was made to burst."""
    _look_inside(stream, name)
    from openpyxl import load_workbook

    stream.seek(0)
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        rows = sheet.iter_rows(values_only=True)
        columns = _find_columns(rows, name)
        for number, row in enumerate(rows, start=1):
            if number > MAX_ROWS:
                return
            if any(row):
                yield number, _item({key: row[at] for key, at in columns.items() if at < len(row)}, name, number)
    except NothingFound:
        raise
    except Exception as error:  # the library lets whatever it meets pass through
        raise NothingFound(f"'{name}': 엑셀 파일로 읽을 수 없습니다({type(error).__name__}). {REMEDY}") from error


def _look_inside(stream: BinaryIO, name: str) -> None:
    """What the file's directory says is what is unpacked at most: the zip reader stops there."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as parts:
            members = parts.infolist()
            packed = sum(max(member.compress_size, 1) for member in members)
            whole = sum(member.file_size for member in members)
            beside = sum(m.file_size for m in members if not m.filename.startswith("xl/worksheets/"))
            bursts = whole > MAX_UNPACKED or whole > max(SMALL, MAX_RATIO * packed)
            if len(members) > MAX_MEMBERS or bursts or beside > MAX_IN_MEMORY:
                raise NothingFound(f"'{name}': 풀면 너무 큽니다. 기간을 나누어 검색한 결과를 따로 넣어 주세요.")
            for member in members:
                with parts.open(member) as part:
                    refuse_entities(part.read(65_536), name)
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError) as error:
        if isinstance(error, NothingFound):
            raise
        raise NothingFound(f"'{name}': 엑셀 파일(.xlsx)이 아닙니다. {REMEDY}") from error


def _find_columns(rows: Iterator[tuple[Any, ...]], name: str) -> dict[str, int]:
    for _, row in zip(range(HEAD_ROWS), rows, strict=False):
        named = {one_line(str(cell)): at for at, cell in enumerate(row) if cell is not None}
        columns = {key: named[title] for title, key in COLUMNS.items() if title in named}
        if all(key in columns for key in NEEDED):
            return columns
    raise NothingFound(f"'{name}': ‘일자’와 ‘제목’ 열이 없습니다. {REMEDY}")


def _item(cells: Mapping[str, Any], name: str, number: int) -> Item | None:
    address = join_address("", _text(cells.get("address")))
    title, publisher = one_line(_text(cells.get("title"))), one_line(_text(cells.get("publisher")))[:150]
    text = _text(cells.get("text")).strip()
    moment = read_moment(_text(cells.get("day")))
    excerpt = None
    if len(text) >= LEAST_TEXT and moment is not None:
        excerpt = RawDocument(f"{title}\n\n{text}".encode(), EXCERPT, name=f"{name} {number}", charset="utf-8")
    if address:
        return Item(address, title, moment, publisher, excerpt=excerpt)
    return Item("", title, moment, publisher, excerpt) if excerpt else None


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)
