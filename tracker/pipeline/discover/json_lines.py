"""JSONL: one article a line, as `parse` reads a JSON article."""

from collections.abc import Iterator
from typing import BinaryIO

from tracker.pipeline.discover.items import Item
from tracker.pipeline.records import RawDocument

MAX_LINE = 5_000_000


def read_json_lines(stream: BinaryIO, first: int, last: int, name: str) -> Iterator[tuple[int, Item | None]]:
    """(offset, item) of the lines that begin in [first, last); None for a line that is too long. Empty lines are left
    out. Whether a line is an article is for the parse stage to say, which names the line."""
    offset = _first_line(stream, first)
    stream.seek(offset)
    while offset < last:
        line = stream.readline(MAX_LINE + 1)
        if not line:
            return
        size = len(line)
        if size > MAX_LINE and not line.endswith(b"\n"):
            size += _skip_line(stream)
            yield offset, None
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            content = line.strip(b"\xef\xbb\xbf \t\r\n")
            yield (
                offset,
                Item(document=RawDocument(content, "application/json", name=f"{name} @{offset}", charset="utf-8")),
            )
        offset += size


def _first_line(stream: BinaryIO, first: int) -> int:
    if first == 0:
        return 0
    stream.seek(first - 1)
    skipped = _skip_line(stream)
    return first - 1 + skipped


def _skip_line(stream: BinaryIO) -> int:
    """Reads to the end of the line, however long; how many bytes that were."""
    skipped = 0
    while True:
        piece = stream.readline(MAX_LINE)
        skipped += len(piece)
        if not piece or piece.endswith(b"\n"):
            return skipped
