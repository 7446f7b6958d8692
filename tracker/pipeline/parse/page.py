"""A web page → the article in it: known places first, then what the page says of itself, then general reading."""

from __future__ import annotations

import html
import re
from typing import Final, NamedTuple

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from . import noise, statements
from .density import find_dense
from .markup import Line, read_parts
from .pasted import Draft
from .sites import Selector, Site, find_site, load_sites
from .tree import Page

BREAK: Final = re.compile(r"<(?:br|/p|/div)[^<>]{0,20}>", re.IGNORECASE)
TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
SURE: Final = 0.5  # share of a page's sentences above which no second opinion is asked for
LARGEST: Final = 400_000  # characters of a page that trafilatura is given; it takes seconds for hostile ones
MOST_PARTS: Final = 12


class Found(NamedTuple):
    """Raw lines of one way of reading, what of them is captions, and the article among them."""

    lines: list[str]
    captions: frozenset[str]
    kept: list[str]

    @property
    def weight(self) -> int:
        return noise.weigh(self.kept)


NOTHING: Final = Found([], frozenset(), [])


def read_page(text: str, address: str = "") -> Draft:
    """Title, paragraphs, byline, publisher and times of a page; an empty draft where it cannot be parsed."""
    try:
        page = Page(text, address)
    except (LxmlError, ValueError):
        return Draft()
    publisher = statements.find_publisher(page)
    title = statements.find_title(page, publisher)
    found = _find_body(page, title)
    publisher = publisher or statements.find_outlet_around(page, found.lines)
    return Draft(
        title=title,
        lines=found.kept,
        byline=statements.find_author(page, found.lines, publisher),
        publisher=publisher,
        published_at=statements.find_published(page),
        updated_at=statements.find_changed(page),
        captions=found.captions,
    )


def _find_body(page: Page, title: str) -> Found:
    """By the first way that finds enough."""
    stated = _stated_body(page, title)
    for found in (_by_selector(page, title), stated):
        if found.weight >= noise.ENOUGH:
            return found
    dense, share = _by_density(page, title)
    if dense.weight >= noise.ENOUGH and share >= SURE:
        return dense
    second = _by_trafilatura(page, title)
    return max((second, dense, stated), key=lambda found: found.weight if found is not second else 1.2 * found.weight)


def _by_selector(page: Page, title: str) -> Found:
    site = find_site(page.address) if page.address else None
    drop = _dropped(page, site)
    best = NOTHING
    for selector in (*(site.body if site else ()), *load_sites().anywhere):
        parts = _parts(page, selector)
        if parts:
            found = _keep(read_parts(parts, drop), title)
            if found.weight >= noise.ENOUGH:
                return found
            best = max(best, found, key=lambda one: one.weight)
    return best


def _dropped(page: Page, site: Site | None) -> frozenset[HtmlElement]:
    if site is None:
        return frozenset()
    return frozenset(one for selector in site.drop for one in selector.find(page.tree, page.hints))


def _parts(page: Page, selector: Selector) -> list[HtmlElement]:
    """The place with most text, and its siblings of the same kind: advertisements may cut a text in pieces."""
    found = selector.find(page.tree, page.hints)[:MOST_PARTS]
    if len(found) < 2:
        return found
    best = max(found, key=lambda one: len(one.text_content()))
    return [one for one in found if one.getparent() is best.getparent()]


def _keep(lines: list[Line], title: str) -> Found:
    captions = frozenset(line.text for line in lines if line.caption)
    return _keep_text([line.text for line in lines], title, captions)


def _keep_text(lines: list[str], title: str, captions: frozenset[str] = frozenset()) -> Found:
    return Found(lines, captions, noise.keep_article(lines, title, captions))


def _stated_body(page: Page, title: str) -> Found:
    stated = page.linked.get("articleBody")
    if not isinstance(stated, str):
        return NOTHING
    text = TAG.sub("", BREAK.sub("\n", html.unescape(stated)))
    return _keep_text([clean for line in text.split("\n") if (clean := " ".join(line.split()))], title)


def _by_density(page: Page, title: str) -> tuple[Found, float]:
    dense = find_dense(page.tree)
    if dense.part is None:
        return NOTHING, 0.0
    return _keep(read_parts([dense.part]), title), dense.share


def _by_trafilatura(page: Page, title: str) -> Found:
    if len(page.text) > LARGEST:
        return NOTHING
    import trafilatura  # 0.3 s to load, and most pages do without

    text = trafilatura.extract(page.text, favor_precision=True, include_comments=False, include_tables=False) or ""
    return _keep_text([line.strip() for line in text.split("\n") if line.strip()], title)
