"""Files that hold many articles, as other programs write them."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

COLUMNS = [
    "뉴스 식별자",
    "일자",
    "언론사",
    "기고자",
    "제목",
    "통합 분류1",
    "인물",
    "키워드",
    "본문",
    "URL",
    "분석제외 여부",
]


def bigkinds_export(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] = COLUMNS) -> bytes:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(list(columns))
    for row in rows:
        book.active.append([row.get(column) for column in columns])
    book.save(out)
    return out.getvalue()


def warc_info() -> bytes:
    return warc_record("warcinfo", "", b"software: crawler/1.0\r\n", "application/warc-fields")


def warc_response(
    address: str,
    page: bytes,
    *,
    charset: str = "utf-8",
    status: str = "200 OK",
    media_type: str = "text/html",
    record_type: str = "response",
) -> bytes:
    """A record as CC-NEWS has it."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}; charset={charset}\r\nServer: x\r\n\r\n".encode() + page
    return warc_record(record_type, address, http, f"application/http; msgtype={record_type}")


def warc_record(record_type: str, address: str, block: bytes, media_type: str) -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {record_type}\r\nWARC-Date: 2024-05-20T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{abs(hash(address)) % 10**12:012d}>\r\n{target}"
        f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
