"""The beginning of an article, as a search export has it, held against the page that should bring the whole."""

from __future__ import annotations

import re
from typing import Final

from tracker.pipeline.records import RawDocument

from .article import read_document
from .errors import UnreadableDocument

WHOLE: Final = 2.0  # so many times as long as the excerpt, a text is the article, whatever else it says
TEASER: Final = 0.7  # shorter than this part of it, a text is less than what is there already
SAME: Final = 0.2  # so much of the excerpt stands in a page that brings the same article
GRAM: Final = 8
PAID: Final = re.compile(rb"isAccessibleForFree\W{1,6}false", re.IGNORECASE)
BARRED: Final = re.compile(
    r"(?:로그인|회원|구독|결제|유료)[^.\n]{0,20}"
    r"(?:전용|이용|볼 수|읽을 수|보실 수|읽으실 수|하셔야|하시면|하세요|해 주세요)"
    r"|이어서 (?:보|읽)|전문은|(?:log ?in|sign in|subscribe) to|subscribers? only|members only",
    re.IGNORECASE,
)


def lacks_article(page: RawDocument, excerpt: RawDocument) -> str:
    """Why the page does not hold the article that the excerpt (headline, blank line, text) begins, in words; "" where
    it does."""
    try:
        lines = read_document(page).lines
    except UnreadableDocument as error:
        return str(error)
    begins = _letters(excerpt.content.decode().partition("\n\n")[2])
    found = _letters("".join(lines))
    if not begins or len(found) >= WHOLE * len(begins):
        return ""
    if PAID.search(page.content) or BARRED.search(lines[-1]):
        return f"'{page.address}': 구독자에게만 전문을 보이는 쪽입니다."
    if len(found) < TEASER * len(begins):
        return f"'{page.address}': 검색 결과의 발췌문보다 짧은 글만 있습니다."
    if _shared(begins, found) < SAME:
        return f"'{page.address}': 다른 글이 있습니다."
    return ""


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _shared(begins: str, found: str) -> float:
    grams = {begins[at : at + GRAM] for at in range(max(1, len(begins) - GRAM + 1))}
    return sum(gram in found for gram in grams) / len(grams)
