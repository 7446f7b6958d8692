"""What a page with a timeline shows of it, in as few queries as there can be: the list, the chart, the strip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.forms.timeline_filter import TimelineFilter
from tracker.models import Sector
from tracker.timeline.bubbles import Strip, draw_bubbles, draw_strip
from tracker.timeline.counts import count_months
from tracker.timeline.entries import Entry, MonthCount, Timeline
from tracker.timeline.figure import draw_marks
from tracker.timeline.rows import mark_sector
from tracker.timeline.scope import Scope
from tracker.timeline.select import MARKS, select_entries

Chart = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """What the figures say, in the reader's language; address: where the evidence of an entry is."""

    date_words: Callable[[str], str]
    address: Callable[[Entry], str]
    count_words: Callable[[date, date, int, str], str]
    age_words: Callable[[int, int, int, str], str]  # the same in months after the beginning
    rest: str


@dataclass(frozen=True, slots=True)
class View:
    """chart: of the whole filter, whatever is zoomed in on; strip: None where nothing has a date."""

    timeline: Timeline
    chart: Chart
    strip: Strip | None


def select_view(scope: Scope, wanted: TimelineFilter, today: date, sectors: Sequence[Sector], wording: Wording) -> View:
    """A whole page: one query where there are few entries, two where there are many or a period is set."""
    part = select_entries(scope, wanted, today, sectors, limit=max(MARKS, wanted.rows))
    whole = not part.following and wanted.after is None and len(part.entries) <= MARKS
    asks_period = wanted.first is not None or wanted.last is not None
    months = count_months(scope, wanted) if asks_period or not whole else []
    if whole:
        chart = _marks(part, today, wording)
    elif wanted.after is not None:
        chart = select_chart(scope, replace(wanted, zoom=None), today, sectors, wording)
    else:
        chart = _bubbles(_inside(months, wanted), sectors, today, wording)
    counts = _sum(months) if months or asks_period else _count(part.entries)
    return View(_cut(part, wanted.rows), chart, draw_strip(counts, (wanted.first, wanted.last)))


def select_list(scope: Scope, wanted: TimelineFilter, today: date, sectors: Sequence[Sector]) -> Timeline:
    """A further part of the list alone."""
    return select_entries(scope, wanted, today, sectors)


def select_chart(
    scope: Scope, wanted: TimelineFilter, today: date, sectors: Sequence[Sector], wording: Wording
) -> Chart:
    """The chart of the days that are zoomed in on: marks where they are few enough, else counts."""
    asked = narrow_to_zoom(wanted)
    part = select_entries(scope, replace(asked, after=None), today, sectors, limit=MARKS)
    if not part.following:
        return _marks(part, today, wording)
    return _bubbles(_inside(count_months(scope, asked), asked), sectors, today, wording)


def narrow_to_zoom(wanted: TimelineFilter) -> TimelineFilter:
    """The filter with its days cut to those in view."""
    if wanted.zoom is None:
        return wanted
    first, last = wanted.zoom
    return replace(
        wanted,
        first=max(first, wanted.first) if wanted.first else first,
        last=min(last, wanted.last) if wanted.last else last,
    )


def _marks(part: Timeline, today: date, wording: Wording) -> Chart:
    return draw_marks(
        part.entries, part.lanes, today, date_words=wording.date_words, address=wording.address, rest=wording.rest
    )


def _bubbles(months: Sequence[MonthCount], sectors: Sequence[Sector], today: date, wording: Wording) -> Chart:
    marks = {one.pk: mark_sector(one) for one in sectors}
    return draw_bubbles(months, marks, today, words=wording.count_words, rest=wording.rest)


def _inside(months: Sequence[MonthCount], wanted: TimelineFilter) -> list[MonthCount]:
    first = wanted.first.replace(day=1) if wanted.first else date.min
    return [one for one in months if first <= one.month <= (wanted.last or date.max)]


def _sum(months: Sequence[MonthCount]) -> dict[date, int]:
    counts: dict[date, int] = {}
    for one in months:
        counts[one.month] = counts.get(one.month, 0) + one.count
    return counts


def _count(entries: Sequence[Entry]) -> dict[date, int]:
    counts: dict[date, int] = {}
    for entry in entries:
        if entry.middle:
            month = entry.middle.replace(day=1)
            counts[month] = counts.get(month, 0) + 1
    return counts


def _cut(part: Timeline, rows: int) -> Timeline:
    """The list is shorter than what the chart needs."""
    if len(part.entries) <= rows:
        return part
    return replace(part, entries=part.entries[:rows], following=part.entries[rows - 1].cursor)
