"""What two sides share, rolled up: for every year's end, and over all time. Pure functions of the shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

# (year, rung that the initiative has reached by its end, first and last day in it on which something happened)
Step = tuple[int, int, date, date]
ALL_TIME = 0  # the "year" of what is summed over all time, whoever belongs to whom today
FOREVER = 9999


@dataclass(frozen=True, slots=True)
class Share:
    """One initiative that both sides share. It counts at the end of a year from `since` on and before `until`, once its
    first step was made."""

    initiative: int
    steps: tuple[Step, ...]  # by year, rungs never falling
    origins: int
    reviewed: bool
    since: int = 1
    until: int = FOREVER

    @property
    def begins(self) -> int:
        return max(self.since, self.steps[0][0])


@dataclass(frozen=True, slots=True)
class Sum:
    """rung: the highest; origins: texts that are independent of each other, initiative by initiative."""

    rung: int
    initiatives: int
    origins: int
    reviewed: bool
    first: date
    last: date
    groups: int = 1


@dataclass(frozen=True, slots=True)
class Span:
    """A sum that holds at the ends of the years from `since` (inclusive) to `until` (exclusive)."""

    since: int
    until: int
    sum: Sum


def sum_up(shares: Iterable[Share], year: int = FOREVER) -> Sum | None:
    """The sum of all shares with what had happened by the end of that year; None if there is nothing."""
    seen: set[int] = set()
    rung = origins = 0
    reviewed = True
    first, last = date.max, date.min
    for share in shares:
        steps = share.steps if year >= share.steps[-1][0] else tuple(s for s in share.steps if s[0] <= year)
        if share.initiative in seen or not steps:
            continue
        seen.add(share.initiative)
        rung = max(rung, steps[-1][1])
        origins += share.origins
        reviewed = reviewed and share.reviewed
        first, last = min(first, steps[0][2]), max(last, steps[-1][3])
    return Sum(rung, len(seen), origins, reviewed, first, last) if seen else None


def sum_at(shares: Iterable[Share], year: int) -> Sum | None:
    """The sum as of the end of a year; of everything, whoever belongs to whom today, for ALL_TIME."""
    if year == ALL_TIME:
        return sum_up(shares)
    return sum_up((one for one in shares if one.begins <= year < one.until), year)


def roll_up(shares: Iterable[Share]) -> list[Span]:
    """The sums of all years, as few spans as can be, without ALL_TIME."""
    given = sorted((one for one in shares if one.begins < one.until), key=lambda one: (one.begins, one.initiative))
    turns = {one.begins for one in given} | {one.until for one in given}
    turns |= {step[0] for one in given for step in one.steps if one.begins < step[0] < one.until}
    spans: list[Span] = []
    years = sorted(turns - {FOREVER})
    for since, until in pairwise([*years, FOREVER]):
        found = sum_at(given, since)
        if found is None:
            continue
        if spans and spans[-1].until == since and spans[-1].sum == found:
            spans[-1] = Span(spans[-1].since, until, found)
        else:
            spans.append(Span(since, until, found))
    return spans


def add_up(spans: Iterable[Span]) -> list[Span]:
    """Spans of several pairs laid over each other: initiatives and origins add up, `groups` counts the pairs."""
    given = list(spans)
    turns = sorted({one.since for one in given} | {one.until for one in given})
    added: list[Span] = []
    for since, until in pairwise(turns):
        sums = [one.sum for one in given if one.since <= since < one.until]
        if sums:
            added.append(Span(since, until, _add(sums)))
    return added


def _add(sums: list[Sum]) -> Sum:
    return Sum(
        rung=max(one.rung for one in sums),
        initiatives=sum(one.initiatives for one in sums),
        origins=sum(one.origins for one in sums),
        reviewed=all(one.reviewed for one in sums),
        first=min(one.first for one in sums),
        last=max(one.last for one in sums),
        groups=sum(one.groups for one in sums),
    )


def join_sectors(ids: Iterable[int]) -> str:
    """As totals keep them."""
    return ",".join(map(str, ids))


def split_sectors(text: str) -> list[int]:
    return [int(one) for one in text.split(",")] if text else []
