"""Where both are."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.pipeline.merge.features import Features
from tracker.pipeline.merge.places import Place, Reach, is_town, may_contain, same_place
from tracker.pipeline.merge.reasons import Reason

_SEATS = ("한국", "서울")
_WEIGHT = {Reach.COUNTRY: 0.3, Reach.PROVINCE: 0.4, Reach.METROPOLIS: 0.8, Reach.TOWN: 1.5}


def compare_places(a: Features, b: Features) -> Iterable[Reason]:
    """The narrowest place that both name; or that they name different ones."""
    shared = sorted(
        ((first.reach, first.key) for first in a.places for second in b.places if same_place(first, second)),
        reverse=True,
    )
    towns = [place for place in a.places if is_town(place)], [place for place in b.places if is_town(place)]
    if shared and shared[0][0] is Reach.TOWN:
        yield Reason(f"the same place: {shared[0][1]}", _WEIGHT[Reach.TOWN], "place")
        return
    if towns[0] and towns[1]:
        yield from _different_towns(*towns)
        return
    if shared:
        reach, key = shared[0]
        yield Reason(f"the same region: {key}", _WEIGHT[reach], "place" if reach is Reach.METROPOLIS else "")
    else:
        yield from _far_apart(_away(a.places), _away(b.places))
    lent = sorted(place.key for place in a.lent for other in b.lent if same_place(place, other))
    mentioned = lent or sorted(_mentioned(a, b) | _mentioned(b, a))
    if mentioned and not (towns[0] and towns[1]):
        yield Reason(f"names the place of the other: {mentioned[0]}", 1.0, "place")


def _far_apart(first: frozenset[Place], second: frozenset[Place]) -> Iterable[Reason]:
    if first and second and not any(may_contain(x, y) for x in first for y in second):
        yield Reason(f"other places: {_one(first)} / {_one(second)}", -2.0, contradicts=True)


def _away(places: frozenset[Place]) -> frozenset[Place]:
    """Without where companies sit and sign: that a text names Seoul does not put a project there."""
    return frozenset(place for place in places if place.key not in _SEATS)


def _different_towns(first: list[Place], second: list[Place]) -> Iterable[Reason]:
    """Towns that differ rule each other out, unless one is only a part that the gazetteer does not know."""
    one_known = any(place.inside for place in first) != any(place.inside for place in second)
    text = f"other places: {_one(first)} / {_one(second)}"
    yield Reason(text, -1.0) if one_known else Reason(text, -2.0, contradicts=True)


def _mentioned(a: Features, b: Features) -> set[str]:
    """Towns of `a` that the words of `b`, which gives no town itself, name."""
    if any(is_town(place) for place in b.places):
        return set()
    return {
        place.key
        for place in a.places
        if is_town(place) and len(place.key) >= 2 and place.key.replace(" ", "") in b.text and place.key not in b.names
    }


def _one(places: Iterable[Place]) -> str:
    return min(places, key=lambda place: (-place.reach, place.key)).key
