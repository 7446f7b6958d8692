"""Counts by month as the data of a chart, and of the strip above it. Knows no Django, like figure.py.

Months that would lie on each other are put together to quarters or years.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.timeline.entries import Lane, MonthCount, SectorMark
from tracker.timeline.figure import GREY, REST, draw_lane, fold_counted, plain

MOST_LANES = 24
STEPS = (1, 3, 12)  # months that one bubble or bar stands for
MOST_STEPS = {1: 30, 3: 36}  # longer spans take the next step; on a screen a bubble needs some 28 px


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of the strip. first and last: its days; left, width, top and height: in parts of 1000 and of 100."""

    first: date
    last: date
    count: int
    left: float
    width: float
    height: float
    chosen: bool

    @property
    def top(self) -> float:
        return 100 - self.height


@dataclass(frozen=True, slots=True)
class Strip:
    bars: tuple[Bar, ...]
    first: date
    last: date
    step: int
    years: tuple[tuple[int, float], ...]  # with their places in percent


def draw_bubbles(
    counts: Sequence[MonthCount],
    sectors: dict[int, SectorMark],
    today: date,
    *,
    words: Callable[[date, date, int, str], str],
    rest: str = "",
    by_weight: bool = True,
) -> dict[str, Any]:
    """The chart's data: a bubble for each lane and month (quarter, year), in the colour of the sector that has most.

    words: what a bubble says of itself: first and last day, count, name of the lane. by_weight: the fullest lanes
    first, else as they come."""
    step = step_of([one.month for one in counts])
    names = {one.lane: one.lane_name for one in counts}
    weights: dict[str, int] = defaultdict(int)
    for one in counts:
        weights[one.lane] += one.count
    folded = fold_counted(weights, MOST_LANES)
    order = [lane for lane in (folded if by_weight else weights) if folded[lane] != REST]
    lanes = [*order, *_rest_of(folded)]
    rows = {lane: row for row, lane in enumerate(lanes)}
    found: dict[tuple[int, date], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for one in counts:
        found[(rows[folded[one.lane]], begin_of(one.month, step))][one.sector or 0] += one.count
    drawn = [draw_lane(Lane(lane, names.get(lane, ""), ""), row, 1, rest, lane) for row, lane in enumerate(lanes)]
    bubbles = [
        _bubble(
            lanes[row], row, first, step, by_sector, sectors, words, rest if lanes[row] == REST else names[lanes[row]]
        )
        for (row, first), by_sector in sorted(found.items())
    ]
    return {
        "mode": "bubbles",
        "lanes": drawn,
        "marks": [],
        "links": [],
        "slips": [],
        "bubbles": bubbles,
        "today": today.isoformat(),
        "rows": len(lanes),
        "count": sum(one.count for one in counts),
    }


def draw_strip(counts: dict[date, int], chosen: tuple[date | None, date | None]) -> Strip | None:
    """counts: entries by month; chosen: the days that the filter asks for. None where there is nothing to show."""
    if not counts:
        return None
    step = step_of(list(counts))
    begin, end = begin_of(min(counts), step), _following(begin_of(max(counts), step), step)
    summed: dict[date, int] = defaultdict(int)
    for month, count in counts.items():
        summed[begin_of(month, step)] += count
    most, whole = max(summed.values()), _months_between(begin, end)
    bars = []
    for first, count in sorted(summed.items()):
        last = end_of(first, step)
        inside = (chosen[0] is None or last >= chosen[0]) and (chosen[1] is None or first <= chosen[1])
        left, width = 1000 * _months_between(begin, first) / whole, 1000 * step / whole
        height = max(6.0, 100 * count / most)
        bars.append(Bar(first, last, count, round(left, 2), round(width, 2), round(height, 1), inside))
    return Strip(tuple(bars), begin, end_of(begin_of(max(counts), step), step), step, _year_marks(begin, end))


def step_of(months: Sequence[date]) -> int:
    """How many months go together so that what stands for them keeps apart."""
    span = _months_between(min(months), max(months)) + 1 if months else 1
    return next((step for step in STEPS if step not in MOST_STEPS or span <= step * MOST_STEPS[step]), STEPS[-1])


def begin_of(month: date, step: int) -> date:
    return month.replace(month=(month.month - 1) // step * step + 1, day=1)


def end_of(first: date, step: int) -> date:
    return date.fromordinal(_following(first, step).toordinal() - 1)


def _following(first: date, step: int) -> date:
    number = first.year * 12 + first.month - 1 + step
    return date(number // 12, number % 12 + 1, 1)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _rest_of(folded: dict[str, str]) -> list[str]:
    return [REST] if REST in folded.values() else []


def _year_marks(begin: date, end: date) -> tuple[tuple[int, float], ...]:
    """At most a dozen years to write below the strip."""
    whole = _months_between(begin, end)
    years = range(begin.year if begin.month == 1 else begin.year + 1, end.year + (end.month > 1))
    every = max(1, -(-len(years) // 12))
    places = [(year, round(100 * _months_between(begin, date(year, 1, 1)) / whole, 1)) for year in years]
    return tuple(place for place in places if place[0] % every == 0) or ((begin.year, 0.0),)


def _bubble(
    lane: str,
    row: int,
    first: date,
    step: int,
    by_sector: dict[int, int],
    sectors: dict[int, SectorMark],
    words: Callable[[date, date, int, str], str],
    name: str,
) -> dict[str, Any]:
    count, last = sum(by_sector.values()), end_of(first, step)
    main = sectors.get(max(by_sector, key=lambda pk: (by_sector[pk], -pk)))
    return {
        "lane": lane,
        "row": row,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "middle": (first + (last - first) / 2).isoformat(),
        "count": count,
        "hue": main.hue if main else GREY,
        "letter": plain(main.letter) if main else "",
        "hover": plain(words(first, last, count, name)),
    }
