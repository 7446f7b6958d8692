"""RSS and Atom."""

import re
from io import BytesIO
from typing import Any

import feedparser

from tracker.pipeline.discover.items import Discovery, Item, NothingFound, join_address, keep_once, one_line
from tracker.pipeline.discover.moment import read_moment
from tracker.pipeline.discover.xml_border import refuse_entities, refuse_monsters

DECLARED = re.compile(rb"\sencoding\s{0,3}=\s{0,3}[\"']([A-Za-z0-9_.:-]{2,30})[\"']")
KOREAN = ("", "utf-8", "euc-kr", "euc_kr", "ks_c_5601-1987", "ksc5601", "cp949", "ms949", "windows-949")


def read_feed(content: bytes, address: str, charset: str = "") -> Discovery:
    """The entries of a feed. Raises NothingFound where there is no feed in it."""
    refuse_entities(content, address)
    refuse_monsters(content, address)
    content, charset = _in_utf_8(content, charset)
    headers = {"content-type": f"application/xml; charset={charset}" if charset else "", "content-location": address}
    # A stream: bytes that look like a path or an address would be opened as one.
    feed = feedparser.parse(
        BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not feed.get("version"):
        raise NothingFound(f"'{address}': RSS나 Atom 피드가 아닙니다. 언론사의 RSS 안내에 있는 주소인지 확인해 주세요.")
    base = _text(feed.feed.get("link")) or address
    items = [_item(entry, join_address(address, base) or address) for entry in feed.entries]
    usable = [item for item in items if item.address]
    return Discovery(keep_once(usable), title=one_line(_text(feed.feed.get("title"))), dropped=len(items) - len(usable))


def _in_utf_8(content: bytes, charset: str) -> tuple[bytes, str]:
    """Old Korean feeds hold more syllables than the euc-kr that they declare; some declare nothing at all."""
    declared = DECLARED.search(content[:200])
    named = declared.group(1).decode("ascii").lower() if declared else charset.lower()
    if named not in KOREAN:
        return content, charset
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        content = content.decode("cp949", "replace").encode()
    return DECLARED.sub(b' encoding="utf-8"', content, count=1), "utf-8"


def _item(entry: Any, base: str) -> Item:
    link = _text(entry.get("link")) or (_text(entry.get("id")) if "://" in _text(entry.get("id")) else "")
    return Item(
        address=join_address(base, link) if link else "",
        title=one_line(_text(entry.get("title"))),
        published_at=read_moment(_text(entry.get("published")) or _text(entry.get("updated"))),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
