"""The paragraphs of a body and what each of them is."""

from __future__ import annotations

import re
from typing import Final

from tracker.pipeline.records import Paragraph, ParagraphKind

PARAGRAPH: Final = re.compile(r"[^\n]+")
CAPTION: Final = re.compile(
    r"[▲△▼](?![^▲△▼]{0,400}[▲△▼])|[(\[<]사진|사진 ?[=:/]|사진제공|\(Photo|Photo[: ]|Image:|\[(?:그래픽|표"
    r"|자료)[^\]]{0,30}\]"
)
CREDIT: Final = re.compile(
    r"(?:[/<\[(] ?(?:사진|자료|출처|그래픽)? ?=? ?[^/<\[(.\n]{1,25}(?:제공|캡처"
    r"|갈무리)[>\])]?|\([^()\n]{2,40}\)) ?$"
)
# A line that ends in its picture's credit is a caption even where it is a whole sentence.
PHOTO: Final = re.compile(r"[/<\[(] ?사진 ?=")
AGENCY_PHOTO: Final = re.compile(r"재판매 및 DB ?금지|photo@[a-z0-9]{2,20}\.")
BULLET: Final = re.compile(r"[▶▷•ㆍ∙○\-*–△▲] ?\S")
SUBHEAD: Final = re.compile(r"[◆■●◇▣□◈★☆]|\d\) ")
BYLINE: Final = re.compile(
    r"\A(?:[\[(/=]?\s?[^.!?\n]{0,40}(?:기자|특파원|에디터|PD|[Rr]eporter"
    r"|[Cc]orrespondent)\]?\)?(?: ?=)?(?:\s?[\w.+-]{1,64}@[\w.-]{1,80})?"
    r"|(?:글|사진|취재) ?= ?[^.\n]{2,30}|[\w.+-]{1,64}@[\w.-]{1,80}"
    r"|(?:By|BY) [A-Z][A-Za-z. -]{2,40}(?: ?[(\[]?[\w.+-]{1,64}@[\w.-]{1,80}[)\]]?)?)"
)
ENDED: Final = re.compile(
    r"[.!?。…][\"”'’)\]]{0,3}(?:\s?[\[(/][^\])\n]{0,50}[\])]?|\s?[가-힣]{2,4} (?:기자"
    r"|특파원)\S{0,30})?$"
)
QUOTED: Final = re.compile(r"\A[“\"][^“”\"]{10,2000}[”\"]")
SHORT: Final = 45


def type_paragraphs(body: str, language: str, captions: frozenset[str] = frozenset()) -> tuple[Paragraph, ...]:
    """The paragraphs in order, with offsets into `body`; `captions` are those that the page itself marked as such."""
    found = []
    for match in PARAGRAPH.finditer(body):
        text = match.group()
        stripped = text.strip()
        if stripped:
            start = match.start() + len(text) - len(text.lstrip())
            kind: ParagraphKind = "caption" if stripped in captions else type_paragraph(stripped, language)
            found.append(Paragraph(kind, start, start + len(stripped)))
    return tuple(found)


def type_paragraph(text: str, language: str) -> ParagraphKind:
    """What one paragraph is, by its own words."""
    if CAPTION.match(text) or (len(text) < 400 and AGENCY_PHOTO.search(text)):
        return "caption"
    if BYLINE.fullmatch(text):
        return "byline"
    ended = bool(ENDED.search(text))
    if language == "ko" and len(text) < 120 and (not ended or PHOTO.search(text)) and CREDIT.search(text):
        return "caption"
    if SUBHEAD.match(text):
        return "bullet" if ended and len(text) > SHORT else "subhead"
    if BULLET.match(text):
        return "bullet"
    if QUOTED.fullmatch(text):
        return "quote"
    return "subhead" if not ended and len(text) <= SHORT else "body"
