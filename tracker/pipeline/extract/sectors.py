"""Sentence → sector cues, and from cues the sectors of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.pipeline.records import SectorWords


@dataclass(frozen=True, slots=True)
class SectorCues:
    """How often each sector's words stand in a text. strong ones decide by themselves."""

    strong: tuple[tuple[str, int], ...]
    weak: tuple[tuple[str, int], ...]


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    # Latin words need borders ("ESS" stands in "press"); in Korean compounds none can be asked for.
    parts = []
    for word in sorted(words, key=len, reverse=True):
        spaced = re.escape(word).replace("\\ ", "[ -]?")
        head = r"(?<![A-Za-z])" if word[0].isascii() else ""
        tail = r"(?![A-Za-z])" if word[-1].isascii() else ""
        parts.append(f"{head}{spaced}{'s?' if tail else ''}{tail}")
    return re.compile("|".join(parts), re.IGNORECASE)


def find_cues(text: str, sectors: Sequence[SectorWords]) -> SectorCues:
    """The sector words in `text`."""
    return SectorCues(
        tuple(_count(text, ((s.id, s.strong) for s in sectors))), tuple(_count(text, ((s.id, s.weak) for s in sectors)))
    )


def _count(text: str, lists: Iterable[tuple[str, tuple[str, ...]]]) -> list[tuple[str, int]]:
    found = []
    for id, words in lists:
        pattern = _pattern(words)
        number = sum(1 for _ in pattern.finditer(text)) if pattern else 0
        if number:
            found.append((id, number))
    return found


def sectors_of(cues: Iterable[SectorCues], theme: Sequence[str] = ()) -> tuple[str, ...]:
    """The sectors that several sentences are about: those of strong words that are not far behind the first,
    else a theme of the article that weak words support."""
    strong: Counter[str] = Counter()
    weak: Counter[str] = Counter()
    for cue in cues:
        strong.update(dict(cue.strong))
        weak.update(dict(cue.weak))
    if strong:
        most = max(strong.values())
        return tuple(sorted(id for id, n in strong.items() if n * 2 >= most))
    supported = [id for id in theme if weak[id]]
    if supported:
        return (max(supported, key=lambda id: (weak[id], id)),)
    return ()
