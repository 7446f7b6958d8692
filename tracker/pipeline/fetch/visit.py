"""One address to one answer, over redirects: each hop is a request of its own, which the gate of its host lets pass."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urldefrag, urljoin

from tracker.pipeline.fetch.errors import FetchFailed, FetchGone, FetchRefused, ServerBusy
from tracker.pipeline.fetch.request import Answer, Terms, send_request
from tracker.pipeline.fetch.retry_after import read_retry_after

MAX_BYTES = 5_000_000
MAX_REDIRECTS = 5
DEADLINE_SECONDS = 20.0
REDIRECTS = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
GONE_FOR_GOOD = range(400, 500)
TRY_LATER = (408, 425, 429)
BUSY = (429, 503)

# Entered around every request with its address; is told the answer. May wait, and may raise to stop the visit.
Tell = Callable[[Answer], None]
Gate = Callable[[str], AbstractContextManager[Tell]]


@dataclass(frozen=True, slots=True)
class Visit:
    """status: 200, or 304 when the document is the one that is known. address: where the redirects ended.
    moved_to: where redirects that are for good led, "" without any."""

    status: int
    address: str
    content: bytes
    media_type: str
    charset: str
    etag: str
    last_modified: str
    moved_to: str


@contextmanager
def open_gate(address: str) -> Iterator[Tell]:
    """The gate that lets everything pass: for tests, and where the host is one's own."""
    yield lambda answer: None


def visit(address: str, terms: Terms, *, gate: Gate = open_gate, deadline_seconds: float = DEADLINE_SECONDS) -> Visit:
    """The answer at an http(s) address, after at most 5 redirects. The deadline counts the network, not the waiting at
    gates. Raises FetchRefused (for good; FetchGone for 410) or FetchFailed (may work later; ServerBusy for 429, 503),
    and what the gate raises."""
    here, moved_to, left = address, "", deadline_seconds
    for _ in range(MAX_REDIRECTS + 1):
        with gate(here) as tell:
            began = time.monotonic()
            answer = send_request(here, terms, began + left)
            left -= time.monotonic() - began
            tell(answer)
        if answer.status not in REDIRECTS or "location" not in answer.headers:
            _check_status(here, answer)
            return _as_visit(here, answer, moved_to)
        following = urldefrag(urljoin(here, answer.headers["location"])).url
        if answer.status in FOR_GOOD and moved_to == ("" if here == address else here):
            moved_to = following
        here = following
    raise FetchRefused(f"'{address}': 다른 주소로 {MAX_REDIRECTS}번 넘게 넘깁니다. 마지막 주소를 직접 넣어 주세요.")


def _check_status(address: str, answer: Answer) -> None:
    words = f"'{address}': 서버가 {answer.status}로 답했습니다."
    if answer.status in BUSY:
        stated = answer.headers.get("retry-after", "")
        raise ServerBusy(words, read_retry_after(stated, datetime.now(UTC)))
    if answer.status == 410:
        raise FetchGone(f"{words} 다시 열리지 않을 주소입니다. 새 주소를 찾아 주세요.")
    if answer.status in GONE_FOR_GOOD and answer.status not in TRY_LATER:
        raise FetchRefused(f"{words} 주소를 확인하거나 본문을 붙여넣어 주세요.")
    if answer.status not in (200, 304):
        raise FetchFailed(words)


def _as_visit(address: str, answer: Answer, moved_to: str) -> Visit:
    kind, _, parameters = answer.headers.get("content-type", "text/html").partition(";")
    name, _, value = parameters.partition("=")
    charset = value.strip(" \"'") if name.strip().lower() == "charset" else ""
    return Visit(
        status=answer.status,
        address=address,
        content=bytes(answer.body),
        media_type=kind.strip().lower(),
        charset=charset[:40],
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
        moved_to=moved_to,
    )
