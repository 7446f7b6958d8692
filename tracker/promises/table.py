"""The ledger as a table: groups, sectors or years against what became of their promises."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F
from django.db.models.functions import ExtractYear

from tracker.forms.promise_filter import PromiseFilter
from tracker.models import Group, Participation, PromiseState, Review, Sector
from tracker.promises.select import narrow_promises, tallies

ROWS = 60
COLUMNS = tuple(state.value for state in PromiseState)


@dataclass(frozen=True, slots=True)
class Row:
    """value: of the filter that leads to it; cells: (state, promises); late: those of the fulfilled that were late."""

    value: str
    name: str
    cells: tuple[tuple[str, int], ...]
    late: int
    total: int


def tabulate(wanted: PromiseFilter, today: date) -> list[Row]:
    """Rows by `wanted.by`: groups and sectors with most promises first, years with the latest first. A promise of two
    groups counts for both."""
    found = narrow_promises(replace(wanted, states=()), today).order_by()
    if wanted.by == "group":
        return _of_groups(found, wanted, today)
    if wanted.by == "sector":
        counted = found.values(key=F("initiative__sectors")).annotate(**tallies(today))
        sectors = Sector.objects.in_bulk()
        rows = [(sectors[row["key"]], row) for row in counted if row["key"] in sectors]
        return _by_size([_row(sector.slug, sector.display_name, row) for sector, row in rows])
    counted = found.annotate(key=ExtractYear("due_on")).values("key").annotate(**tallies(today))
    years = [_row(str(row["key"]), str(row["key"]), row) for row in counted]
    return sorted(years, key=lambda row: row.value, reverse=True)[:ROWS]


def _of_groups(found: Any, wanted: PromiseFilter, today: date) -> list[Row]:
    """Counted from the side of those who take part: each of them once for a promise."""
    taking_part = Participation.objects.exclude(review=Review.REJECTED).filter(group__isnull=False)
    if wanted.group:
        taking_part = taking_part.filter(group=wanted.group)
    rows = taking_part.filter(initiative__promises__in=found).order_by()
    counted = rows.values("group").annotate(**tallies(today, "initiative__promises__"))
    groups = Group.objects.in_bulk([row["group"] for row in counted])
    return _by_size([_row(groups[row["group"]].slug, groups[row["group"]].display_name, row) for row in counted])


def _row(value: str, name: str, counted: Any) -> Row:
    cells = tuple((state, counted[state]) for state in COLUMNS)
    return Row(value, name, cells, counted["late"], sum(count for _state, count in cells))


def _by_size(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.total, row.name))[:ROWS]
