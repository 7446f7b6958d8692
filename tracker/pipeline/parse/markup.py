"""A part of a page → its paragraphs."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

# A tag whose text never belongs to the article.
_SKIPPED = (
    "script style noscript iframe form button select option textarea input svg canvas aside nav "
    "footer template object video audio ins dl"
)
SKIPPED: Final = frozenset(_SKIPPED.split())
_BLOCKS = (
    "p div section article main li ul ol h1 h2 h3 h4 h5 h6 blockquote figure figcaption table tr td th "
    "dd dt pre header center hr"
)
BLOCKS: Final = frozenset(_BLOCKS.split())
# Part names in class and id of what is put around and into an article.
AROUND: Final = re.compile(
    r"(?:^|[-_ ])(?:relat(?:ed|ion)?|recommend(?:ed)?|share|sharing|sns|comments?|reply|replies|ads?|advert\w*"
    r"|banner|copyright|popular|ranking|rank"
    r"|tags?|keywords?|subscri\w+|newsletter|promotion|promo|journalist|reporter|byline|writer|outlinks?"
    r"|breadcrumbs?|most|hot|best|aside|sidebar|paging)(?:$|[-_ ])",
    re.IGNORECASE,
)
CAPTIONED: Final = re.compile(
    r"(?:^|[-_ ])(?:caption|figcaption|img[-_]?desc|photo[-_]?(?:desc|info)|cap"
    r"|imgtext)(?:$|[-_ ])",
    re.IGNORECASE,
)
BROKEN: Final = "\x1e"  # a single <br>; two of them end the paragraph
DEPTH: Final = 200


class Reading:
    """Walks a part of a page and gathers its paragraphs; captions are kept apart as well."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.captions: set[str] = set()
        self._open: list[str] = []

    def read(self, element: HtmlElement, depth: int = 0, caption: bool = False) -> None:
        """`element` with all that it holds; its tail is not read."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in SKIPPED or depth > DEPTH or (depth and _is_around(element)):
            return
        block = tag in BLOCKS
        own_caption = tag == "figcaption" or bool(CAPTIONED.search(_names(element)))
        if tag == "br":
            self._open.append(BROKEN)
        if block or own_caption:
            self._close(caption)
        caption = caption or own_caption
        if element.text:
            self._open.append(element.text)
        for child in element:
            self.read(child, depth + 1, caption)
            if child.tail:
                self._open.append(child.tail)
        if block or own_caption:
            self._close(caption)

    def finish(self) -> None:
        self._close(False)

    def _close(self, caption: bool) -> None:
        text, self._open = "".join(self._open), []
        for paragraph in _split(text):
            self.paragraphs.append(paragraph)
            if caption:
                self.captions.add(paragraph)


def read_part(element: HtmlElement) -> Reading:
    reading = Reading()
    reading.read(element)
    reading.finish()
    return reading


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_around(element: HtmlElement) -> bool:
    names = _names(element)
    hidden = "display:none" in (element.get("style") or "").replace(" ", "")
    return hidden or (len(names) > 1 and AROUND.search(names) is not None)


def _split(text: str) -> list[str]:
    """Paragraphs of text with breaks: at two breaks always, at one where a sentence or a line of its own ends."""
    paragraphs: list[str] = []
    for part in re.split(rf"{BROKEN}\s{{0,20}}{BROKEN}", text):
        for line in part.split(BROKEN):
            clean = " ".join(line.split())
            if not clean:
                continue
            if paragraphs and paragraphs[-1] and not _is_line_end(paragraphs[-1]):
                paragraphs[-1] += " " + clean
            else:
                paragraphs.append(clean)
        paragraphs.append("")  # nothing is joined across two breaks
    return [paragraph for paragraph in paragraphs if paragraph]


def _is_line_end(text: str) -> bool:
    """Lines that were broken by hand in mid-sentence are long and stop without a full stop."""
    return len(text) < 40 or text[0] in "▲△■◆▶" or re.search(r"[.!?。…:=\])\"”'’]\s?$", text) is not None
