"""One address to one article's document, safely."""

from collections.abc import Collection

from tracker.pipeline.fetch.errors import FetchFailed, FetchGone, FetchRefused, ServerBusy
from tracker.pipeline.fetch.request import Terms
from tracker.pipeline.fetch.visit import DEADLINE_SECONDS, MAX_BYTES, Gate, open_gate, visit
from tracker.pipeline.records import RawDocument

READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/json")

__all__ = ["FetchFailed", "FetchGone", "FetchRefused", "ServerBusy", "fetch_document"]


def fetch_document(
    address: str,
    *,
    private_hosts: Collection[str] = (),
    contact: str = "",
    deadline_seconds: float = DEADLINE_SECONDS,
    max_bytes: int = MAX_BYTES,
    gate: Gate = open_gate,
) -> RawDocument:
    """The document at an http(s) address, after at most 5 redirects. private_hosts: host names that may resolve to
    addresses inside. gate: asked before every request, see `visit`. Raises FetchRefused (for good) or FetchFailed (may
    work later)."""
    terms = Terms(private_hosts, contact, max_bytes)
    found = visit(address, terms, gate=gate, deadline_seconds=deadline_seconds)
    if found.status != 200:
        raise FetchFailed(f"'{address}': 서버가 {found.status}로 답했습니다.")
    if found.media_type not in READABLE:
        raise FetchRefused(f"'{address}': {found.media_type}은(는) 읽지 않습니다. 기사 본문을 붙여넣어 주세요.")
    return RawDocument(found.content, found.media_type, address=found.address, charset=found.charset)
