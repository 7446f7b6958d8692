"""Addresses that lead inside, by every road: refused when a connection is opened; nothing arrives at a canary."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pycurl
import pytest

from tests.origin import HOST, Origin, Reply, origin_server
from tests.polling import make_source, poll_again
from tracker.models import Article, WorkState
from tracker.pipeline.fetch import request
from tracker.pipeline.fetch.document import FetchFailed, FetchRefused, fetch_document
from tracker.store.sources import source_of_kind
from tracker.tasks.fetch import fetch
from tracker.tasks.intake import take_address

PUBLIC = "news.example.kr"


@dataclass
class Canary:
    port: int
    visits: list[str] = field(default_factory=list)


@pytest.fixture
def canary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Canary]:
    """Listens inside, on both families, at one port; that port is a usual one for the time of the test, so that
    nothing but the address can be the reason of a refusal."""
    listening = socket.create_server((HOST, 0))
    port = listening.getsockname()[1]
    sockets = [listening]
    if socket.has_ipv6:
        with contextlib.suppress(OSError):  # a machine without IPv6 on its loopback
            sockets.append(socket.create_server(("::1", port), family=socket.AF_INET6))
    canary = Canary(port)
    threads = [threading.Thread(target=_note, args=[one, canary], daemon=True) for one in sockets]
    for thread in threads:
        thread.start()
    monkeypatch.setattr(request, "ALLOWED_PORTS", frozenset({*request.ALLOWED_PORTS, port}))
    yield canary
    for one in sockets:
        one.shutdown(socket.SHUT_RDWR)
        one.close()
    for thread in threads:
        thread.join(2)


def _note(listening: socket.socket, canary: Canary) -> None:
    while True:
        try:
            visitor, peer = listening.accept()
        except OSError:
            return
        canary.visits.append(str(peer))
        visitor.close()


def test_the_canary_sings(canary: Canary) -> None:
    with pytest.raises(FetchFailed):
        fetch_document(f"http://{HOST}:{canary.port}/", private_hosts=[HOST])
    assert canary.visits


NOTATIONS = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.1.",
    "127.000.000.001",
    "0",
    "0.0.0.0",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1%25lo]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "①②⑦.0.0.1",
    "127。0。0。1",
    "ｌｏｃａｌｈｏｓｔ",
]


@pytest.mark.parametrize("host", NOTATIONS)
def test_no_notation_of_an_inner_host_is_reached(canary: Canary, host: str) -> None:
    with pytest.raises((FetchRefused, FetchFailed)):
        fetch_document(f"http://{host}:{canary.port}/", deadline_seconds=2)
    assert canary.visits == []


@pytest.mark.parametrize("host", NOTATIONS[1:])
def test_no_redirect_leads_there(canary: Canary, host: str) -> None:
    """The first host is one that may be inside; the one it leads to may not."""
    with origin_server() as origin:
        origin.replies["/"] = Reply(
            302, headers={"Location": f"http://{host}:{canary.port}/".encode().decode("latin-1")}
        )
        with pytest.raises((FetchRefused, FetchFailed)):
            fetch_document(f"{origin.address}/", private_hosts=[HOST], deadline_seconds=2)
    assert canary.visits == []


@pytest.mark.parametrize(
    "address",
    [
        f"http://{PUBLIC}@{HOST}:%d/",
        f"http://{PUBLIC}:80@{HOST}:%d/",
        f"http://{PUBLIC}\\@{HOST}:%d/",
        f"http://{HOST}:%d\\@{PUBLIC}/",
        f"http://{PUBLIC}#@{HOST}:%d/",
        f"http://{HOST}:%d#@{PUBLIC}/",
        f"http://{HOST}%%00.{PUBLIC}:%d/",
        f"http://{PUBLIC} {HOST}:%d/",
        f"http://{PUBLIC}\t@{HOST}:%d/",
        f"gopher://{HOST}:%d/",
        f"ftp://{HOST}:%d/",
        "file:///etc/hostname#%d",
        "dict://localhost:%d/",
    ],
)
def test_no_trick_of_spelling_shows_two_readers_two_hosts(canary: Canary, address: str) -> None:
    with pytest.raises((FetchRefused, FetchFailed)):
        fetch_document(address % canary.port, private_hosts=[PUBLIC], deadline_seconds=2)
    assert canary.visits == []


@pytest.mark.parametrize("answers", [HOST, "[::1]", f"{HOST},[::1]", "[::ffff:127.0.0.1]"])
def test_a_name_that_is_answered_with_an_inner_address_is_refused_at_the_connection(
    canary: Canary, answers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: whatever the name server said before, what counts is the address that is connected to."""
    usual = request._set_options

    def rebound(curl: pycurl.Curl, *rest: Any) -> None:
        usual(curl, *rest)
        curl.setopt(pycurl.RESOLVE, [f"{PUBLIC}:{canary.port}:{answers}"])

    monkeypatch.setattr(request, "_set_options", rebound)
    with pytest.raises(FetchRefused, match="내부 주소"):
        fetch_document(f"http://{PUBLIC}:{canary.port}/", deadline_seconds=2)
    assert canary.visits == []
    monkeypatch.setattr(request, "is_public_address", lambda _: True)
    with pytest.raises(FetchFailed):
        fetch_document(f"http://{PUBLIC}:{canary.port}/", deadline_seconds=2)
    assert canary.visits, "it is the look at the address that keeps the canary quiet"


@pytest.mark.django_db
def test_neither_sources_nor_articles_nor_robots_lead_inside(canary: Canary, settings: Any) -> None:
    settings.ALLOW_PRIVATE_FETCH = []
    inside = Origin(address=f"http://localhost:{canary.port}")
    source = poll_again(make_source(inside))
    assert "내부 주소" in source.last_error
    article = take_address(f"{inside.address}/1", source=source_of_kind("address")).article
    article.next_attempt_at = source.next_poll_at  # type: ignore[assignment]
    fetch(article.id)
    assert Article.objects.get().state in (WorkState.DEAD, WorkState.WAITING)
    assert canary.visits == []
