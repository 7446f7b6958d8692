"""A regular expression → words of which one stands in every text that it matches, so that most texts need no search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PART = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|P<\w+>|-?[a-z]*:)|[()|]|[^\\]", re.DOTALL)
_COUNT = re.compile(r"(?:[?*+]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_SPECIAL = frozenset(".^$")


class _Part(NamedTuple):
    """A sign, a set, the opening or the end of a group, or a bar."""

    text: str
    missing: bool  # it may be
    again: bool  # it may stand there several times


def needed_words(pattern: str) -> frozenset[str]:
    """In small letters, as the texts have to be; empty where no such words can be told. Named, lazy and counted parts,
    sets and look-arounds are understood; back references are not."""
    return _needed(list(_parts(pattern)))


def _parts(pattern: str) -> Iterator[_Part]:
    """The parts of a pattern: signs, sets, the openings and ends of groups, and bars."""
    position = 0
    while position < len(pattern):
        part = _PART.match(pattern, position)
        if part is None:
            raise ValueError(f"not a pattern: {pattern!r}")
        position = part.end()
        opening = part.group().startswith("(") or part.group() == "|"
        count = None if opening else _COUNT.match(pattern, position)
        missing = bool(count and (count.group()[0] in "?*" or count["least"] in {"", "0"}))
        position = count.end() if count else position
        yield _Part(part.group(), missing, bool(count) and not missing)


def _needed(parts: list[_Part]) -> frozenset[str]:
    """Of several alternatives each needs words of its own."""
    found: set[str] = set()
    for alternative in _alternatives(parts):
        best = max(_candidates(alternative), key=_worth, default=frozenset())
        if not best:
            return frozenset()
        found |= best
    return frozenset(found)


def _worth(words: frozenset[str]) -> tuple[int, int]:
    """Long words are seldom met, few words seldom all the more."""
    return min(map(len, words), default=0), -len(words)


def _alternatives(parts: list[_Part]) -> Iterator[list[_Part]]:
    depth = start = 0
    for index, part in enumerate(parts):
        if part.text == "|" and not depth:
            yield parts[start:index]
            start = index + 1
        depth += _depth(part)
    yield parts[start:]


def _candidates(parts: list[_Part]) -> Iterator[frozenset[str]]:
    """The words of each plain stretch and of each group that cannot be missing."""
    run, index = "", 0
    while index < len(parts):
        part, plain = parts[index], _plain(parts[index].text)
        index += 1
        if plain and not part.missing:
            run += plain
            if not part.again:
                continue
        if run:
            yield frozenset({run})
            run = plain if part.again else ""
        if part.text.startswith("("):
            end = _end(parts, index)
            if not parts[end].missing and not part.text.startswith(("(?=", "(?!", "(?<")):
                yield _needed(parts[index:end])
            index = end + 1
    if run:
        yield frozenset({run})


def _end(parts: list[_Part], start: int) -> int:
    """The number of the part that closes the group whose content begins at `start`."""
    depth = 1
    for index in range(start, len(parts)):
        depth += _depth(parts[index])
        if not depth:
            return index
    raise ValueError("a group without an end")


def _depth(part: _Part) -> int:
    return part.text.startswith("(") - (part.text == ")")


def _plain(text: str) -> str:
    """The sign that the part stands for in small letters, "" for anything else."""
    if text.startswith("\\"):
        return "" if text[1].isalnum() else text[1]
    return text.lower() if len(text) == 1 and text not in _SPECIAL and text not in "()|" else ""
