"""A part of a file → portions of items, each with the place where the work goes on after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tracker.models import BackfillChunk, BackfillKind
from tracker.pipeline.discover.address_list import read_address_list
from tracker.pipeline.discover.archive import frame_records
from tracker.pipeline.discover.bigkinds import read_bigkinds
from tracker.pipeline.discover.items import Item
from tracker.pipeline.discover.json_lines import read_json_lines
from tracker.pipeline.discover.warc import read_record
from tracker.store.prefilter import current_prefilter

PORTION, PORTION_SEEN = 100, 2000  # items, and records that were looked at, after which the place is noted


@dataclass(slots=True)
class Portion:
    """position, skip: as in BackfillChunk. seen: records; unusable: those that can never become an article."""

    items: list[Item]
    seen: int
    unusable: int
    position: int
    skip: int


def read_portions(chunk: BackfillChunk) -> Iterator[Portion]:
    """From where the part stands to its end. Raises OSError where the file is away, NothingFound where it is none of
    its kind."""
    portion = Portion([], 0, 0, chunk.position, chunk.skip)
    with Path(chunk.backfill.path).open("rb") as stream:
        for position, skip, item, usable in _read(chunk, stream):
            portion.seen += 1
            portion.unusable += not usable
            portion.position, portion.skip = position, skip
            if item is not None:
                portion.items.append(item)
            if len(portion.items) >= PORTION or portion.seen >= PORTION_SEEN:
                yield portion
                portion = Portion([], 0, 0, position, skip)
    yield portion


def _read(chunk: BackfillChunk, stream: BinaryIO) -> Iterator[tuple[int, int, Item | None, bool]]:
    """(position, skip, item, usable) of each record that is not done."""
    kind, name = chunk.backfill.kind, chunk.backfill.name
    if kind == BackfillKind.WARC:
        yield from _read_archive(chunk, stream)
    elif kind == BackfillKind.JSONL:
        for offset, item in read_json_lines(stream, chunk.position, chunk.last, name):
            yield offset + 1, 0, item, item is not None  # a line that begins behind its first byte is the next one
    elif kind == BackfillKind.BIGKINDS:
        for number, item in read_bigkinds(stream, name):
            if number > chunk.position:
                yield number, 0, item, item is not None
    else:
        items = read_address_list(stream.read(), name).items
        yield from ((number, 0, item, True) for number, item in enumerate(items, 1) if number > chunk.position)


def _read_archive(chunk: BackfillChunk, stream: BinaryIO) -> Iterator[tuple[int, int, Item | None, bool]]:
    wants = current_prefilter().wants
    for framed in frame_records(stream, chunk.position, chunk.last):
        if framed.offset == chunk.position and framed.number < chunk.skip:
            continue
        item = read_record(framed.content, wants) if framed.content is not None else None
        yield framed.offset, framed.number + 1, item, framed.content is not None
