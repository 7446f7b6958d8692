"""Rows of the database as the entries of the ledger, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, prefetch_related_objects

from tracker.forms.promise_filter import LAST_PAGE, LATE, PromiseFilter
from tracker.models import Evidence, Initiative, Milestone, Participation, Promise, PromiseState, Review
from tracker.models.promise import PromiseQuerySet
from tracker.promises.entries import Chain, PromiseEntry
from tracker.promises.rows import make_entry, make_statements

PER_PAGE = 50
FEW = 10
SETTLED = (PromiseState.FULFILLED, PromiseState.SUPERSEDED, PromiseState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Section:
    """The promises of one state; state is "" where the reader chose several. more: there are others."""

    state: str
    entries: tuple[PromiseEntry, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """The sections that hold something."""

    sections: tuple[Section, ...]
    following: bool  # there is a next page of the first section

    @property
    def empty(self) -> bool:
        return not any(section.entries for section in self.sections)


def select_ledger(wanted: PromiseFilter, today: date) -> Ledger:
    """What is due first, then what comes next and what came true last; or, where states were chosen, those."""
    found = narrow_promises(replace(wanted, states=()), today)
    oldest = wanted.sort == "oldest"
    if wanted.states:
        chosen = found.in_states(wanted.states, today)
        first = oldest or wanted.states == (PromiseState.OPEN,)
        parts = [(wanted.states[0] if len(wanted.states) == 1 else "", _ordered(chosen, first), PER_PAGE)]
    else:
        parts = [(PromiseState.DUE.value, _ordered(found.due(today), oldest), PER_PAGE)]
        if wanted.page == 1:
            parts += [
                (state.value, _ordered(found.in_states((state,), today), state == PromiseState.OPEN), FEW)
                for state in (PromiseState.OPEN, PromiseState.FULFILLED)
            ]
    start = (wanted.page - 1) * PER_PAGE
    rows = [(state, list(part[start : start + size + 1]), size) for state, part, size in parts]
    entries = _entries([row for _, some, size in rows for row in some[:size]], today)
    sections = [
        Section(state, tuple(entries[row.pk] for row in some[:size]), len(some) > size) for state, some, size in rows
    ]
    return Ledger(
        tuple(section for section in sections if section.entries),
        following=sections[0].more and wanted.page < LAST_PAGE,
    )


def narrow_promises(wanted: PromiseFilter, today: date) -> PromiseQuerySet:
    """The promises that the filter lets through."""
    found: PromiseQuerySet = Promise.objects.all()
    if wanted.group:
        found = found.of_group(wanted.group)
    if wanted.sectors:
        found = found.in_sector(*wanted.sectors)
    if wanted.year:
        found = found.filter(due_on__gte=date(wanted.year, 1, 1), due_on__lte=date(wanted.year, 12, 31))
    if wanted.late:
        found = found.filter(_late(timedelta(days=LATE[wanted.late]), today))
    if wanted.text:
        found = found.filter(initiative__in=Initiative.objects.matching(wanted.text))
    return found.in_states(wanted.states, today) if wanted.states else found


def due_rows(today: date) -> QuerySet[Promise]:
    """What fell due with no evidence found, latest first."""
    return Promise.objects.due(today).order_by("-due_on", "-id")


def due_soon_rows(today: date, days: int) -> QuerySet[Promise]:
    """What falls due within so many days, nearest first."""
    return Promise.objects.due_between(today, today + timedelta(days=days)).order_by("due_on", "id")


def make_chains(milestones: Iterable[Milestone], initiative: Initiative, today: date) -> list[Chain]:
    """The promises of one initiative: each that no other took the place of, with those whose place it took. Asks the
    database nothing: milestones come `with_promises`, the initiative with its sectors and participations."""
    rows = [promise for one in milestones if (promise := getattr(one, "promise", None)) is not None]
    rows.sort(key=lambda row: (row.due_on, row.pk))
    for row in rows:
        row.initiative = initiative
    before = _predecessors(rows)
    entries = {row.pk: make_entry(row, [one.date_value for one in before[row.pk]], today) for row in rows}
    chains = []
    for row in rows:
        if row.superseded_by_id is None:
            parts = [*before[row.pk], row]
            stated = sorted((s for part in parts for s in make_statements(part)), key=lambda s: (s.day, s.due_on))
            chains.append(Chain(entries[row.pk], tuple(stated)))
    return chains


def with_promises(milestones: QuerySet[Milestone]) -> QuerySet[Milestone]:
    """Milestones with what became of those that are promises, and with their sentences, oldest first."""
    became = ("promise", "promise__fulfilled_by", "promise__withdrawn_by", "promise__superseded_by")
    return milestones.select_related(*became).prefetch_related(Prefetch("evidence", _sentences()))


def _sentences() -> QuerySet[Evidence]:
    texts = ("body", "paragraphs", "search_text")
    evidence = Evidence.objects.with_article().defer(*(f"report__article__{name}" for name in texts))
    return evidence.order_by("report__article__published_at", "start")


def _ordered(found: QuerySet[Promise], nearest_first: bool) -> QuerySet[Promise]:
    became = ("initiative", "milestone", "fulfilled_by", "withdrawn_by", "superseded_by")
    found = found.select_related(*became)
    return found.order_by("due_on", "id") if nearest_first else found.order_by("-due_on", "-id")


def count_states(wanted: PromiseFilter, today: date) -> dict[str, int]:
    """Promises by state, whatever states were asked for; late: those of the fulfilled that were late."""
    found = narrow_promises(replace(wanted, states=()), today)
    counted: dict[str, int] = found.order_by().aggregate(**tallies(today))
    return counted


def tallies(today: date, prefix: str = "") -> dict[str, Count]:
    """The counts of promises by state, as annotations; prefix: the way from the rows to their promises."""

    def count(**where: Any) -> Count:
        conditions = {f"{prefix}{name}": value for name, value in where.items()}
        return Count(f"{prefix}id", filter=Q(**conditions), distinct=bool(prefix))

    settled = {state.value: count(state=state) for state in SETTLED}
    return {
        "due": count(state=PromiseState.OPEN, due_on__lt=today),
        "open": count(state=PromiseState.OPEN, due_on__gte=today),
        **settled,
        "late": count(state=PromiseState.FULFILLED, late_days__gt=0),
    }


def _late(span: timedelta, today: date) -> Q:
    """Due for so long, fulfilled so late, or put off by so much."""
    overdue = Q(state=PromiseState.OPEN, due_on__lte=today - span)
    fulfilled = Q(state=PromiseState.FULFILLED, late_days__gte=span.days)
    return overdue | fulfilled | Q(state=PromiseState.SUPERSEDED, superseded_by__due_on__gte=F("due_on") + span)


def _entries(rows: Sequence[Promise], today: date) -> dict[int, PromiseEntry]:
    """{promise id: entry}, in the order of the rows."""
    _fetch_parts(rows)
    before = _predecessors(_family(rows))
    return {row.pk: make_entry(row, [one.date_value for one in before[row.pk]], today) for row in rows}


def _fetch_parts(rows: Sequence[Promise]) -> None:
    standing = Participation.objects.exclude(review=Review.REJECTED).select_related("organization")
    prefetch_related_objects(
        rows,
        "initiative__sectors",
        Prefetch("initiative__participations", standing.order_by("role", "id")),
        "initiative__participations__organization__names",
        Prefetch("milestone__evidence", _sentences()),
    )


def _family(rows: Sequence[Promise]) -> Iterable[Promise]:
    """Promises of the same initiatives that others took the place of."""
    ids = {row.initiative_id for row in rows}
    return Promise.objects.filter(initiative__in=ids, superseded_by__isnull=False) if ids else []


def _predecessors(rows: Iterable[Promise]) -> dict[int, list[Promise]]:
    """{promise id: those whose place it took, directly or by way of others, first due first}"""
    direct: dict[int, list[Promise]] = defaultdict(list)
    for row in rows:
        if row.superseded_by_id is not None:
            direct[row.superseded_by_id].append(row)
    found: dict[int, list[Promise]] = defaultdict(list)
    for pk, nearest in direct.items():
        waiting, seen = list(nearest), set[int]()
        while waiting:
            row = waiting.pop()
            if row.pk not in seen:
                seen.add(row.pk)
                found[pk].append(row)
                waiting += direct.get(row.pk, [])
        found[pk].sort(key=lambda row: (row.due_on, row.pk))
    return found
