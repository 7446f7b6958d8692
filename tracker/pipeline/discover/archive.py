"""WARC files → the bytes of single records, from any place of the file on, with a limit to each.

A file is cut into ranges of bytes; a range holds the records that begin in it, so that ranges can be read by different
workers without anybody having read the file before. Records that are packed one by one (as the format recommends and
CC-NEWS does) and unpacked ones can be found so; a file that was packed as a whole is read by its first range.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAX_RECORD = 5_000_000  # bytes of a record that are looked at; no article is longer
MAX_HEADER = 64_000
PIECE = 65_536
MEMBER = b"\x1f\x8b\x08"
START = re.compile(rb"WARC/[01]\.\d\d?\r?\n")
LENGTH = re.compile(rb"\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r?\n", re.IGNORECASE)
END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
MOST_OF_A_WHOLE = 20_000_000_000  # bytes of a file that was packed as a whole


@dataclass(frozen=True, slots=True)
class Framed:
    """offset: where the record (or its packing) begins in the file; number: of the record at that offset.
    content: None for what is too long or broken."""

    offset: int
    number: int
    content: bytes | None


def split_ranges(size: int, chunk: int) -> list[tuple[int, int]]:
    """The ranges [first, last) of a file of `size` bytes."""
    return [(first, min(first + chunk, size)) for first in range(0, size, chunk)]


def frame_records(stream: BinaryIO, first: int, last: int) -> Iterator[Framed]:
    """The records that begin in [first, last), in order."""
    stream.seek(0)
    head = stream.read(3)
    if head.startswith(b"\x1f\x8b"):
        yield from _frame_packed(stream, first, last)
    else:
        yield from _frame_plain(stream, first, last)


# --- packed one by one ----------------------------------------------------------------------------------------------


def _frame_packed(stream: BinaryIO, first: int, last: int) -> Iterator[Framed]:
    offset = _next_member(stream, first, last)
    if offset == 0 and _holds_more(_beginning(stream)):
        yield from _frame_whole(stream)
        return
    while offset is not None:
        content, following = _inflate(stream, offset)
        yield Framed(offset, 0, content)
        if following is not None and following < last and _goes_on(stream, following):
            offset = following
        else:
            offset = _next_member(stream, following or offset + 1, last)


def _goes_on(stream: BinaryIO, offset: int) -> bool:
    """Whether a packed record follows directly, as it does in a file that is whole."""
    stream.seek(offset)
    return stream.read(len(MEMBER)) == MEMBER and _begins_here(stream, offset)


def _inflate(stream: BinaryIO, offset: int) -> tuple[bytes | None, int | None]:
    """(the member's content, where the next begins); None, None for one that is too long or broken: it is not
    unpacked to its end, however much would come out."""
    stream.seek(offset)
    unpack, read, size = zlib.decompressobj(wbits=31), 0, 0
    parts: list[bytes] = []
    try:
        while not unpack.eof:
            piece = unpack.unconsumed_tail or stream.read(PIECE)
            if not piece:
                return None, None
            read += 0 if unpack.unconsumed_tail else len(piece)
            parts.append(unpack.decompress(piece, MAX_RECORD + 1 - size))
            size += len(parts[-1])
            if size > MAX_RECORD:
                return None, None
    except zlib.error:
        return None, None
    # Nearly all are one part, which need not be copied.
    content = parts[0] if len(parts) == 1 else b"".join(parts)
    return content, offset + read - len(unpack.unused_data)


def _next_member(stream: BinaryIO, at: int, last: int) -> int | None:
    """The first place in [at, last) where a packed record begins."""
    while at < last:
        stream.seek(at)
        block = stream.read(PIECE)
        if not block:
            return None
        found = block.find(MEMBER)
        while found >= 0:
            if at + found >= last:
                return None
            if _begins_here(stream, at + found):
                return at + found
            found = block.find(MEMBER, found + 1)
        at += max(len(block) - len(MEMBER) + 1, 1)
    return None


def _begins_here(stream: BinaryIO, offset: int) -> bool:
    stream.seek(offset)
    try:
        return zlib.decompressobj(wbits=31).decompress(stream.read(1024), 16).startswith(b"WARC/")
    except zlib.error:
        return False


# --- packed as a whole ----------------------------------------------------------------------------------------------


def _beginning(stream: BinaryIO) -> bytes:
    stream.seek(0)
    try:
        return zlib.decompressobj(wbits=31).decompress(stream.read(4 * PIECE), MAX_RECORD)
    except zlib.error:
        return b""


def _holds_more(content: bytes) -> bool:
    """Whether another record begins behind the first."""
    length = LENGTH.search(content, 0, MAX_HEADER)
    head = END_OF_HEADER.search(content, 0, MAX_HEADER)
    if length is None or head is None:
        return False
    return START.match(content, head.end() + int(length.group(1)) + 4) is not None


def _frame_whole(stream: BinaryIO) -> Iterator[Framed]:
    inside = _Unpacked(stream)
    for number in range(10**9):
        found = _read_record(inside)
        if found is None:
            return
        yield Framed(0, number, found or None)


class _Unpacked:
    """The content of a file that was packed as a whole, forwards only."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0)
        self._stream, self._unpack, self._buffer, self._total = stream, zlib.decompressobj(wbits=31), bytearray(), 0

    def peek(self, size: int) -> bytes:
        while len(self._buffer) < size and self._fill(size):
            pass
        return bytes(self._buffer[:size])

    def take(self, size: int) -> bytes:
        out = self.peek(size)
        del self._buffer[: len(out)]
        return out

    def skip(self, size: int) -> None:
        while size > 0:
            gone = len(self.take(min(size, PIECE)))
            if not gone:
                return
            size -= gone

    def _fill(self, size: int) -> bool:
        piece = self._unpack.unconsumed_tail or self._stream.read(PIECE)
        if not piece or self._total > MOST_OF_A_WHOLE:
            return False
        try:
            out = self._unpack.decompress(piece, PIECE)
        except zlib.error:
            return False
        self._buffer += out
        self._total += len(out)
        return bool(out) or bool(self._unpack.unconsumed_tail) or not self._unpack.eof


def _read_record(inside: _Unpacked) -> bytes | None:
    """The next record; b"" for one that is too long; None at the end or where the file is broken."""
    head = inside.peek(MAX_HEADER).lstrip(b"\r\n")
    inside.skip(len(inside.peek(MAX_HEADER)) - len(head))
    ends, length = END_OF_HEADER.search(head), LENGTH.search(head)
    if ends is None or length is None or not START.match(head):
        return None
    size = ends.end() + int(length.group(1))
    if size > MAX_RECORD:
        inside.skip(size)
        return b""
    return inside.take(size)


# --- not packed -----------------------------------------------------------------------------------------------------


def _frame_plain(stream: BinaryIO, first: int, last: int) -> Iterator[Framed]:
    """Headers say how long records are, so those before the range are stepped over without being read."""
    offset = 0
    while offset < last:
        stream.seek(offset)
        block = stream.read(MAX_HEADER)
        head = block.lstrip(b"\r\n")
        offset += len(block) - len(head)
        ends, length = END_OF_HEADER.search(head), LENGTH.search(head)
        if ends is None or length is None or not START.match(head) or offset >= last:
            return
        size = ends.end() + int(length.group(1))
        if offset >= first:
            stream.seek(offset)
            yield Framed(offset, 0, stream.read(size) if size <= MAX_RECORD else None)
        offset += size
