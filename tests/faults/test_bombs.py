"""Documents that would grow to gigabytes, or never be read to the end: stopped soon, with little memory."""

import contextlib
import http.server
import threading
from collections.abc import Iterator

import pytest

from tests.faults import bombs
from tests.faults.weigh import weigh

FETCH = "from tracker.pipeline.fetch.document import fetch_document\nfrom tests.faults.bombs import *"
GIGA = bombs.GIGABYTE
SERVED = {
    "/gzip": ("gzip", lambda: bombs.gzipped(GIGA)),
    "/gzip-twice": ("gzip, gzip", lambda: bombs.twice_gzipped(GIGA)),
    "/brotli": ("br", lambda: bombs.brotli(GIGA // 4)),
    "/deflate": ("deflate", lambda: bombs.gzipped(50_000_000)),
    "/zstd": ("zstd", lambda: b"\x28\xb5\x2f\xfd" + b"\x00" * 100),
    "/many": (", ".join(["gzip"] * 20), lambda: b"x"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            encoding, make = SERVED[self.path]
            body = make()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Encoding", encoding)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):  # the reader has had enough
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """A test prints nothing."""

    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()


@pytest.mark.parametrize("path", list(SERVED))
def test_answers_that_unpack_to_a_gigabyte(server: str, path: str) -> None:
    cost = weigh("MEGABYTE", f"fetch_document('{server}{path}', private_hosts=['127.0.0.1'])", FETCH)
    cost.assert_bearable()
    assert cost.result.startswith(("FetchRefused", "FetchFailed")), cost


def test_a_double_gzip_of_two_kilobytes_is_two_kilobytes() -> None:
    assert len(bombs.twice_gzipped(GIGA)) < 10_000


ARCHIVE = """
from io import BytesIO
from tracker.pipeline.discover.archive import frame_records
from tracker.pipeline.discover.warc import read_record
def items(content):
    frames = frame_records(BytesIO(content), 0, len(content))
    return [bool(f.content and read_record(f.content, lambda page: True)) for f in frames]
"""


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("warc_between_records(GIGABYTE)", "[True, False, True]"),
        ("warc_of_headers(400 * MEGABYTE)", "[False]"),
        ("warc_of_headers(4 * MEGABYTE)", "[False]"),
        ("gzipped(GIGABYTE)", "[]"),
        ("warc_record(0, gzipped(GIGABYTE), b'Content-Encoding: gzip\\r\\n')", "[False]"),
    ],
)
def test_records_of_archives(given: str, found: str) -> None:
    cost = weigh(given, "items(given)", ARCHIVE)
    cost.assert_bearable()
    assert cost.result == found


BIGKINDS = """
from io import BytesIO
import openpyxl
from tracker.pipeline.discover.bigkinds import read_bigkinds
def rows(content):
    return list(read_bigkinds(BytesIO(content), "bomb.xlsx"))
"""


@pytest.mark.parametrize(
    "given",
    [
        "xlsx(400 * MEGABYTE)",
        "xlsx(400 * MEGABYTE, 'xl/sharedStrings.xml')",
        "xlsx(9 * MEGABYTE, 'xl/sharedStrings.xml')",
        "xlsx(400 * MEGABYTE, 'beside/nothing.bin')",
        "xlsx_that_lies(100 * MEGABYTE)",
        "xlsx_with_entities()",
    ],
)
def test_parts_of_spreadsheets(given: str) -> None:
    cost = weigh(given, "rows(given)", BIGKINDS, "rows(bombs._workbook())")
    cost.assert_bearable()
    assert cost.result == "[]" or cost.result.startswith("NothingFound"), cost


READ = "from tracker.pipeline.discover.read import read_source"
PARSE = """
from tracker.pipeline.parse.article import parse_article
from tracker.pipeline.records import RawDocument
def parse(content):
    return parse_article(RawDocument(content, "text/html"))
"""
PLAIN = "b'<rss version=\"2.0\"><channel><item><link>https://a.kr/1</link></item></channel></rss>'"


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
@pytest.mark.parametrize(
    "given",
    [
        "laughs()",
        "laughs_in_utf_16()",
        "outside_entity('file:///etc/hostname')",
        "nested('a', 200_000)",
        "gzipped(GIGABYTE)",
        "b'<rss version=\"2.0\"><channel>' + nested('item', 200_000, b'<link>https://a.kr/1</link>')",
    ],
)
def test_feeds_and_sitemaps_that_are_attacks(kind: str, given: str) -> None:
    warm = f"read_source('feed', {PLAIN}, 'https://a.kr/')"
    cost = weigh(given, f"read_source('{kind}', given, 'https://a.kr/x')", READ, warm)
    cost.assert_bearable()
    assert "haha" not in cost.result
    if "nested" not in given:
        assert cost.result.startswith("NothingFound"), cost


def test_no_entity_asks_another_server() -> None:
    from tests.origin import origin_server
    from tracker.pipeline.discover.items import NothingFound
    from tracker.pipeline.discover.read import read_source

    with origin_server() as origin:
        for kind in ("feed", "sitemap"):
            with pytest.raises(NothingFound):
                read_source(kind, bombs.outside_entity(f"{origin.address}/secret"), "https://a.kr/x")
        assert origin.asked == []


@pytest.mark.parametrize("tag", ["div", "p", "table", "a"])
def test_pages_nested_two_hundred_thousand_deep(tag: str) -> None:
    text = "<p>포스코는 5일 광양에서 스마트공장 공사를 시작했다고 밝혔다.</p>".encode()
    given = f"nested('{tag}', 200_000, {text!r})"
    warm = f"parse(b'<html><body>' + {text!r} * 5 + b'</body></html>') if 0 else __import__('lxml.html')"
    cost = weigh(given, "parse(given)", PARSE, warm)
    cost.assert_bearable()
    listed = weigh(given, "read_source('list', given, 'https://a.kr/x', selector='p')", READ, "import lxml.html")
    listed.assert_bearable()
