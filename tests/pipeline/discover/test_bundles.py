"""Archives, exports and lines of JSON: every record is found, by whatever pieces the file is cut into."""

import gzip
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.exports import bigkinds_export, warc_info, warc_response
from tracker.pipeline.discover.archive import MAX_RECORD, frame_records, split_ranges
from tracker.pipeline.discover.bigkinds import read_bigkinds
from tracker.pipeline.discover.items import Item, NothingFound
from tracker.pipeline.discover.json_lines import read_json_lines
from tracker.pipeline.discover.prefilter import Prefilter
from tracker.pipeline.discover.warc import read_record
from tracker.pipeline.records import EXCERPT

PAGES = [f"<html><body>포스코 스마트공장 {n} {'가' * n * 37}</body></html>".encode() for n in range(25)]
RECORDS = [warc_info(), *[warc_response(f"https://a.kr/{n}", page) for n, page in enumerate(PAGES)]]
FORMS: dict[str, Callable[[], bytes]] = {
    "packed one by one": lambda: b"".join(gzip.compress(record) for record in RECORDS),
    "not packed": lambda: b"".join(RECORDS),
    "packed as a whole": lambda: gzip.compress(b"".join(RECORDS)),
}


def all_pages(_: bytes) -> bool:
    return True


def addresses(content: bytes, chunk: int) -> list[str]:
    found = []
    for first, last in split_ranges(len(content), chunk):
        for framed in frame_records(io.BytesIO(content), first, last):
            assert framed.content is not None
            item = read_record(framed.content, all_pages)
            found += [item.address] if item else []
    return found


@pytest.mark.parametrize("form", FORMS)
@given(chunk=some.integers(40, 30_000))
@settings(max_examples=12, deadline=None)
def test_every_record_is_in_exactly_one_range(form: str, chunk: int) -> None:
    assert addresses(FORMS[form](), chunk) == [f"https://a.kr/{n}" for n in range(len(PAGES))]


def test_a_record_that_is_too_long_or_broken_does_not_hide_the_next() -> None:
    long, last = warc_response("https://a.kr/long", b"x" * (MAX_RECORD + 1)), RECORDS[-1]
    broken = gzip.compress(RECORDS[1])
    broken = broken[:60] + b"\xff" * 20 + broken[80:]
    content = gzip.compress(RECORDS[0]) + gzip.compress(long) + broken + gzip.compress(last)
    found = [framed.content for framed in frame_records(io.BytesIO(content), 0, len(content))]
    assert found == [RECORDS[0], None, last], "what is broken at its beginning is not even seen"


@pytest.mark.parametrize(
    "content", [b"", b"\x1f\x8b", b"\x1f\x8b\x08" * 50, b"hello", gzip.compress(b"hello", mtime=0), b"WARC/1.0\r\n"]
)
def test_what_is_no_archive_has_no_records(content: bytes) -> None:
    assert list(frame_records(io.BytesIO(content), 0, len(content) + 10)) == []


def test_a_page_comes_with_its_address_charset_and_the_time_of_the_crawl() -> None:
    item = read_record(warc_response("https://a.kr/1", "포스코".encode("cp949"), charset="euc-kr"), all_pages)
    assert item is not None
    assert item.document is not None
    assert item.document.content.decode("cp949") == "포스코"
    assert (item.address, item.document.media_type, item.document.charset) == ("https://a.kr/1", "text/html", "euc-kr")
    assert item.published_at is not None
    assert item.published_at.isoformat() == "2024-05-20T00:00:00+00:00"


@pytest.mark.parametrize(
    "record",
    [
        warc_info(),
        warc_response("https://a.kr/1", b"<p>", status="404 Not Found"),
        warc_response("https://a.kr/1", b"%PDF", media_type="application/pdf"),
        warc_response("ftp://a.kr/1", b"<p>"),
        warc_response("https://a.kr/1", b"<p>", record_type="request"),
        b"WARC/1.0\r\n\r\n",
        b"\xff" * 500,
    ],
)
def test_what_is_no_page_is_passed_over(record: bytes) -> None:
    assert read_record(record, all_pages) is None


FILTER = Prefilter(
    ["스마트공장", "smart factory"], ["공장", "설비", "로봇", "제조업"], ["포스코", "포스코DX", "POSCO", "LG", "Hanwha"]
)


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("포스코가 스마트공장을 짓는다", True),
        ("posco builds a Smart Factory", True),
        ("LG의 공장에 설비와 로봇", True),
        ("hanwha SMART FACTORY", True),
        ("포스코의 공장과 공장과 공장", False),
        ("스마트공장이 는다", False),
        ("포스코가 배당한다", False),
        ("lg algorithm smart factory", False),
        ("", False),
    ],
)
def test_the_filter_wants_a_sector_and_a_name(text: str, encoding: str, wanted: bool) -> None:
    assert FILTER.wants(text.encode(encoding)) is wanted


def test_an_empty_catalog_wants_nothing() -> None:
    assert not Prefilter([], [], []).wants("포스코 스마트공장".encode())


# --- exports --------------------------------------------------------------------------------------------------------


def rows(content: bytes) -> list[Item | None]:
    return [item for _, item in read_bigkinds(io.BytesIO(content), "export.xlsx")]


def test_a_row_of_an_export_is_an_address_with_what_is_known_of_it() -> None:
    (item,) = rows(
        bigkinds_export([{"일자": "20240520", "언론사": "새소식", "제목": " 포스코\n착공 ", "URL": "https://a.kr/1"}])
    )
    assert item is not None
    assert (item.address, item.title, item.publisher, item.document) == (
        "https://a.kr/1",
        "포스코 착공",
        "새소식",
        None,
    )
    assert item.published_at is not None
    assert item.published_at.isoformat() == "2024-05-20T00:00:00+09:00"


@pytest.mark.parametrize("day", [20240520, 20240520.0, "2024-05-20"])
def test_days_may_be_numbers(day: Any) -> None:
    (item,) = rows(bigkinds_export([{"일자": day, "제목": "x", "URL": "https://a.kr/1"}]))
    assert item is not None
    assert item.published_at is not None
    assert item.published_at.day == 20


def test_without_an_address_the_excerpt_is_the_article_and_without_either_there_is_none() -> None:
    text = "포스코는 20일 광양에서 스마트공장 공사를 시작했다고 밝혔다. 공사는 2025년 6월에 끝난다."
    first, second = rows(
        bigkinds_export([{"일자": "20240520", "제목": "착공", "본문": text}, {"일자": "20240520", "제목": "착공"}])
    )
    assert first is not None
    assert first.document is not None
    assert first.document.content.decode() == f"착공\n\n{text}"
    assert first.document.media_type == EXCERPT, "nobody takes it for the whole text"
    assert second is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", bigkinds_export([], ["a", "b"])])
def test_what_is_no_export_says_what_to_do(content: bytes) -> None:
    with pytest.raises(NothingFound, match=r"export\.xlsx.*엑셀 다운로드"):
        rows(content)


# --- lines ----------------------------------------------------------------------------------------------------------


@given(lines=some.lists(some.text("가나b \r", max_size=12), max_size=12), chunk=some.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_every_line_is_in_exactly_one_range(lines: list[str], chunk: int) -> None:
    content = "\n".join(lines).encode()
    found = []
    for first, last in split_ranges(len(content), chunk):
        for _offset, item in read_json_lines(io.BytesIO(content), first, last, "x.jsonl"):
            assert item is not None
            assert item.document is not None
            found.append(item.document.content.decode())
    assert found == [line.strip(" \t\r") for line in lines if line.strip(" \t\r")]
