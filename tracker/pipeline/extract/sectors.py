"""Sentence → sector cues, and from cues the sectors of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from tracker.pipeline.records import SectorWords

from .pairs import find_pairs


@dataclass(frozen=True, slots=True)
class SectorCues:
    """How often each sector's words stand in a text. strong ones decide by themselves."""

    strong: tuple[tuple[str, int], ...]
    weak: tuple[tuple[str, int], ...]
    joint: tuple[str, ...] = ()  # sectors of which the text has a clever technique and a place to use it (pairs.py)


class _Automaton:
    """All words of all sectors in one pass. Latin words need borders ("ESS" stands in "press"); Korean ones stand in
    compounds as they are."""

    def __init__(self, sectors: tuple[SectorWords, ...]) -> None:
        forms: dict[str, list[tuple[str, bool, bool]]] = {}
        for sector in sectors:
            for strong, listed in ((True, sector.strong), (False, sector.weak)):
                for word in listed:
                    capitals = word.isascii() and word.isupper()
                    for form in _spellings(word.lower()):
                        forms.setdefault(form, []).append((sector.id, strong, capitals))
        self.meanings = list(forms.values())
        self.matcher = ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def count(self, text: str) -> tuple[dict[str, int], dict[str, int]]:
        """(strong, weak) hits by sector id."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a letter whose small form is longer would shift every offset
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        strong: dict[str, int] = {}
        weak: dict[str, int] = {}
        for index, start, end in self.matcher.find_matches_as_indexes(lowered):
            if _stands_alone(lowered, start, end):
                for id, is_strong, capitals in self.meanings[index]:
                    # "ITS" is a traffic system, "its" is not.
                    if not capitals or text[start:end].isupper():
                        counts = strong if is_strong else weak
                        counts[id] = counts.get(id, 0) + 1
        return strong, weak


def _spellings(word: str) -> set[str]:
    return {word, word.replace(" ", ""), word.replace(" ", "-")} if " " in word else {word}


def _stands_alone(text: str, start: int, end: int) -> bool:
    if text[start].isascii() and start and text[start - 1].isascii() and text[start - 1].isalpha():
        return False
    rest = text[end : end + 2]
    if text[end - 1].isascii() and rest[:1].isascii() and rest[:1].isalpha():
        return rest[:1] == "s" and not rest[1:2].isalpha()
    return True


@lru_cache(maxsize=8)
def _automaton(sectors: tuple[SectorWords, ...]) -> _Automaton:
    return _Automaton(sectors)


def find_cues(texts: Iterable[str], sectors: Sequence[SectorWords]) -> list[SectorCues]:
    """The sector words in each text, the longest at each place."""
    automaton = _automaton(tuple(sectors))
    return [_cues(text, automaton) for text in texts]


def _cues(text: str, automaton: _Automaton) -> SectorCues:
    strong, weak = automaton.count(text)
    return SectorCues(tuple(sorted(strong.items())), tuple(sorted(weak.items())), find_pairs(text))


def sectors_of(cues: Iterable[SectorCues], theme: Sequence[str] = ()) -> tuple[str, ...]:
    """The sectors that several sentences are about: those of strong words that are not far behind the first,
    else a theme of the article that weak words support."""
    strong: Counter[str] = Counter()
    weak: Counter[str] = Counter()
    for cue in cues:
        _add(strong, cue.strong)
        _add(weak, cue.weak)
    if strong:
        most = max(strong.values())
        return tuple(sorted(id for id, n in strong.items() if n * 2 >= most))
    supported = [id for id in theme if weak[id]]
    if supported:
        return (max(supported, key=lambda id: (weak[id], id)),)
    return ()


def _add(counts: Counter[str], more: Iterable[tuple[str, int]]) -> None:
    """As Counter.update, which takes many times as long for two or three."""
    for id, count in more:
        counts[id] += count


def weak_sectors(cues: Iterable[SectorCues], least: int = 2) -> tuple[str, ...]:
    """The sector of a short item that only weak words point to, if they do so often. Energy words never suffice:
    they stand in every text on power plants."""
    weak: Counter[str] = Counter()
    for cue in cues:
        _add(weak, cue.weak)
    found = [id for id, n in weak.items() if n >= least and id != "smart_energy"]
    return (max(found, key=lambda id: (weak[id], id)),) if found else ()


def find_theme(opening: Sequence[SectorCues], body: Sequence[SectorCues]) -> tuple[str, ...]:
    """The sectors of a whole article: those of headline and lead, else of the body, where one strong word by itself
    gives way to many weak ones; else what headline or lead and the body pair again and again."""
    first = sectors_of(opening)
    if first:
        return first
    strong = sectors_of(body)
    if strong and sum(n for cue in body for _, n in cue.strong) < 2:
        return weak_sectors(body, least=4) or strong
    return strong or _paired(opening, body)


_OFTEN = 2  # sentences that pair technique and place; one alone is a passing remark


def _paired(opening: Sequence[SectorCues], body: Sequence[SectorCues]) -> tuple[str, ...]:
    counts = Counter(id for cue in body for id in cue.joint)
    found = [id for id in {id for cue in opening for id in cue.joint} if counts[id] >= _OFTEN]
    return (max(found, key=lambda id: (counts[id], id)),) if found else ()
