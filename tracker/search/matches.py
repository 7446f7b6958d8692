"""Where a text that was searched stands in a text that is shown; folds as the database's columns are folded. Knows no
database."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from tracker.models.identity import fold

Piece = tuple[str, bool]  # (text, whether it was found)

BEFORE, AFTER = 40, 120  # letters of an excerpt around what was found
_JAMO = range(0x1160, 0x1200)  # vowels and finals, which belong to the consonant before them


def find_pieces(text: str, wanted: str) -> list[Piece]:
    """The text cut where the wanted one stands in it; where it does not, where its words do."""
    pieces, last = [], 0
    for start, end in find_spans(text, wanted):
        pieces += [(text[last:start], False), (text[start:end], True)]
        last = end
    return [piece for piece in [*pieces, (text[last:], False)] if piece[0]]


def find_spans(text: str, wanted: str) -> list[tuple[int, int]]:
    """Spans in the order of the text, none touching another."""
    folded, places = _fold_with_places(text)
    spans = list(_spans(folded, places, fold(wanted)))
    if not spans:
        spans = sorted(span for word in set(wanted.split()) for span in _spans(folded, places, fold(word)))
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def cut_excerpt(text: str, wanted: str) -> list[Piece]:
    """The pieces around the first place where the text stands, in one line; empty where it does not stand."""
    spans = find_spans(text, wanted)
    if not spans:
        return []
    start, end = max(0, spans[0][0] - BEFORE), min(len(text), spans[0][1] + AFTER)
    part = " ".join(text[start:end].split())
    return find_pieces(("…" if start else "") + part + ("…" if end < len(text) else ""), wanted)


def _spans(folded: str, places: list[tuple[int, int]], key: str) -> Iterator[tuple[int, int]]:
    at = folded.find(key) if key else -1
    while at >= 0:
        yield places[at][0], places[at + len(key) - 1][1]
        at = folded.find(key, at + len(key))


def _fold_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded text, and of each of its letters where it stands in the text."""
    folded, places, start = [], [], 0
    for end in range(1, len(text) + 1):
        if end < len(text) and (unicodedata.combining(text[end]) or ord(text[end]) in _JAMO):
            continue
        key = fold(text[start:end])
        folded.append(key)
        places += [(start, end)] * len(key)
        start = end
    return "".join(folded), places
