"""Fetching: one address to one document, never to the inside of a network, never for ever."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest

from tracker.pipeline.fetch.addresses import is_public_address
from tracker.pipeline.fetch.document import FetchFailed, FetchRefused, fetch_document

asked: list[str] = []  # Accept-Encoding of each request for the page that is packed with zstd
INSIDE = {"private_hosts": ["127.0.0.1"]}


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        routes = {
            "/page": self.page,
            "/bomb": self.bomb,
            "/drip": self.drip,
            "/pdf": self.pdf,
            "/loop": self.loop,
            "/zstd": self.zstd,
            "/brotli": self.brotli,
            "/broken": self.broken,
        }
        routes.get(self.path, self.missing)()

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page(self) -> None:
        self.answer(200, "포스코".encode("cp949"), Content_Type="text/html; charset=euc-kr")

    def bomb(self) -> None:
        body = gzip.compress(b"0" * 60_000_000)
        self.answer(200, body, Content_Type="text/html", Content_Encoding="gzip")

    def drip(self) -> None:
        self.answer(200, b"", Content_Type="text/html")
        for _ in range(50):
            try:
                self.wfile.write(b".")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def pdf(self) -> None:
        self.answer(200, b"%PDF", Content_Type="application/pdf")

    def zstd(self) -> None:
        """As a server does that packs for everybody as for its own browsers."""
        asked.append(self.headers.get("Accept-Encoding", ""))
        self.answer(200, b"\x28\xb5\x2f\xfd" + b"\x00" * 40, Content_Type="text/html", Content_Encoding="zstd")

    def brotli(self) -> None:
        body = brotli.compress("포스코".encode())
        self.answer(200, body, Content_Type="text/html; charset=utf-8", Content_Encoding="br")

    def broken(self) -> None:
        self.answer(200, b"not packed at all", Content_Type="text/html", Content_Encoding="gzip")

    def loop(self) -> None:
        self.answer(302, Location="/loop")

    def missing(self) -> None:
        if self.path == "/moved":
            self.answer(301, Location="/page")
        elif self.path == "/inward":
            self.answer(302, Location=f"http://localhost:{self.server.server_port}/page")
        elif self.path == "/busy":
            self.answer(503)
        else:
            self.answer(404)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_brings_the_bytes_with_the_charset_that_the_server_declares(site: str) -> None:
    document = fetch_document(f"{site}/page", **INSIDE)
    assert document.content.decode("cp949") == "포스코"
    assert (document.media_type, document.charset) == ("text/html", "euc-kr")


def test_follows_a_redirect_and_tells_where_it_ended(site: str) -> None:
    assert fetch_document(f"{site}/moved", **INSIDE).address == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nowhere", "404"),
        ("/pdf", "application/pdf"),
        ("/bomb", "너무 큽니다"),
        ("/loop", "5번"),
    ],
)
def test_refuses_for_good_and_says_why(site: str, path: str, words: str) -> None:
    with pytest.raises(FetchRefused, match=words):
        fetch_document(f"{site}{path}", **INSIDE)


def test_what_is_packed_with_zstd_is_never_asked_for_and_refused_with_words(site: str) -> None:
    """The libcurl that comes with pycurl cannot unpack it, nor can Python before 3.14."""
    with pytest.raises(FetchRefused, match=r"zstd.*붙여넣어"):
        fetch_document(f"{site}/zstd", **INSIDE)
    assert asked == ["gzip, deflate"]


def test_brotli_is_not_asked_for_but_read(site: str) -> None:
    assert fetch_document(f"{site}/brotli", **INSIDE).content.decode() == "포스코"


def test_a_broken_packing_that_we_know_may_be_whole_the_next_time(site: str) -> None:
    with pytest.raises(FetchFailed):
        fetch_document(f"{site}/broken", **INSIDE)


def test_a_host_that_was_not_allowed_is_refused_even_behind_a_redirect(
    site: str,
) -> None:
    with pytest.raises(FetchRefused):
        fetch_document(f"{site}/inward", **INSIDE)


def test_a_busy_server_may_be_asked_again(site: str) -> None:
    with pytest.raises(FetchFailed, match="503"):
        fetch_document(f"{site}/busy", **INSIDE)


def test_a_dripping_body_is_stopped_by_the_deadline(site: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchFailed):
        fetch_document(f"{site}/drip", deadline_seconds=1, **INSIDE)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://user:word@192.168.0.1/",
        "http://10.0.0.1:22/",
        "file:///etc/hostname",
        "gopher://127.0.0.1/",
        "http://",
    ],
)
def test_no_notation_of_an_inner_address_is_fetched(address: str) -> None:
    with pytest.raises(FetchRefused):
        fetch_document(address)


@pytest.mark.parametrize(
    "address",
    [
        "100.64.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::127.0.0.1",
        "fe80::1%eth0",
        "0.0.0.0",
        "255.255.255.255",
        "",
    ],
)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "211.249.220.24", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public_address(address)
