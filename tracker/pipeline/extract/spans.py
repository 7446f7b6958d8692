"""Stretches of text in order, searched by halving, so that long texts take linear time and no more."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable


class Spans:
    """Stretches that do not overlap. Offsets are characters, end exclusive."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans = sorted(spans)

    def overlap(self, start: int, end: int) -> bool:
        """Whether any stretch shares a character with start..end."""
        index = bisect_left(self._spans, (end, -1)) - 1
        return index >= 0 and self._spans[index][1] > start

    def hold(self, position: int) -> bool:
        """Whether a stretch covers the character at `position`."""
        return self.overlap(position, position + 1)

    def add(self, start: int, end: int) -> None:
        """Takes another stretch in; the caller has asked that it overlaps none."""
        insort(self._spans, (start, end))


def between(starts: list[int], start: int, end: int) -> slice:
    """The slice of a list, whose items begin at the sorted `starts`, that begins at start or later and before end."""
    return slice(bisect_left(starts, start), bisect_right(starts, end - 1))
