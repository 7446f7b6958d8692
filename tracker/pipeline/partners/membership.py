"""Membership in groups by years: who belonged to whom at a year's end."""

from collections.abc import Iterable
from datetime import date

from tracker.pipeline.partners.roll import FOREVER

Period = tuple[int, date | None, date | None]  # group, since (inclusive), until (exclusive)
Window = tuple[int | None, int, int]  # group or none, from the end of this year until before the end of that one


def windows_of(periods: Iterable[Period]) -> list[Window]:
    """All years in order, each with the group of its end; where two hold, the one that began first."""
    windows: list[Window] = []
    now = 1
    for group, since, until in sorted(periods, key=lambda one: (one[1] or date.min, one[0])):
        begins, ends = (since.year if since else 1), (until.year if until else FOREVER)
        begins = max(begins, now)
        if begins >= ends:
            continue
        if begins > now:
            windows.append((None, now, begins))
        windows.append((group, begins, ends))
        now = ends
    if now < FOREVER:
        windows.append((None, now, FOREVER))
    return windows


def years_apart(ours: Iterable[Period], theirs: Iterable[Period], group: int | None, begun: int) -> int:
    """The first year at whose end an organization that took part for the group is no longer its member, or the other
    side has become one after the work had begun; FOREVER if that never came."""
    if group is None:
        return FOREVER
    ends = [until.year if until else FOREVER for one, _, until in ours if one == group]
    joined = [since.year for one, since, _ in theirs if one == group and since and since.year >= begun]
    return min([max(ends, default=FOREVER), *joined])


def group_at(windows: Iterable[Window], year: int) -> int | None:
    """The group of that year's end."""
    return next((group for group, since, until in windows if since <= year < until), None)
