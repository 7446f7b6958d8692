"""Which of several texts are one, told by their sketches alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from tracker.pipeline.origins.sketch import Sketch, is_same_text, keys_of


def group_sketches(sketches: Mapping[int, Sketch]) -> list[set[int]]:
    """The ids in groups that hang together by likeness: an edit of an edit belongs to the first text as well. A text
    too short for a sketch stays alone. A function of the set, in no order; groups by their smallest id."""
    home = {id: id for id in sketches}

    def find(id: int) -> int:
        while home[id] != id:
            home[id] = id = home[home[id]]
        return id

    by_key: dict[int, list[int]] = defaultdict(list)
    for id in sorted(sketches):
        for key in keys_of(sketches[id]):
            for other in by_key[key]:
                if find(other) != find(id) and is_same_text(sketches[id], sketches[other]):
                    first, second = sorted((find(other), find(id)))
                    home[second] = first
            by_key[key].append(id)
    groups: dict[int, set[int]] = defaultdict(set)
    for id in sketches:
        groups[find(id)].add(id)
    return [groups[id] for id in sorted(groups)]
