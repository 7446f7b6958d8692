"""What a page says of its article in its head, and in the short lines around the text: title, outlet, byline, times."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from . import noise
from .linked_data import name_of
from .moments import SEOUL, aware, find_labelled, find_moment, find_updated, has_moment, read_stated
from .signature import ENGLISH, find_byline, find_outlet
from .sites import find_site, is_outlet, is_portal, name_outlet
from .tree import Page
from .vocabulary import load_words

SUFFIX: Final = re.compile(r"\s{1,5}(?:[-|:–—«»·]{1,2}|<|>)\s{1,5}(?P<outlet>[^-|:–—<>]{2,40})$")
CRUMBS: Final = re.compile(r"\s{1,5}<\s{1,5}[^<]{1,40}(?:<|$)")  # "제목 < 산업 < 기사본문 - 매체"
PRINTED: Final = re.compile(r"^(?:기사 ?)?(?:인쇄|프린트)(?:하기)?(?: ?페이지| ?화면)?\s{0,3}[-|:]{1,2}\s{0,3}")
PREFIX: Final = re.compile(r"^(?P<outlet>[^-|:\[\]]{2,20})\s{0,3}(?:[-|:]{1,2})\s{1,5}")
OUTLET_WORDS: Final = re.compile(
    r"뉴스|신문|일보|경제|미디어|포스트|타임|저널|투데이|방송|통신|데일리|헤럴드|닷컴|비즈"
    r"|News|Times|Herald|Daily|Post|Journal",
    re.IGNORECASE,
)
PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "og:regdate", "datepublished", "article:published",
    "pubdate", "publishdate", "publish_date", "parsely-pub-date", "dc.date.issued", "sailthru.date", "date_published",
)  # fmt: skip
LESS_SURE: Final = ("dc.date", "date", "dcterms.created", "regdate")
MODIFIED: Final = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dc.date.modified",
    "last-modified",
)
TIMED: Final = re.compile(r"\d{1,2}:\d\d")
EDITION: Final = re.compile(r"최종 ?편집|UPDATED|편집 ?시각")  # of the whole site, not of the article
AUTHORS: Final = ("article:author", "author", "dable:author", "byl", "og:article:author", "twitter:creator")
REPORTERS: Final = ("기자", "특파원", "위원", "에디터")
LATIN_NAME: Final = re.compile(r"[A-Z][\w.'-]{0,30}(?: [A-Z][\w.'-]{0,30}){1,3}")
NOT_NAMES: Final = re.compile(rf"{load_words()['not_names']}|{load_words()['desks']}")
KOREAN_NAMES: Final = re.compile(r"[가-힣]{2,4}(?:, ?[가-힣]{2,4}){0,4}")


def find_publisher(page: Page) -> str:
    """By the address, else as the page calls itself; a portal names the outlet elsewhere."""
    site = find_site(page.address) if page.address else None
    if site and site.name:
        return site.name
    stated = [
        page.meta.get("og:article:author", "") if site else "",
        page.meta.get("og:site_name", ""),
        name_of(page.linked.get("publisher")),
        page.meta.get("article:publisher", ""),
        page.meta.get("dc.publisher", ""),
        page.meta.get("application-name", ""),
        page.meta.get("copyright", "") if len(page.meta.get("copyright", "")) < 20 else "",
        page.meta.get("og:article:author", "") if "|" in page.meta.get("og:article:author", "") else "",
        page.meta.get("author", "") if OUTLET_WORDS.search(page.meta.get("author", "")) else "",
    ]
    named = next((name for one in stated if "//" not in one and (name := name_outlet(html.unescape(one)))), "")
    return named or next((name for alt in page.logo_texts() if (name := name_outlet(alt))), "")


def find_title(page: Page, publisher: str) -> str:
    """The headline as the page states it, without outlet, section and crumbs."""
    whole = html.unescape(" ".join((page.tree.findtext(".//title") or "").split()))[:400]
    named = (page.meta.get("og:title"), page.meta.get("twitter:title"), name_of(page.linked.get("headline")))
    stated = [" ".join(html.unescape(one).split())[:400] for one in named if one]
    headings = page.headings()
    for one in (*stated, whole):
        bare = one.rstrip(".… ")
        matching = [heading for heading in headings if heading in one or (len(bare) > 12 and heading.startswith(bare))]
        if matching and len(longest := max(matching, key=len)) > len(one) / 2:
            return longest
    title = next(iter(stated), "") or (whole if _is_headline(whole, publisher) else "") or next(iter(headings), whole)
    return _without_outlet(title, publisher)


def _is_headline(whole: str, publisher: str) -> bool:
    return len(whole) > 9 and name_outlet(whole) != publisher


def _without_outlet(title: str, publisher: str) -> str:
    crumbs = CRUMBS.search(title)
    title = title[: crumbs.start()] if crumbs and crumbs.start() > 8 else title
    title = PRINTED.sub("", title).strip(":|- ")
    for _ in range(3):
        suffix = SUFFIX.search(title)
        if not suffix or len(suffix["outlet"]) >= len(title) / 2 or not _is_outlet(suffix["outlet"], publisher):
            break
        title = title[: suffix.start()]
    prefix = PREFIX.match(title)
    return title[prefix.end() :] if prefix and _is_outlet(prefix["outlet"], publisher) and len(title) > 20 else title


def _is_outlet(text: str, publisher: str) -> bool:
    text = text.strip()
    if (publisher and (text in publisher or publisher in text)) or is_portal(text) or is_outlet(text):
        return True
    return len(text) < 25 and OUTLET_WORDS.search(text) is not None


def find_author(page: Page, found: list[str], publisher: str) -> str:
    """The reporters: as the page states them, else by the article's own signature, else by a short line around it."""
    stated = name_of(page.linked.get("author")) or next((page.meta[key] for key in AUTHORS if page.meta.get(key)), "")
    stated = html.unescape(stated).partition("|")[0].strip()
    stated = "" if "//" in stated or name_outlet(stated) == publisher else stated
    if noise.REPORTER.search(stated) or (LATIN_NAME.fullmatch(stated) and not OUTLET_WORDS.search(stated)):
        return " ".join(noise.ADDRESSED.sub("", stated).split()).strip("()[] ,")
    if KOREAN_NAMES.fullmatch(stated) and not NOT_NAMES.fullmatch(stated):
        return f"{stated} 기자"
    from_text = find_byline(found)
    return from_text or next(_bylines_around(page), "")


def _bylines_around(page: Page) -> Iterator[str]:
    short = [line for line in page.visible if len(line) < 60]
    for line in short:
        if any(word in line for word in REPORTERS) and not noise.is_afterwards(line):
            reporter = noise.REPORTER.search(line)
            if reporter:
                yield noise.name_reporter(reporter)
    yield from (match["name"] for line in short if (match := ENGLISH.match(line)))


def find_outlet_around(page: Page, found: list[str]) -> str:
    return find_outlet(found, page.visible)


def find_published(page: Page) -> datetime | None:
    """What the page states. Where that is a mere day, or a clock of Seoul called UTC, with the time that it prints."""
    stated = _first_time(page, PUBLISHED, "datePublished")
    if stated is not None and (stated.hour or stated.minute) and stated.utcoffset():
        return _in_seoul(stated)
    printed = find_labelled(page.dated)
    if stated is None:
        return printed or page.marked_time() or _beside_byline(page) or _first_time(page, LESS_SURE, "dateCreated")
    if not stated.utcoffset() and printed and printed.replace(second=0, tzinfo=None) == _to_the_minute(stated):
        return stated.replace(tzinfo=SEOUL)
    if (stated.hour, stated.minute) == (0, 0):
        printed = printed or _beside_byline(page)
        return printed if printed and printed.date() == stated.date() else _in_seoul(stated)
    return _in_seoul(stated)


def find_changed(page: Page) -> datetime | None:
    """The time of the last change, where the page tells one."""
    stated = _first_time(page, MODIFIED, "dateModified")
    if stated or not any(label in page.text for label in ("수정", "업데이트", "pdated", "odified")):
        return _in_seoul(stated) if stated else None
    return find_updated(page.dated)


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0, tzinfo=None)


def _in_seoul(moment: datetime) -> datetime:
    return moment.astimezone(SEOUL)


def _first_time(page: Page, keys: tuple[str, ...], linked: str) -> datetime | None:
    for stated in (*(page.meta.get(key, "") for key in keys), name_of(page.linked.get(linked))):
        found = read_stated(stated) if stated else None
        if found:
            return found
    return None


def _beside_byline(page: Page) -> datetime | None:
    """An unlabelled time of day, in the reporter's line or the first short line that has one."""
    timed = [
        line
        for line in page.visible
        if len(line) < 100 and TIMED.search(line) and not EDITION.search(line) and has_moment(line)
    ]
    signed = [line for line in timed if noise.REPORTER.search(line) or noise.ADDRESSED.search(line)]
    return find_moment((signed or timed)[0]) if timed else None


def guess_day(text: str) -> datetime | None:
    """The day of publication by the many small signs of a page; the last resort."""
    from htmldate import find_date

    day = find_date(text[:200_000], original_date=True, extensive_search=False)
    return aware(datetime.fromisoformat(day)) if day else None
