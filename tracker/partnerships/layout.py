"""Geometry of pictures: how wide a name is, in which order two columns cross least, where words have room."""

import unicodedata
from collections.abc import Sequence
from itertools import combinations

from tracker.partnerships.edges import Node, Tie

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]  # cubic Bézier
Box = tuple[float, float, float, float]  # left, top, right, bottom
SWEEPS = 6
WORD_SIZE = 11
ALONG = (0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.26, 0.82, 0.18, 0.9)


def width_of(text: str, size: float) -> float:
    """At least as wide as fonts of the page draw it, in px."""
    return round(sum(_letter(letter) for letter in text) * size, 1)


def _letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter.isupper() or letter in "&@%MWmw…":
        return 0.78
    return 0.6


def cut(text: str, room: float, size: float) -> str:
    """As much of a text as fits, with "…" where it was cut."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def order_columns(ties: Sequence[Tie]) -> tuple[list[Node], list[Node]]:
    """Both sides of the ties, each ordered by the middle of its neighbours, so that few lines cross. Begins from the
    order of the ties, so it is the same for the same ones."""
    left, right = list(dict.fromkeys(t.owner for t in ties)), list(dict.fromkeys(t.partner for t in ties))
    pairs = [(tie.owner, tie.partner) for tie in ties]
    best = (crossings(left, right, pairs), left, right)
    for _ in range(SWEEPS):
        right = _by_middle(right, left, [(partner, owner) for owner, partner in pairs])
        left = _by_middle(left, right, pairs)
        found = crossings(left, right, pairs)
        if found < best[0]:
            best = (found, left, right)
    return best[1], best[2]


def crossings(left: Sequence[Node], right: Sequence[Node], pairs: Sequence[tuple[Node, Node]]) -> int:
    at_left, at_right = _places(left), _places(right)
    drawn = sorted((at_left[one], at_right[other]) for one, other in pairs)
    return sum(a < c and b > d for (a, b), (c, d) in combinations(drawn, 2))


def _by_middle(moving: list[Node], fixed: list[Node], pairs: list[tuple[Node, Node]]) -> list[Node]:
    places = _places(fixed)
    near: dict[Node, list[int]] = {node: [] for node in moving}
    for node, other in pairs:
        near[node].append(places[other])
    now = _places(moving)
    return sorted(moving, key=lambda node: (sum(near[node]) / len(near[node]), now[node]))


def _places(nodes: Sequence[Node]) -> dict[Node, int]:
    return {node: place for place, node in enumerate(nodes)}


def place_words(curves: Sequence[Curve], words: Sequence[str], taken: Sequence[Box]) -> list[Point | None]:
    """For each curve the middle of its word, where it covers neither another word nor a box; None where it has no
    room."""
    boxes = list(taken)
    places: list[Point | None] = []
    for curve, word in zip(curves, words, strict=True):
        half = width_of(word, WORD_SIZE) / 2 + 2
        found = None
        for share in ALONG if word else ():
            x, y = point_at(curve, share)
            box = (x - half, y - 8, x + half, y + 8)
            if not any(_cover(box, other) for other in boxes):
                found = (round(x, 1), round(y, 1))
                boxes.append(box)
                break
        places.append(found)
    return places


def point_at(curve: Curve, share: float) -> Point:
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _cover(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
