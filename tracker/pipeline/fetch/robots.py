"""What a host's robots.txt allows us."""

from protego import Protego

from tracker.pipeline.fetch.request import AGENT

MAX_BYTES = 500_000  # what RFC 9309 asks to read at least
MOST_DELAY = 60.0  # seconds; what asks for more would stop a host for good


def may_fetch(robots: str, address: str) -> bool:
    """Whether the file lets us fetch the address. An empty file allows everything."""
    return not robots.strip() or bool(_read(robots).can_fetch(address, AGENT))


def crawl_delay(robots: str) -> float:
    """Seconds that the file asks for between requests, at most a minute; 0 where it does not say."""
    delay = _read(robots).crawl_delay(AGENT) if robots.strip() else None
    return min(max(float(delay or 0), 0.0), MOST_DELAY)


def _read(robots: str) -> Protego:
    return Protego.parse(robots)
