"""What a source brings: the addresses of articles, or articles themselves."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from tracker.pipeline.records import RawDocument

MAX_ITEMS = 1000  # of one feed, sitemap or list: what is beyond is older
MAX_ADDRESS = 1000
TITLE_LENGTH = 300


class NothingFound(ValueError):
    """The document is not what the source promises. The message names the document, the reason and the remedy."""


@dataclass(frozen=True, slots=True)
class Item:
    """One article: its address, or the document itself, or both. The rest are hints for a page that is silent.

    excerpt: the beginning of its text, for a page that is not there any more."""

    address: str = ""
    title: str = ""
    published_at: datetime | None = None  # aware
    publisher: str = ""
    document: RawDocument | None = None
    excerpt: RawDocument | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """Another sitemap that a sitemap names."""

    address: str
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Discovery:
    """dropped: entries that lead nowhere (no address, or not http)."""

    items: tuple[Item, ...]
    children: tuple[Child, ...] = ()
    title: str = ""
    dropped: int = 0


def join_address(base: str, link: str) -> str:
    """The absolute http(s) address of a link, without fragment; "" for one that leads to no page."""
    try:
        address = urldefrag(urljoin(base, link.strip())).url
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return address if usable and len(address) <= MAX_ADDRESS else ""


def keep_once(items: list[Item], most: int = MAX_ITEMS) -> tuple[Item, ...]:
    """The first item of each address, in order."""
    known: dict[str, Item] = {}
    for item in items:
        known.setdefault(item.address, item)
    return tuple(known.values())[:most]


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())[:TITLE_LENGTH]
