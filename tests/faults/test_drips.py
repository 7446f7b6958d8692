"""Servers that never come to an end: stopped by the deadline, while others are served."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.origin import HOST, Reply, origin_server
from tracker.pipeline.fetch.document import FetchFailed, FetchRefused, fetch_document

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def drip_headers(visitor: socket.socket) -> None:
    for letter in HEAD * 100:
        visitor.sendall(bytes([letter]))
        time.sleep(0.05)


def drip_body(visitor: socket.socket) -> None:
    visitor.sendall(HEAD + b"Content-Length: 1000000\r\n\r\n")
    while True:
        visitor.sendall(b".")
        time.sleep(0.05)


def chunks_without_end(visitor: socket.socket) -> None:
    visitor.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        visitor.sendall(b"1\r\n.\r\n")
        time.sleep(0.02)


def silence(visitor: socket.socket) -> None:
    time.sleep(30)


def headers_without_end(visitor: socket.socket) -> None:
    visitor.sendall(HEAD)
    while True:
        visitor.sendall(b"X-More: " + b"a" * 1000 + b"\r\n")


def one_header_without_end(visitor: socket.socket) -> None:
    visitor.sendall(HEAD + b"X-More: ")
    while True:
        visitor.sendall(b"a" * 1000)


@contextmanager
def server_that(answers: Callable[[socket.socket], None]) -> Iterator[str]:
    listening = socket.create_server((HOST, 0))

    def serve() -> None:
        try:
            visitor, _ = listening.accept()
            with visitor:
                visitor.recv(4096)
                answers(visitor)
        except OSError:
            pass  # the visitor has left, or nobody came

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://{HOST}:{listening.getsockname()[1]}/"
    finally:
        listening.close()


ENDLESS = [drip_headers, drip_body, chunks_without_end, silence, headers_without_end, one_header_without_end]


@pytest.mark.parametrize("answers", ENDLESS, ids=lambda one: one.__name__)
def test_what_never_ends_is_stopped_by_the_deadline(answers: Callable[[socket.socket], None]) -> None:
    with server_that(answers) as address:
        began = time.monotonic()
        with pytest.raises((FetchFailed, FetchRefused)):
            fetch_document(address, private_hosts=[HOST], deadline_seconds=1)
        assert time.monotonic() - began < 3


def test_redirects_share_one_deadline() -> None:
    with origin_server() as origin:
        origin.seconds = 0.4
        origin.replies |= {f"/{n}": Reply(302, headers={"Location": f"/{n + 1}"}) for n in range(9)}
        began = time.monotonic()
        with pytest.raises(FetchFailed):
            fetch_document(f"{origin.address}/0", private_hosts=[HOST], deadline_seconds=1)
        assert time.monotonic() - began < 2


def test_other_hosts_are_not_kept_waiting() -> None:
    with server_that(drip_body) as slow, origin_server() as origin:
        origin.replies["/page"] = Reply(200, b"<p>here</p>", {"Content-Type": "text/html"})
        failures: list[BaseException] = []

        def wait_for_the_slow_one() -> None:
            try:
                fetch_document(slow, private_hosts=[HOST], deadline_seconds=2)
            except FetchFailed as failure:
                failures.append(failure)

        waiting = threading.Thread(target=wait_for_the_slow_one)
        waiting.start()
        began = time.monotonic()
        for _ in range(5):
            assert fetch_document(f"{origin.address}/page", private_hosts=[HOST]).content == b"<p>here</p>"
        assert time.monotonic() - began < 1.5
        assert not failures
        waiting.join()
        assert len(failures) == 1
