"""Rows of the history beside the rows before them: which fields of which fact changed, when, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet

from tracker.models import Initiative, Milestone, Participation, Sector

READ = 2000  # rows of one kind that a question about the whole ledger looks at
# What is told of a change; other columns follow from these.
FIELDS: dict[str, tuple[str, ...]] = {
    "initiative": ("title", "status", "sectors", "locations", "amount_krw", "review", "withdrawn"),
    "participation": ("organization", "role", "group", "review"),
    "milestone": ("kind", "date_value", "modality", "review"),
}
SECTORS = "historicalinitiative_sectors_set"  # those of one moment, as simple-history calls them


@dataclass(frozen=True, slots=True)
class Edit:
    """One row of the history. of: initiative, participation or milestone; fields: those that differ from `before`;
    none where the row is new or deleted."""

    of: str
    record: Any
    before: Any | None
    fields: tuple[str, ...]

    @property
    def when(self) -> datetime:
        when: datetime = self.record.history_date
        return when

    @property
    def user(self) -> User | None:
        user: User | None = self.record.history_user
        return user

    @property
    def sign(self) -> str:
        """+, ~ or -. The first record of an initiative is written when its facts are known, as a change."""
        return "+" if self.before is None and self.record.history_type == "~" else str(self.record.history_type)


def history_of_initiatives() -> QuerySet[Any]:
    """With the sectors of each moment."""
    rows: QuerySet[Any] = Initiative.history.select_related("history_user").prefetch_related(f"{SECTORS}__sector")
    return rows.order_by("-history_date", "-history_id")


def history_of_participations() -> QuerySet[Any]:
    rows: QuerySet[Any] = Participation.history.select_related("history_user", "organization", "group")
    return rows.order_by("-history_date", "-history_id")


def history_of_milestones() -> QuerySet[Any]:
    rows: QuerySet[Any] = Milestone.history.select_related("history_user")
    return rows.order_by("-history_date", "-history_id")


def pair_up(of: str, records: Sequence[Any], older: Iterable[Any] = ()) -> list[Edit]:
    """The records, newest first, as edits that changed something. older: rows before them, of which each record's
    predecessor is taken where it is not among the records itself."""
    latest: dict[int, Any] = {}
    for row in sorted(older, key=_order):
        latest[row.id] = row
    found = []
    for row in sorted(records, key=_order):
        before = latest.get(row.id)
        latest[row.id] = row
        fields = _differing(of, row, before) if row.history_type == "~" and before is not None else ()
        if fields or row.history_type in "+-" or (before is None and of == "initiative"):
            found.append(Edit(of, row, before, fields))
    return found[::-1]


def _order(row: Any) -> tuple[datetime, int]:
    return (row.history_date, row.history_id)


def _differing(of: str, row: Any, before: Any) -> tuple[str, ...]:
    return tuple(name for name in FIELDS[of] if field_value(row, name) != field_value(before, name))


def field_value(row: Any, name: str) -> Any:
    """The value of a field in a row of the history: of a relation the id, of sectors their names."""
    if name == "sectors":
        return tuple(one.slug for one in sectors_then(row))
    if name in ("organization", "group"):
        return getattr(row, f"{name}_id")
    return getattr(row, name)


def sectors_then(row: Any) -> list[Sector]:
    """The sectors of an initiative at the moment of a row of its history."""
    return sorted((link.sector for link in getattr(row, SECTORS).all()), key=lambda one: one.position)
