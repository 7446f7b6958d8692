"""The sorts of things that a text speaks of building: plant, storage, apartment …"""

from __future__ import annotations

from functools import cache

import ahocorasick_rs

from .lexicon import LexiconError, load_yaml


@cache
def _words(language: str) -> tuple[tuple[str, ...], ahocorasick_rs.AhoCorasick]:
    lists = load_yaml("things.yaml").get(language)
    if not isinstance(lists, dict):
        raise LexiconError(f"things.yaml: no lists for {language}")
    sorts = [(str(word).lower(), str(sort)) for sort, words in lists.items() for word in words]
    matcher = ahocorasick_rs.AhoCorasick(
        [word for word, _ in sorts], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return tuple(sort for _, sort in sorts), matcher


def find_things(text: str, language: str) -> set[str]:
    """The sorts named in `text`, by rules/things.yaml."""
    sorts, matcher = _words(language)
    lowered = text.lower()
    found: set[str] = set()
    for index, start, end in matcher.find_matches_as_indexes(lowered):
        if not lowered[start].isascii() or _stands_alone(lowered, start, end):
            found.add(sorts[index])
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A Latin word needs borders; a Korean one stands in compounds as it is."""
    after = text[end : end + 1]
    return not text[start - 1 : start].isalpha() and not (after.isascii() and after.isalpha())
