"""Article text cut into pieces that a template writes down: marked where a fact was read, left out where a reader may
not see it. Offsets are those of `Article.body`; nothing here makes HTML."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.models import Article, Evidence

Range = tuple[int, int]

_SENTENCE_END = re.compile(r"(?<!\d)[.!?…][\"”'’)\]]*(?=\s|$)|\n+")
_KINDS = {"body", "caption", "byline", "subhead", "bullet", "quote"}


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered reference to the fact that a span states."""

    number: int
    fact: str  # "milestone" or "participation"
    public_id: str
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. first: the fact its link opens (None: plain text); notes: spans that end with it."""

    text: str
    first: Note | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or what a reader may see of it. gap: text before it is left out."""

    kind: str
    pieces: tuple[Piece, ...]
    gap: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A span in the sentences around it."""

    before: str
    quote: str
    after: str


def quote_in_context(body: str, start: int, end: int, sentences: int) -> Quote:
    """The span with the rest of its sentence and `sentences` more on either side, within its paragraph."""
    first, last = context_range(body, start, end, sentences)
    return Quote(body[first:start].lstrip(), body[start:end], body[end:last].rstrip())


def context_range(body: str, start: int, end: int, sentences: int) -> Range:
    paragraph_start = body.rfind("\n", 0, start) + 1
    found = body.find("\n", end)
    paragraph_end = found if found >= 0 else len(body)
    stops = [match.end() for match in _SENTENCE_END.finditer(body, paragraph_start, paragraph_end)]
    before = [paragraph_start, *(stop for stop in stops if stop <= start)]
    after = [stop for stop in stops if stop >= end] + [paragraph_end]
    return before[max(0, len(before) - 1 - sentences)], after[min(sentences, len(after) - 1)]


def visible_ranges(article: Article, evidence: Iterable[Evidence], sentences: int) -> list[Range]:
    """What a reader without the right to the whole text sees: the evidence with its context, joined where it meets."""
    joined: list[Range] = []
    for start, end in sorted(context_range(article.body, row.start, row.end, sentences) for row in evidence):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def cut_passages(article: Article, spans: Sequence[tuple[int, int, Note]], visible: Sequence[Range]) -> list[Passage]:
    """The visible parts of the article's paragraphs in order, cut at every border of a span."""
    spans = [span for span in spans if 0 <= span[0] < span[1] <= len(article.body)]
    borders = sorted({border for start, end, _note in spans for border in (start, end)})
    passages: list[Passage] = []
    reached = 0
    for kind, start, end in _paragraphs(article):
        for seen_start, seen_end in visible:
            first, last = max(start, seen_start), min(end, seen_end)
            if first < last and article.body[first:last].strip():
                pieces = tuple(_pieces(article.body, first, last, borders, spans))
                passages.append(Passage(kind, pieces, gap=bool(article.body[reached:first].strip())))
                reached = last
    return passages


def _paragraphs(article: Article) -> list[tuple[str, int, int]]:
    """The stored paragraphs, or those that blank lines make."""
    stored = [(row["kind"], row["start"], row["end"]) for row in article.paragraphs]
    rows = [(kind if kind in _KINDS else "body", start, end) for kind, start, end in stored]
    return rows or [("body", found.start(), found.end()) for found in re.finditer(r"[^\n]+", article.body)]


def _pieces(
    body: str, start: int, end: int, borders: list[int], spans: Sequence[tuple[int, int, Note]]
) -> Iterable[Piece]:
    inside = borders[bisect_right(borders, start) : bisect_left(borders, end)]
    for first, last in zip([start, *inside], [*inside, end], strict=True):
        covering = [span for span in spans if span[0] < last and span[1] > first]
        shortest = min(covering, key=lambda span: span[1] - span[0], default=None)
        ending = tuple(span[2] for span in covering if span[1] == last)
        yield Piece(body[first:last], shortest[2] if shortest else None, ending)
