r"""Alternations of plain words, many of them looked for in one pass over a text.

A pattern is written as a regular expression. Of its alternatives those that come down to a handful of phrases, with or
without word borders at their ends ("\\bsuppl", "손잡|협(?:약|력)"), go into one automaton; only the others are searched one by
one. That takes a tenth of the time which the regular expressions take, above all where letter case is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import ahocorasick_rs

_MOST = 200  # phrases of one alternative
_BORDER = "\0"
_SPECIAL = frozenset(".^$*+?{}\\")


class _NotPlain(Exception):
    """An alternative that does not come down to a handful of phrases."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A phrase of one pattern, and at which of its ends a word has to end."""

    name: str
    place: int
    left: bool
    right: bool


class Phrases:
    """Several named patterns, or one without a name. ignore_case holds for all of them."""

    def __init__(self, patterns: Mapping[str, str] | str, *, ignore_case: bool = False) -> None:
        patterns = {"": patterns} if isinstance(patterns, str) else patterns
        self._ignore_case = ignore_case
        self._names = tuple(patterns)
        self._rest: list[tuple[str, re.Pattern[str]]] = []
        uses: dict[str, list[_Use]] = {}
        for place, (name, pattern) in enumerate(patterns.items()):
            rest = []
            for alternative in _alternatives(pattern):
                try:
                    for phrase in _phrases(alternative):
                        word = phrase.strip(_BORDER)
                        use = _Use(name, place, phrase.startswith(_BORDER), phrase.endswith(_BORDER))
                        uses.setdefault(word.lower() if ignore_case else word, []).append(use)
                except _NotPlain:
                    rest.append(alternative)
            if rest:
                self._rest.append((name, re.compile("|".join(rest), re.IGNORECASE if ignore_case else 0)))
        self._uses = list(uses.values())
        self._matcher = ahocorasick_rs.AhoCorasick(list(uses))

    def find(self, text: str) -> tuple[str, ...]:
        """The names of the patterns that match anywhere in `text`, in the order in which they are listed."""
        found = {use.name for use, _ in self._hits(text)}
        if self._rest:
            found.update(name for name, pattern in self._rest if name not in found and pattern.search(text))
        return tuple([name for name in self._names if name in found]) if found else ()

    def stand_in(self, text: str) -> bool:
        """Whether any of the patterns matches anywhere in `text`."""
        return any(True for _ in self._hits(text)) or any(pattern.search(text) for _, pattern in self._rest)

    def first(self, text: str) -> str:
        """The name of the pattern that matches first, of several at one place the one that is listed first; "" for none.
        Only for patterns that are plain throughout."""
        return min(((start, use.place, use.name) for use, start in self._hits(text)), default=(0, 0, ""))[2]

    def _hits(self, text: str) -> Iterator[tuple[_Use, int]]:
        searched = text.lower() if self._ignore_case else text
        for index, start, end in self._matcher.find_matches_as_indexes(searched, overlapping=True):
            for use in self._uses[index]:
                if not (use.left and _in_word(searched, start - 1)) and not (use.right and _in_word(searched, end)):
                    yield use, start


def _in_word(text: str, position: int) -> bool:
    return 0 <= position < len(text) and (text[position].isalnum() or text[position] == "_")


def _alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of the whole pattern; those in parentheses and brackets stay together."""
    depth = start = 0
    for match in re.finditer(r"\\.|\[(?:\\.|[^\]\\])*\]|[()|]", pattern):
        if match.group() == "|" and not depth:
            yield pattern[start : match.start()]
            start = match.end()
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
    yield pattern[start:]


def _phrases(alternative: str) -> list[str]:
    """All that an alternative can match, with the border mark at ends that are word borders. Raises _NotPlain."""
    found, end = _branches(alternative, 0)
    if end != len(alternative) or not all(_is_plain(phrase) for phrase in found):
        raise _NotPlain
    return found


def _is_plain(phrase: str) -> bool:
    """Not empty, borders only at the ends and only of words: elsewhere they would mean something else."""
    word = phrase.strip(_BORDER)
    if not word or _BORDER in word or len(phrase) - len(word) > 2:
        return False
    left, right = phrase.startswith(_BORDER), phrase.endswith(_BORDER)
    return (not left or _in_word(word, 0)) and (not right or _in_word(word, len(word) - 1))


def _branches(pattern: str, position: int) -> tuple[list[str], int]:
    """The phrases of alternatives, and where they end: before a closing parenthesis or with the pattern."""
    found: list[str] = []
    row = [""]
    while position < len(pattern) and pattern[position] != ")":
        if pattern[position] == "|":
            found += row
            row = [""]
            position += 1
            continue
        choices, position = _item(pattern, position)
        if pattern.startswith("?", position):
            choices, position = ["", *choices], position + 1
        row = [left + right for left in row for right in choices]
        if len(row) > _MOST:
            raise _NotPlain
    return found + row, position


def _item(pattern: str, position: int) -> tuple[list[str], int]:
    """What one item can match, and where it ends: a character, a border, a set or a group."""
    if pattern.startswith("(?:", position):
        inner, end = _branches(pattern, position + 3)
        return inner, end + 1
    if pattern.startswith(r"\b", position):
        return [_BORDER], position + 2
    if pattern[position] == "[":
        end = pattern.index("]", position)
        signs = pattern[position + 1 : end]
        if signs[:1] == "^" or "\\" in signs or "-" in signs[1:-1]:
            raise _NotPlain
        return list(signs), end + 1
    if pattern[position] == "\\" and not pattern[position + 1].isalnum():
        return [pattern[position + 1]], position + 2
    if pattern[position] in _SPECIAL or pattern[position] == "(":
        raise _NotPlain
    return [pattern[position]], position + 1
