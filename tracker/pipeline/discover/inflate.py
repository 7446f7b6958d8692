"""Gzip from strangers, unpacked no further than a limit."""

import zlib

GZIP = b"\x1f\x8b"
PIECE = 65_536


class TooMuch(ValueError):
    """More came out than was allowed."""


def gunzip(content: bytes, most: int) -> bytes:
    """The content without its gzip, if it has any. Raises TooMuch beyond `most` bytes, zlib.error for what is broken.
    A gzip inside the gzip stays: what was packed twice is not what it says."""
    if not content.startswith(GZIP):
        return content
    out, left = bytearray(), content
    while left.startswith(GZIP):
        unpack = zlib.decompressobj(wbits=31)
        out += unpack.decompress(left, most + 1 - len(out))
        if len(out) > most:
            raise TooMuch
        if not unpack.eof:
            raise zlib.error("the file ends in the middle")
        left = unpack.unused_data
    return bytes(out)
