"""A page as somebody copies it, or a plain text file → the article in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from . import noise
from .moments import find_labelled, find_moment, find_updated, has_moment
from .paragraphs import type_paragraph
from .signature import find_byline, find_outlet

BLANKS: Final = re.compile(r"[ \t]+")
WRAPPED: Final = 50  # a line at least so long that ends in mid-sentence was broken by the file, not by the writer
UNENDED: Final = re.compile(r"[^.!?。…:>\])\"”'’]$")
SUMMARY: Final = re.compile(
    r"(?:AI ?|기사 ?|3줄 ?|세 ?줄 ?|핵심 ?){1,3}요약(?:문|하기|봇)?|요약|Summary|Key points", re.IGNORECASE
)
SHORT: Final = 4  # lines that a summary takes
TOP_NOTICE: Final = 3  # the article is so many times heavier than a notice with whole sentences at the page's top


@dataclass(slots=True)
class Draft:
    """What one way of reading found of an article."""

    title: str = ""
    lines: list[str] = field(default_factory=list)  # the paragraphs
    byline: str = ""
    publisher: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    captions: frozenset[str] = frozenset()


def read_pasted(text: str) -> Draft:
    """Title, paragraphs, byline, publisher and times, each empty where the text does not tell."""
    lines = _without_summary(_lines(text))
    first = _find_start(lines)
    head, rest = lines[:first], lines[first:]
    title = _choose_title(head, lines)
    body = _without_trailing(noise.keep_article(rest, title))
    kept = set(body)
    around = [*head, *(line for line in rest if line not in kept)]
    after = rest[rest.index(body[-1]) + 1 :][:3] if body else []
    return Draft(
        title=title,
        lines=body,
        byline=find_byline([*head[-8:], *body[:2], *body[-2:], *after]),
        publisher=find_outlet(body, around),
        published_at=_moment(head, around),
        updated_at=find_updated("\n".join(around)),
    )


def _lines(text: str) -> list[str]:
    """Stripped lines without the blank ones; lines that a file broke at a width are put together again."""
    joined: list[str] = []
    parts: list[str] = []
    for raw in text.split("\n"):
        line = BLANKS.sub(" ", raw).strip()
        if parts and line and not (has_moment(line[:40]) or noise.STAMPED.match(line) or noise.is_signature(line)):
            parts.append(line)
        else:
            if parts:
                joined.append(" ".join(parts))
            parts = [line] if line else []
        if parts and not (len(line) >= WRAPPED and UNENDED.search(line[-3:]) and not noise.is_signature(line)):
            joined.append(" ".join(parts))
            parts = []
    return [*joined, " ".join(parts)] if parts else joined


def _without_summary(lines: list[str]) -> list[str]:
    """A machine's summary above the text says everything twice."""
    for index, line in enumerate(lines):
        if len(line) < 20 and SUMMARY.fullmatch(line):
            end = index + 1
            while end < len(lines) and end <= index + SHORT and _is_brief(lines[end]):
                end += 1
            if noise.weigh(lines[end:]) > noise.weigh(lines[index:end]):
                return [*lines[:index], *lines[end:]]
    return lines


def _is_brief(line: str) -> bool:
    return len(line) < 90 and line[0] not in "[(▲" and noise.is_prose(line)


def _find_start(lines: list[str]) -> int:
    """The first line of the article proper. A sentence before the line that dates the article is a notice."""
    starts = [index for index, line in enumerate(lines) if _is_start(line)]
    if not starts:
        return len(lines)
    weights = [0]
    for line in lines:
        weights.append(weights[-1] + (len(line) if noise.is_prose(line) else 0))
    first = starts[0]
    for index in range(first, len(lines)):
        before = weights[index] - weights[first]
        if TOP_NOTICE * before > weights[-1] - weights[index]:
            break
        if noise.is_signature(lines[index]) or (noise.STAMPED.match(lines[index]) and len(lines[index]) < 100):
            first = next((start for start in starts if start > index), first)
    return first


def _is_start(line: str) -> bool:
    """A whole sentence, and neither caption nor furniture."""
    if (
        len(line) < 25
        or noise.is_furniture(line)
        or noise.is_signature(line)
        or type_paragraph(line, "ko") == "caption"
    ):
        return False
    return noise.is_prose(line)


def _without_trailing(body: list[str]) -> list[str]:
    """Lines at the end that are no sentence: headlines without a heading over them."""
    end = len(body)
    while end and not noise.is_prose(body[end - 1]) and not noise.SIGNED_END.search(body[end - 1][-60:]):
        end -= 1
    return body[:end]


def _choose_title(head: list[str], lines: list[str]) -> str:
    """The line before the byline that looks most like a headline: long enough, said twice, near the byline."""
    counts = Counter(lines)
    dated = next(
        (i for i, line in enumerate(head) if has_moment(line) or noise.STAMPED.match(line) or noise.is_signature(line)),
        len(head),
    )
    best, best_score = "", 0.0
    for index, line in enumerate(head):
        if len(line) < 5 or noise.is_furniture(line) or noise.is_afterwards(line) or noise.is_related(line):
            continue
        if has_moment(line) or noise.is_signature(line):
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
    """A labelled time; else the first near the text; else the labelled time of a change."""
    found = find_labelled("\n".join(head)) or find_labelled("\n".join(around))
    found = found or next((one for line in reversed(head) if (one := find_moment(line))), None)
    return found or find_updated("\n".join(around))
