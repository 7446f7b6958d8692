"""Several timelines on one axis: by the calendar, or with the first act of every initiative at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.db.models import Count

from tracker.forms.timeline_filter import TimelineFilter
from tracker.models import NO_DAY, Sector
from tracker.timeline.bubbles import draw_bubbles
from tracker.timeline.counts import count_months
from tracker.timeline.entries import Entry, Lane, MonthCount, Timeline
from tracker.timeline.figure import draw_marks
from tracker.timeline.page import Chart, Wording, narrow_to_zoom
from tracker.timeline.rows import mark_sector
from tracker.timeline.scope import Scope, find_places
from tracker.timeline.select import MARKS, select_entries

LEAST, MOST = 2, 4
ZERO = date(2000, 1, 1)  # the day that stands for "begun" on an aligned axis, which needs days of some calendar
SHOWN = 4  # entries in a cell of the table


@dataclass(frozen=True, slots=True)
class Cell:
    """entries: some of them, newest first."""

    count: int
    entries: tuple[Entry, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.entries)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. number: a year of the calendar, or how many years after the beginning (0: the first)."""

    number: int
    cells: tuple[tuple[Scope, Cell], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    chart: Chart
    lines: tuple[Line, ...]


def select_comparison(
    scopes: Sequence[Scope],
    wanted: TimelineFilter,
    aligned: bool,
    today: date,
    sectors: Sequence[Sector],
    wording: Wording,
) -> Comparison:
    """Chart and table of the same entries."""
    parts = {scope: select_entries(scope, wanted, today, sectors, limit=MARKS, begun=aligned) for scope in scopes}
    counts = {scope: _counts(scope, wanted, aligned, parts[scope], sectors) for scope in scopes}
    chart = _chart(scopes, parts, counts, aligned, today, sectors, wording)
    return Comparison(chart, tuple(_lines(scopes, parts, counts, aligned)))


def select_comparison_chart(
    scopes: Sequence[Scope],
    wanted: TimelineFilter,
    aligned: bool,
    today: date,
    sectors: Sequence[Sector],
    wording: Wording,
) -> Chart:
    """The chart of the days in view."""
    asked = wanted if aligned else narrow_to_zoom(wanted)
    ages = (_age_of(wanted.zoom[0]), _age_of(wanted.zoom[1])) if aligned and wanted.zoom else None
    parts = {
        scope: select_entries(scope, asked, today, sectors, limit=MARKS, ages=ages, begun=aligned) for scope in scopes
    }
    counts = {scope: _counts(scope, asked, aligned, parts[scope], sectors) for scope in scopes}
    if aligned and wanted.zoom:
        first, last = wanted.zoom
        counts = {scope: [one for one in rows if first <= one.month <= last] for scope, rows in counts.items()}
    return _chart(scopes, parts, counts, aligned, today, sectors, wording)


def _counts(
    scope: Scope, wanted: TimelineFilter, aligned: bool, part: Timeline, sectors: Sequence[Sector]
) -> list[MonthCount]:
    """By sector and month of the axis, all of one lane."""
    if not part.following:
        dated = [entry for entry in part.entries if entry.first and _shown_day(entry, aligned)]
        ids = {one.slug: one.pk for one in sectors}
        mains = [ids.get(entry.sectors[0].slug) if entry.sectors else None for entry in dated]
        months = [_month(entry, aligned) for entry in dated]
        return [MonthCount(scope.key, scope.name, *found, 1) for found in zip(months, mains, strict=True)]
    if not aligned:
        rows = count_months(scope, replace(wanted, lanes="sector", lane=""))
        first, last = (wanted.first or date.min).replace(day=1), wanted.last or date.max
        return [replace(one, lane=scope.key, lane_name=scope.name) for one in rows if first <= one.month <= last]
    places = find_places(scope, wanted).filter(day__gt=NO_DAY, row__age__isnull=False).order_by()
    counted = places.values_list("row__age", "sector_id").annotate(count=Count("pk"))
    return [MonthCount(scope.key, scope.name, _month_of(age), sector, n) for age, sector, n in counted]


def _chart(
    scopes: Sequence[Scope],
    parts: dict[Scope, Timeline],
    counts: dict[Scope, list[MonthCount]],
    aligned: bool,
    today: date,
    sectors: Sequence[Sector],
    wording: Wording,
) -> Chart:
    whole = not any(part.following for part in parts.values())
    lanes = [Lane(scope.key, scope.name, "") for scope in scopes]
    entries = [_placed(entry, scope, aligned) for scope in scopes for entry in parts[scope].entries]
    if whole and len(entries) <= MARKS:
        entries.sort(key=lambda one: (one.first or date.min, one.id), reverse=True)
        chart = draw_marks(
            [one for one in entries if one.first],
            lanes,
            today,
            date_words=wording.date_words,
            address=wording.address,
            by_weight=False,
        )
    else:
        rows = [one for scope in scopes for one in counts[scope]]
        marks = {one.pk: mark_sector(one) for one in sectors}
        words = partial(_age_words, wording) if aligned else wording.count_words
        chart = draw_bubbles(rows, marks, today, words=words, rest=wording.rest, by_weight=False)
    return {**chart, "aligned": aligned}


def _placed(entry: Entry, scope: Scope, aligned: bool) -> Entry:
    """The entry in the lane of its scope, on the days of the axis."""
    if not aligned or entry.first is None or entry.last is None:
        return replace(entry, lane=scope.key, first=None if aligned else entry.first)
    if entry.begun is None:
        return replace(entry, lane=scope.key, first=None)
    moved = ZERO - entry.begun
    return replace(entry, lane=scope.key, first=entry.first + moved, last=entry.last + moved)


def _shown_day(entry: Entry, aligned: bool) -> bool:
    return not aligned or entry.begun is not None


def _month(entry: Entry, aligned: bool) -> date:
    if aligned:
        return _month_of(entry.age or 0)
    assert entry.middle is not None
    return entry.middle.replace(day=1)


def _age_words(wording: Wording, first: date, last: date, count: int, lane: str) -> str:
    return wording.age_words(_age_of(first), _age_of(last), count, lane)


def _age_of(day: date) -> int:
    return (day.year - ZERO.year) * 12 + day.month - ZERO.month


def _month_of(age: int) -> date:
    number = ZERO.year * 12 + age
    return date(number // 12, number % 12 + 1, 1)


def _lines(
    scopes: Sequence[Scope], parts: dict[Scope, Timeline], counts: dict[Scope, list[MonthCount]], aligned: bool
) -> list[Line]:
    """By year, newest first; aligned, from the beginning on."""
    origin = ZERO.year if aligned else 0
    summed: dict[tuple[int, Scope], int] = {}
    listed: dict[tuple[int, Scope], list[Entry]] = {}
    for scope in scopes:
        for one in counts[scope]:
            key = one.month.year - origin, scope
            summed[key] = summed.get(key, 0) + one.count
        for entry in parts[scope].entries:
            if entry.first and _shown_day(entry, aligned):
                listed.setdefault((_month(entry, aligned).year - origin, scope), []).append(entry)
    years = sorted({year for year, _scope in summed}, reverse=not aligned)
    return [
        Line(
            year,
            tuple(
                (scope, Cell(summed.get((year, scope), 0), tuple(listed.get((year, scope), [])[:SHOWN])))
                for scope in scopes
            ),
        )
        for year in years
    ]
