"""A web page → the article in it: known places first, then what the page says of itself, then general reading."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import lxml.html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from . import noise
from .linked_data import name_of, read_linked_data
from .markup import read_part
from .moments import aware, find_labelled, find_moment, has_moment, read_iso
from .paragraphs import BYLINE
from .pasted import Draft
from .signature import ENGLISH, find_byline, find_outlet
from .sites import find_site, load_sites

ENOUGH: Final = 120  # characters of whole sentences that make a part of a page an article
SENTENCE: Final = re.compile(r"[다요까죠a-z0-9%)\"”’'][.!?](?:\s|$|[\"”'’])")
SUFFIX: Final = re.compile(r"\s+[-|:–—<>«»·]{1,2}\s+(?P<outlet>[^-|:–—<>]{2,30})$")
OUTLET_WORDS: Final = re.compile(
    r"뉴스|신문|일보|경제|미디어|포스트|타임|저널|투데이|방송|통신|데일리|헤럴드"
    r"|News|Times|Herald|Daily|Post|Journal",
    re.I,
)
PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "og:regdate", "datepublished", "pubdate", "publishdate",
    "article:published", "dc.date.issued", "dc.date", "date", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
TIMED: Final = re.compile(r"\d{1,2}:\d\d")
AUTHORS: Final = ("article:author", "author", "dable:author", "byl", "og:article:author")


class Page:
    """One parsed page and its own statements about itself."""

    def __init__(self, text: str, address: str) -> None:
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        self.tree: HtmlElement = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
        self.text = text
        self.meta = _meta(self.tree)
        self.linked: dict[str, Any] = read_linked_data(self.tree)
        self.address = address or self.meta.get("og:url", "") or self._canonical()

    def _canonical(self) -> str:
        return next((link.get("href") or "" for link in self.tree.iter("link") if link.get("rel") == "canonical"), "")


def read_page(text: str, address: str = "") -> Draft:
    """Title, paragraphs, byline, publisher and time of a page; an empty draft where it cannot be parsed."""
    try:
        page = Page(text, address)
    except (LxmlError, ValueError):
        return Draft()
    publisher = _publisher(page)
    title = _title(page, publisher)
    found, captions = _body(page, title)
    lines = noise.keep_article(found, title)
    while lines and len(lines[-1]) < 120 and BYLINE.fullmatch(lines[-1]):
        lines.pop()
    visible = _visible(page)
    return Draft(
        title=title,
        lines=lines,
        byline=_byline(page, lines, found, visible),
        publisher=publisher or find_outlet(found, visible),
        published_at=_published(page, visible),
        captions=captions,
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    """name, property or itemprop (lower case) → content, the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name, content = meta.get("property") or meta.get("name") or meta.get("itemprop"), meta.get("content")
        if name and content:
            found.setdefault(name.lower().strip(), content.strip())
    return found


def _publisher(page: Page) -> str:
    site = find_site(page.address) if page.address else None
    if site and site.name:
        return site.name
    stated = (
        page.meta.get("og:site_name") or name_of(page.linked.get("publisher")) or page.meta.get("article:publisher", "")
    )
    return "" if "//" in stated else html.unescape(stated).strip()


def _title(page: Page, publisher: str) -> str:
    heading = next(
        (" ".join(h.text_content().split()) for h in page.tree.iter("h1", "h2") if len(h.text_content().strip()) > 9),
        "",
    )
    name = page.tree.findtext(".//title") or ""
    stated = (
        page.meta.get("og:title")
        or page.meta.get("twitter:title")
        or name_of(page.linked.get("headline"))
        or heading
        or name
    )
    title = " ".join(html.unescape(stated).split())
    suffix = SUFFIX.search(title)
    if suffix and len(suffix["outlet"]) < len(title) / 2:
        outlet = suffix["outlet"].strip()
        if (publisher and (outlet in publisher or publisher in outlet)) or OUTLET_WORDS.search(outlet):
            title = title[: suffix.start()]
    return title


def _body(page: Page, title: str) -> tuple[list[str], frozenset[str]]:
    """The paragraphs, by the first way that finds enough."""
    for part in _known_parts(page):
        reading = read_part(part)
        if _weight(noise.keep_article(reading.paragraphs, title)) >= ENOUGH:
            return reading.paragraphs, frozenset(reading.captions)
    stated = page.linked.get("articleBody")
    if isinstance(stated, str):
        lines = [" ".join(line.split()) for line in html.unescape(re.sub(r"<br[^>]{0,9}>", "\n", stated)).split("\n")]
        if _weight(lines) >= ENOUGH:
            return [line for line in lines if line], frozenset()
    lines = _by_trafilatura(page)
    if _weight(lines) >= ENOUGH:
        return lines, frozenset()
    return _densest(page)


def _known_parts(page: Page) -> Iterator[HtmlElement]:
    site = find_site(page.address) if page.address else None
    for path in (*(site.body if site else ()), *load_sites().anywhere):
        parts = page.tree.xpath(path)
        if isinstance(parts, list):
            yield from (part for part in parts[:3] if isinstance(part, HtmlElement))


def _weight(lines: list[str]) -> int:
    """Characters in lines that hold whole sentences."""
    return sum(len(line) for line in lines if SENTENCE.search(line))


def _by_trafilatura(page: Page) -> list[str]:
    import trafilatura  # 0.3 s to load, and most pages do without

    text = trafilatura.extract(page.text, favor_precision=True, include_comments=False, include_tables=False) or ""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _densest(page: Page) -> tuple[list[str], frozenset[str]]:
    """The element whose own paragraphs hold most sentences; a parent must hold clearly more than its child."""
    best, best_weight = None, 0.0
    for element in page.tree.iter("article", "section", "div", "td", "main", "body"):
        own = (element.text or "") + " ".join((child.tail or "") for child in element)
        own += " ".join(child.text_content() for child in element if child.tag in ("p", "span", "blockquote"))
        links = sum(len(link.text_content()) for link in element.iter("a"))
        weight = len(own) * min(1, len(SENTENCE.findall(own)) / 3) - 2 * links
        if weight > best_weight * 1.1:
            best, best_weight = element, weight
    if best is None:
        return [], frozenset()
    reading = read_part(best)
    return reading.paragraphs, frozenset(reading.captions)


def _visible(page: Page) -> list[str]:
    """The page's short lines, for labels, bylines and notices."""
    body = page.tree.find("body")
    lines = (" ".join(text.split()) for text in (body if body is not None else page.tree).itertext())
    return [line for line in lines if 2 <= len(line) <= 200][:3000]


def _byline(page: Page, lines: list[str], found: list[str], visible: list[str]) -> str:
    stated = name_of(page.linked.get("author")) or next((page.meta[key] for key in AUTHORS if page.meta.get(key)), "")
    stated = "" if "//" in stated else stated
    if noise.REPORTER.search(stated) or re.fullmatch(r"[A-Z][\w.-]+(?: [A-Z][\w.-]+){1,3}", stated):
        return stated
    from_text = find_byline(found)
    short = [line for line in visible if len(line) < 60]
    from_text = from_text or next((m.group() for line in short if (m := noise.REPORTER.search(line))), "")
    from_text = from_text or next((m["name"] for line in short if (m := ENGLISH.match(line))), "")
    return from_text or (f"{stated} 기자" if re.fullmatch(r"[가-힣]{2,4}", stated) else stated)


def _published(page: Page, visible: list[str]) -> datetime | None:
    """What the page states; where that is a mere day, with the time of day that it prints."""
    stated, printed = _stated_time(page), find_labelled("\n".join(visible))
    if stated is None:
        return printed or _moment_beside_byline(visible)
    bare = (stated.hour, stated.minute, stated.second) == (0, 0, 0)
    printed = printed or (_moment_beside_byline(visible) if bare else None)
    return printed if bare and printed and printed.date() == stated.date() else stated


def _stated_time(page: Page) -> datetime | None:
    for stated in (*(page.meta.get(key, "") for key in PUBLISHED), name_of(page.linked.get("datePublished"))):
        found = read_iso(stated) if stated else None
        if found:
            return found
    times = (read_iso(element.get("datetime") or "") for element in page.tree.iter("time"))
    return next((found for found in times if found), None)


def _moment_beside_byline(visible: list[str]) -> datetime | None:
    """An unlabelled time of day, in the reporter's line or the first short line that has one."""
    timed = [line for line in visible if len(line) < 100 and TIMED.search(line) and has_moment(line)]
    signed = [line for line in timed if noise.REPORTER.search(line) or noise.ADDRESSED.search(line)]
    return find_moment((signed or timed)[0]) if timed else None


def guess_day(text: str) -> datetime | None:
    """The day of publication by the many small signs of a page; the last resort."""
    from htmldate import find_date

    day = find_date(text, original_date=True, extensive_search=False)
    return aware(datetime.fromisoformat(day)) if day else None
