"""One parsed page and its own statements about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache, cached_property
from typing import Any, Final

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from .linked_data import read_linked_data
from .markup import LINK, PRIVATE, UNLINK
from .moments import read_stated
from .sites import find_hints

DATED: Final = re.compile(r"\d\d ?[./년-]|\b20\d\d\b|송고")
HEADINGS: Final = ("h1", "h2", "h3", "h4")
MARKED: Final = etree.XPath(
    "descendant::*[@itemprop='datePublished' or @data-date-time or (self::time and (@datetime or @pubdate))]"
)
MOST_LINES: Final = 4000
MOST_LOGOS: Final = 100
CONTROLS: Final = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\r")
TEXTS: Final = etree.XPath("descendant::text()[not(parent::script or parent::style)]", smart_strings=False)


class Page:
    def __init__(self, text: str, address: str) -> None:
        text = PRIVATE.sub("", text) if LINK in text or UNLINK in text else text
        self.encoded = text.encode("utf-8", "replace").translate(None, CONTROLS)
        self.tree: HtmlElement = lxml.html.document_fromstring(self.encoded, parser=_parser())
        self.text = text
        self.meta = _meta(self.tree)
        self.linked: dict[str, Any] = read_linked_data(self.tree, self.encoded)
        self.address = address or self.meta.get("og:url", "") or self._canonical()

    def _canonical(self) -> str:
        return next((link.get("href") or "" for link in self.tree.iter("link") if link.get("rel") == "canonical"), "")

    @cached_property
    def hints(self) -> frozenset[bytes]:
        """Which known places the page may have."""
        return find_hints(self.encoded)

    @cached_property
    def visible(self) -> list[str]:
        """The page's short lines, for labels, bylines and notices."""
        return list(_short_texts(self.tree))

    @cached_property
    def dated(self) -> str:
        """The lines with a date, each after the one that may hold its label."""
        lines = self.visible
        dated = (index for index, line in enumerate(lines) if DATED.search(line))
        return "\n".join(f"{lines[index - 1] if index else ''}\n{lines[index]}\n\n\n\n\n" for index in dated)

    def headings(self) -> list[str]:
        found = (" ".join(one.text_content().split()) for one in self.tree.iter(*HEADINGS))
        return [heading for _, heading in zip(range(200), found, strict=False) if 10 <= len(heading) <= 300]

    def logo_texts(self) -> list[str]:
        """What stands for the pictures of the outlet's name."""
        pictures = (one for _, one in zip(range(MOST_LOGOS), self.tree.iter("img"), strict=False))
        return [alt for one in pictures if (alt := one.get("alt")) and _is_logo(one)]

    def marked_time(self) -> datetime | None:
        """The first time in an attribute made for it."""
        for one in _select(MARKED, self.tree)[:20]:
            stated = one.get("content") or one.get("datetime") or one.get("data-date-time") or ""
            read = read_stated(stated or one.text_content())
            if read:
                return read
        return None


@cache
def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def _select(path: etree.XPath, tree: HtmlElement) -> list[HtmlElement]:
    found = path(tree)
    return [one for one in found if isinstance(one, HtmlElement)] if isinstance(found, list) else []


def _is_logo(picture: HtmlElement) -> bool:
    around = [one for _, one in zip(range(3), picture.iterancestors(), strict=False)]
    return any(
        one.tag == "h1" or "logo" in (one.get("class") or "") or "press" in (one.get("class") or "") for one in around
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    """name, property or itemprop (lower case) → content, the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name, content = meta.get("property") or meta.get("name") or meta.get("itemprop"), meta.get("content")
        if name and content and content.strip():
            found.setdefault(name.lower().strip(), content.strip())
    return found


def _short_texts(tree: HtmlElement) -> Iterator[str]:
    body = tree.find("body")
    count = 0
    texts = TEXTS(body if body is not None else tree)
    for text in texts if isinstance(texts, list) else ():
        if not isinstance(text, str) or not 2 <= len(text) <= 400:
            continue
        line = " ".join(text.split())
        if 2 <= len(line) <= 200:
            count += 1
            yield line
        if count >= MOST_LINES:
            return
