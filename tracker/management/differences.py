"""Differences between two readings as lines for a terminal: - what was read, + what is read now."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from tracker.pipeline.compare import Difference


def difference_lines(differences: Iterable[Difference]) -> Iterator[str]:
    """Under the title of each initiative its lost, new and changed facts."""
    for title, group in groupby(differences, key=lambda one: one.initiative):
        if title:
            yield f"[{title}]"
        for one in group:
            if one.before:
                yield f"- {one.what}: {' · '.join(filter(None, one.before))}"
            if one.after:
                yield f"+ {one.what}: {' · '.join(filter(None, one.after))}"
