"""What the class and id of a part of a page say of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from lxml.html import HtmlElement

from .vocabulary import load_words

HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
AROUND: Final = re.compile(rf"\A(?:{load_words()['around']})\d{{0,4}}\Z", re.IGNORECASE)
BETWEEN: Final = re.compile(r"[-_\s]+")
CAPTIONED: Final = re.compile(
    r"(?:^|[-_ ])(?:caption|figcaption|(?:img|image|photo|pic|thumb)[-_ ]?(?:desc\w{0,7}|info|text|txt|cap|title)|cap"
    r"|imgtext|photojournal|txt[-_]desc)(?:$|[-_ ])",
    re.IGNORECASE,
)
# A part named so that holds a picture and a few words: these are its caption.
PICTURED: Final = re.compile(
    r"(?:^|[-_ ])(?:photos?|images?|imgs?|pics?|pictures?|figure|thumb(?:nail)?s?)", re.IGNORECASE
)
# What stands under the headline; within an article the same names mean its subheads.
DEK: Final = re.compile(
    r"(?:^|[-_ ])(?:mid[-_]?title|sub[-_]?tit(?:le)?s?|dek|standfirst|lead[-_]?title)", re.IGNORECASE
)


class PartName(NamedTuple):
    around: bool
    captioned: bool
    pictured: bool
    dek: bool


NAMELESS: Final = PartName(False, False, False, False)


def name_part(element: HtmlElement) -> PartName:
    klass, id = element.get("class"), element.get("id")
    if not klass and not id:
        return NAMELESS
    return _judge(f"{klass or ''} {id or ''}"[:300])


@lru_cache(maxsize=4096)
def _judge(names: str) -> PartName:
    names = HUMP.sub("-", names)
    around = any(AROUND.match(word) for word in BETWEEN.split(names))
    return PartName(around, *(bool(pattern.search(names)) for pattern in (CAPTIONED, PICTURED, DEK)))


def is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return bool(style and "display:none" in style.replace(" ", "")[:500].lower()) or element.get("hidden") is not None
