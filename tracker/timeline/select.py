"""The entries that a page or a file asks for, each part in one query, whatever the size of the whole.

- `select_entries`: a part of the list, and from where the next part goes on.
- `iterate_entries`: every entry of the same filtered view in the same order, for exports and feeds.

What is counted of them: `counts.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from tracker.forms.timeline_filter import TimelineFilter
from tracker.models import Sector, TimelinePlace
from tracker.timeline.entries import Entry, Timeline
from tracker.timeline.rows import Reader, columns_of
from tracker.timeline.scope import Scope, find_places

MARKS = 150  # more of them in view are counted by month
AT_ONCE = 500


def select_entries(
    scope: Scope,
    wanted: TimelineFilter,
    today: date,
    sectors: Sequence[Sector],
    *,
    limit: int | None = None,
    ages: tuple[int, int] | None = None,
    begun: bool = False,
) -> Timeline:
    """The entries of the filter from `wanted.after` on, `limit` (else `wanted.rows`) of them. ages: only those so many
    months after the beginning of their initiative; begun: with its day."""
    size = limit if limit is not None else wanted.rows
    places = _after(find_places(scope, wanted), wanted.after)
    if ages is not None:
        places = places.filter(row__age__gte=ages[0], row__age__lte=ages[1])
    found = list(columns_of(places, begun=begun)[: size + 1])
    reader = Reader(scope, wanted, today, sectors)
    entries = tuple(reader.read(found[:size]))
    return Timeline(entries, reader.lanes, entries[-1].cursor if len(found) > size and entries else "")


def iterate_entries(
    wanted: TimelineFilter, scope: Scope, today: date, sectors: Sequence[Sector] | None = None
) -> Iterator[Entry]:
    """Every entry that the filter lets through, newest first, as the list of the page shows them; some hundreds a
    query, each of which goes on where the last one ended."""
    known = sectors if sectors is not None else list(Sector.objects.all())
    part = replace(wanted, after=None)
    while True:
        found = select_entries(scope, part, today, known, limit=AT_ONCE)
        yield from found.entries
        if not found.following:
            return
        day, _, row = found.following.partition("_")
        part = replace(part, after=(date.fromisoformat(day), int(row)))


def _after(places: QuerySet[TimelinePlace], cursor: tuple[date, int] | None) -> QuerySet[TimelinePlace]:
    if cursor is None:
        return places
    day, row = cursor
    # The first condition alone leads the index to the place.
    return places.filter(day__lte=day).filter(Q(day__lt=day) | Q(row__lt=row))
