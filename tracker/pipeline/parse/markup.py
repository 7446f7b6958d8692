"""A part of a page → its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml.html import HtmlElement

from .noise import SENTENCE
from .part_names import is_hidden, name_part

# A tag whose text never belongs to the article.
_SKIPPED = (
    "script style noscript iframe form button select option textarea input svg canvas aside nav header head title h1 "
    "footer template object video audio ins dl amp-ad amp-sidebar amp-embed amp-carousel amp-list amp-consent "
    "amp-social-share amp-sticky-ad amp-iframe amp-accordion amp-video amp-youtube amp-story-player"
)
SKIPPED: Final = frozenset(_SKIPPED.split())
_BLOCKS = (
    "p div section article main li ul ol h1 h2 h3 h4 h5 h6 blockquote figure figcaption table tbody tr td th "
    "dd dt pre header center hr body"
)
BLOCKS: Final = frozenset(_BLOCKS.split())
PICTURES: Final = frozenset(("img", "amp-img", "picture"))
BROKEN: Final = "\x1e"  # a single <br>; two of them end the paragraph
LINK: Final = "\ue000"  # private characters around what is linked
UNLINK: Final = "\ue001"
LINKED: Final = re.compile(f"{LINK}[^{LINK}{UNLINK}]*{UNLINK}")
PRIVATE: Final = re.compile(f"[{LINK}{UNLINK}]")
BLANK_LINE: Final = re.compile(rf"{BROKEN}\s{{0,200}}{BROKEN}")
WRITTEN_BREAK: Final = re.compile(r"(?<=[.!?\"”\])])[ \t]{0,20}\n[ \t]{0,20}\n\s{0,100}")  # where scripts render
LINE_END: Final = re.compile(r"[.!?。…:=\])>\"”'’]$")
DEPTH: Final = 200
CAPTION_LENGTH: Final = 300
LIST_SHARE: Final = 0.6  # of a list's text in links makes it a list of other articles


class Line(NamedTuple):
    text: str
    caption: bool


class Reading:
    """Walks a part of a page and gathers its paragraphs; those in captions are marked."""

    def __init__(self, drop: frozenset[HtmlElement] = frozenset()) -> None:
        self.lines: list[Line] = []
        self._open: list[str] = []
        self._drop = drop
        self._size = 0
        self._prose = False
        self._set = 0  # how many <pre> are open: line ends count there

    def read(self, part: HtmlElement) -> None:
        self._size = len(part.text_content())
        self._walk(part, 0, False, False, False)
        self._close(False)

    def _walk(self, element: HtmlElement, depth: int, caption: bool, link: bool, listed: bool) -> None:
        """`element` with all that it holds; its tail is not read."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br":
            self._open.append(BROKEN)
            return
        if not tag or depth > DEPTH or (depth and self._is_left_out(element, tag, listed)):
            return
        block = tag in BLOCKS
        own_caption = not caption and depth > 0 and _is_caption(element, tag)
        if block or own_caption:
            self._close(caption)
        caption = caption or own_caption
        self._set += tag == "pre"
        link = link or (tag == "a" and not (element.get("href") or "").startswith("mailto:"))
        listed = listed or tag in ("ul", "ol")
        self._take(element.text, link)
        for child in element:
            self._walk(child, depth + 1, caption, link, listed)
            self._take(child.tail, link)
        self._set -= tag == "pre"
        if block or own_caption:
            self._close(caption)

    def _is_left_out(self, element: HtmlElement, tag: str, listed: bool) -> bool:
        if tag in SKIPPED or element in self._drop:
            return True
        name = name_part(element)
        if (name.around or is_hidden(element)) and 2 * len(element.text_content()) < self._size:
            return True  # what holds most of the text is the article, whatever it is called
        if name.dek and not self._prose and len(element.text_content()) < CAPTION_LENGTH:
            return True
        return tag in ("ul", "ol") and not listed and _is_link_list(element)

    def _take(self, text: str | None, link: bool) -> None:
        if text:
            if "\n" in text and not text.isspace():
                text = text.replace("\n", BROKEN) if self._set else WRITTEN_BREAK.sub(BROKEN + BROKEN, text)
            self._open.append(f"{LINK}{text}{UNLINK}" if link and not text.isspace() else text)

    def _close(self, caption: bool) -> None:
        if not self._open:
            return
        text, self._open = "".join(self._open), []
        for paragraph in _split(text):
            self.lines.append(Line(paragraph, caption))
            self._prose = self._prose or (not caption and SENTENCE.search(paragraph) is not None)


def read_parts(parts: list[HtmlElement], drop: frozenset[HtmlElement] = frozenset()) -> list[Line]:
    reading = Reading(drop)
    for part in parts:
        reading.read(part)
    return reading.lines


def _is_caption(element: HtmlElement, tag: str) -> bool:
    if tag in ("figcaption", "figure"):
        return True
    name = name_part(element)
    if name.captioned:
        return True
    if not (name.pictured or tag == "table"):
        return False
    return len(element.text_content().strip()) <= CAPTION_LENGTH and next(element.iter(*PICTURES), None) is not None


def _is_link_list(element: HtmlElement) -> bool:
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return linked > LIST_SHARE * len(element.text_content().strip())


def _split(text: str) -> Iterator[str]:
    """Paragraphs of text with breaks: at two breaks always, at one where a sentence or a line of its own ends.
    A line that is nothing but a link leads to another article."""
    for part in BLANK_LINE.split(text):
        open_line = ""
        for line in part.split(BROKEN):
            if LINK in line:
                outside = LINKED.sub("", line)
                line = PRIVATE.sub("", line) if any(character.isalnum() for character in outside) else ""
            clean = " ".join(line.split())
            if not clean:
                continue
            if open_line and _is_line_end(open_line):
                yield open_line
                open_line = clean
            else:
                open_line = f"{open_line} {clean}" if open_line else clean
        if open_line:
            yield open_line


def _is_line_end(text: str) -> bool:
    """Lines that were broken by hand in mid-sentence are long and stop without a full stop."""
    return len(text) < 40 or text[0] in "▲△■◆▶" or LINE_END.search(text[-3:]) is not None
