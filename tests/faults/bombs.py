"""Small documents that grow when they are unpacked or read. No Django here: they are made in processes of their own."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator

GIGABYTE = 1_000_000_000
MEGABYTE = 1_000_000


def zeros(size: int) -> Iterator[bytes]:
    piece = b"0" * MEGABYTE
    for _ in range(size // MEGABYTE):
        yield piece


def gzipped(size: int, head: bytes = b"", tail: bytes = b"") -> bytes:
    """`size` bytes of nothing between head and tail. A block that refers to nothing before it is packed once and
    repeated, which takes no time; the checksum is right, too."""
    pack = zlib.compressobj(9, wbits=-15)
    begins = pack.compress(head) + pack.flush(zlib.Z_FULL_FLUSH)
    block = pack.compress(b"0" * MEGABYTE) + pack.flush(zlib.Z_FULL_FLUSH)
    ends = pack.compress(tail) + pack.flush()
    checksum = zlib.crc32(head)
    for piece in zeros(size):
        checksum = zlib.crc32(piece, checksum)
    length = len(head) + size // MEGABYTE * MEGABYTE + len(tail)
    trailer = zlib.crc32(tail, checksum).to_bytes(4, "little") + (length % 2**32).to_bytes(4, "little")
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03" + begins + block * (size // MEGABYTE) + ends + trailer


def twice_gzipped(size: int) -> bytes:
    return gzip.compress(gzipped(size))


def brotli(size: int) -> bytes:
    import brotli as packer

    pack = packer.Compressor(quality=5)
    return b"".join([*(pack.process(piece) for piece in zeros(size)), pack.finish()])


def warc_record(size: int, body: bytes = b"", headers: bytes = b"") -> bytes:
    """One packed record whose page is `size` bytes of nothing; `headers` go into its own."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + headers + b"\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example.kr/1\r\n"
    head += b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % (len(http) + size)
    return gzipped(size, head + http, b"\r\n\r\n")


def warc_between_records(size: int) -> bytes:
    good = warc_record(0, b"<html>POSCO smart factory</html>")
    return good + warc_record(size) + good


def warc_of_headers(size: int) -> bytes:
    """A record whose header has no end."""
    return gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n" + b"a: b\r\n" * (size // 6))


def xlsx(size: int, member: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A spreadsheet in which one part is `size` bytes long."""
    out = io.BytesIO(_workbook())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as parts, parts.open(member, "w", force_zip64=True) as part:
        for piece in zeros(size):
            part.write(piece)
    return out.getvalue()


def xlsx_that_lies(size: int) -> bytes:
    """As `xlsx`, but its directory says that the part is short."""
    content = xlsx(size, "xl/sharedStrings.xml")
    return content.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def xlsx_with_entities() -> bytes:
    return _workbook(sheet=LAUGHS)


def _workbook(sheet: str = "") -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["일자", "언론사", "제목", "본문", "URL"])
    plain, out = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = sheet.encode() if sheet and name.endswith("sheet1.xml") else old.read(name)
            new.writestr(name, text)
    return out.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><rss version='2.0'><channel><title>&a9;</title><item><link>https://news.example.kr/1</link>"
    "<title>&a9;</title></item></channel></rss>"
)


def laughs() -> bytes:
    return LAUGHS.encode()


def laughs_in_utf_16() -> bytes:
    return LAUGHS.replace("?>", " encoding='utf-16'?>", 1).encode("utf-16")


def outside_entity(address: str) -> bytes:
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{address}">]><rss version="2.0"><channel>'
        "<title>&x;</title><item><link>https://news.example.kr/1</link><title>&x;</title></item></channel></rss>"
    ).encode()


def nested(tag: str, depth: int, inside: bytes = b"") -> bytes:
    return f"<{tag}>".encode() * depth + inside + f"</{tag}>".encode() * depth
