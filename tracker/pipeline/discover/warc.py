"""The bytes of one WARC record → the page in it."""

import re
import zlib
from collections.abc import Callable
from io import BytesIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tracker.pipeline.discover.archive import END_OF_HEADER, MAX_HEADER, MAX_RECORD
from tracker.pipeline.discover.inflate import TooMuch, gunzip
from tracker.pipeline.discover.items import Item, join_address
from tracker.pipeline.discover.moment import read_moment
from tracker.pipeline.records import RawDocument

PAGES = ("text/html", "application/xhtml+xml")
PACKED = re.compile(rb"\nContent-Encoding:", re.IGNORECASE)
KINDS = WarcRecordType.response | WarcRecordType.resource
IS_PAGE = re.compile(rb"\nWARC-Type:[ \t]*(?:response|resource)\b", re.IGNORECASE)


def read_record(content: bytes, wants: Callable[[bytes], bool]) -> Item | None:
    """The page in a record of which `wants` is true; None for other records, answers that are no page, and pages that
    are not wanted. The time of the crawl is the hint for pages that do not say when they were published."""
    head = END_OF_HEADER.search(content, 0, MAX_HEADER)
    if head is None or not IS_PAGE.search(content, 0, head.end()):
        return None
    inner = END_OF_HEADER.search(content, head.end(), head.end() + MAX_HEADER)
    if inner is None:
        return None  # a header without end
    # The filter looks at the whole record: what it does not want need not be taken apart, what it wants is not looked
    # at again.
    packed = PACKED.search(content, head.end(), inner.end()) is not None
    if not packed and not wants(content):
        return None
    try:
        record = next(iter(ArchiveIterator(BytesIO(content), record_types=KINDS, parse_http=True)), None)
        return _as_item(record, wants if packed else None) if record is not None else None
    except (OSError, ValueError):
        return None


def _as_item(record: WarcRecord, wants: Callable[[bytes], bool] | None) -> Item | None:
    media_type, encoding, charset = (record.headers.get("Content-Type") or "").lower(), "", ""
    if record.is_http and record.http_headers is not None:
        if record.http_headers.status_code != 200:
            return None
        media_type = (record.http_headers.get("Content-Type") or "text/html").lower()
        encoding = (record.http_headers.get("Content-Encoding") or "").lower().strip()
        charset = record.http_charset or ""
    media_type = media_type.partition(";")[0].strip()
    address = join_address("", (record.headers.get("WARC-Target-URI") or "").strip("<>"))
    if media_type not in PAGES or not address:
        return None
    page = _decoded(record.reader.read(MAX_RECORD), encoding)
    if page is None or (wants is not None and not wants(page)):
        return None
    return Item(
        address=address,
        published_at=read_moment(record.headers.get("WARC-Date")),
        document=RawDocument(page, media_type, name=address, address=address, charset=charset[:40]),
    )


def _decoded(page: bytes, encoding: str) -> bytes | None:
    """Archives keep most pages unpacked, whatever their header says."""
    if encoding in ("gzip", "x-gzip"):
        try:
            return gunzip(page, MAX_RECORD)
        except (TooMuch, zlib.error):
            return None
    return page if encoding in ("", "identity") or page[:1000].lstrip()[:1] == b"<" else None
