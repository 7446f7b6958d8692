"""A page as somebody copies it, or a plain text file → the article in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from . import noise
from .moments import LABEL, find_labelled, find_moment, has_moment
from .paragraphs import BYLINE, type_paragraph
from .signature import find_byline, find_outlet

SENTENCE: Final = re.compile(r"(?:[다요까죠]|[a-z0-9%)])[.!?][\"”'’)\]]{0,2}(?:\s|$)|[.!?][\"”]\s?$")
BLANKS: Final = re.compile(r"[ \t]+")
WRAPPED: Final = 50  # a line at least so long that ends in mid-sentence was broken by the file, not by the writer


@dataclass(slots=True)
class Draft:
    """What one way of reading found of an article."""

    title: str = ""
    lines: list[str] = field(default_factory=list)  # the paragraphs
    byline: str = ""
    publisher: str = ""
    published_at: datetime | None = None
    captions: frozenset[str] = frozenset()


def read_pasted(text: str) -> Draft:
    """Title, paragraphs, byline, publisher and time, each empty where the text does not tell."""
    lines = _lines(text)
    first = next((i for i, line in enumerate(lines) if _is_prose(line)), len(lines))
    head, rest = lines[:first], lines[first:]
    title = _choose_title(head, lines)
    body = noise.keep_article(rest, title)
    while body and _is_signature(body[-1]):
        body.pop()
    around = [*head, *rest[len(body) :]]
    return Draft(
        title=title,
        lines=body,
        byline=find_byline([*head[-6:], *body]),
        publisher=find_outlet(body, around),
        published_at=_moment(head, around),
    )


def _lines(text: str) -> list[str]:
    """Stripped lines without the blank ones; lines that a file broke at a width are put together again."""
    joined: list[str] = []
    open_line = False
    for raw in text.split("\n"):
        line = BLANKS.sub(" ", raw).strip()
        if open_line and line and not has_moment(line[:40]):
            joined[-1] += " " + line
        elif line:
            joined.append(line)
        open_line = (
            len(line) >= WRAPPED
            and not re.search(r"[.!?。…:>\])\"”'’][\"”'’)\]]{0,2}$", line)
            and not _is_signature(line)
        )
    return joined


def _is_prose(line: str) -> bool:
    """The first line of an article proper: a whole sentence, and neither caption nor furniture."""
    if len(line) < 25 or noise.is_furniture(line) or type_paragraph(line, "ko") == "caption":
        return False
    return bool(SENTENCE.search(line)) and not LABEL.match(line)


def _is_signature(line: str) -> bool:
    return len(line) < 120 and bool(
        BYLINE.fullmatch(line) or noise.ADDRESSED.search(line) or (noise.REPORTER.search(line) and has_moment(line))
    )


def _choose_title(head: list[str], lines: list[str]) -> str:
    """The line before the byline that looks most like a headline: long enough, said twice, near the byline."""
    counts = Counter(lines)
    dated = next((i for i, line in enumerate(head) if has_moment(line) or _is_signature(line)), len(head))
    best, best_score = "", 0.0
    for index, line in enumerate(head):
        if (
            noise.is_furniture(line)
            or noise.is_afterwards(line)
            or has_moment(line)
            or _is_signature(line)
            or len(line) < 5
        ):
            continue
        score = (
            1.0
            + (len(line) >= 15) * 2
            + (counts[line] > 1 and len(line) >= 10) * 3
            + (index < dated) * 2
            - (len(line) > 150) * 2
        )
        score -= 0.1 * abs(dated - index) + (line[0] in "-▲△●■◆▶") * 1.5 + 0.05 * (index > 0)
        if type_paragraph(line, "ko") == "caption":
            score -= 3
        if score > best_score:
            best, best_score = line, score
    return best


def _moment(head: list[str], around: list[str]) -> datetime | None:
    for line in [*head, *around]:
        found = find_labelled(line)
        if found:
            return found
    return next((found for line in head if (found := find_moment(line))), None)
