"""What has changed in the whole ledger since a moment: new initiatives and milestones, steps taken, what became of
promises, new partnerships, corrections. Every question is bounded by the rows of the history that fall into the time
asked for, and by READ of them: a year of a large ledger is answered from its newest changes, and says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from tracker.changes.edits import (
    READ,
    Edit,
    history_of_initiatives,
    history_of_milestones,
    history_of_participations,
    pair_up,
)
from tracker.changes.meetings import find_new_partnerships
from tracker.models import (
    Initiative,
    Milestone,
    Modality,
    Participation,
    Promise,
    PromiseState,
)

SHOWN = 6
ALL = 100
PARTS = ("initiatives", "steps", "milestones", "promises", "partnerships", "corrections")
SETTLED = (PromiseState.FULFILLED, PromiseState.SUPERSEDED, PromiseState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of news. name: of PARTS; rows: as the kind has them, newest first; count: of all that were found."""

    name: str
    rows: tuple[Any, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Taken:
    """An initiative that has taken a step, or gone back one. before, after: words of Status."""

    initiative: Initiative
    when: datetime
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Became:
    """A promise that has fallen due, come true, moved or been withdrawn. by: what settled it."""

    promise: Promise
    state: PromiseState
    by: Milestone | Promise | None
    when: date


@dataclass(frozen=True, slots=True)
class Corrected:
    """What an editor changed in the facts of an initiative."""

    edit: Edit
    initiative: Initiative


@dataclass(frozen=True, slots=True)
class News:
    """sections: those that hold something. cut: the time asked for holds more changes than were read."""

    sections: tuple[Section, ...]
    cut: bool

    @property
    def empty(self) -> bool:
        return not self.sections


def news_since(moment: datetime, today: date, only: str = "") -> News:
    """only: the name of one part, of which more is then shown."""
    window = _Window(moment)
    makers: dict[str, Callable[[], Sequence[Any]]] = {
        "initiatives": window.new_initiatives,
        "steps": window.steps,
        "milestones": lambda: _milestones(window),
        "promises": lambda: _promises(window, today),
        "partnerships": lambda: find_new_partnerships(moment),
        "corrections": lambda: _corrections(moment),
    }
    sections = []
    for name in (only,) if only else PARTS:
        rows = makers[name]()
        if rows:
            sections.append(Section(name, tuple(rows[: ALL if only else SHOWN]), len(rows)))
    return News(tuple(sections), window.cut)


class _Window:
    """What was written about initiatives and milestones since a moment, each read once."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        before = Initiative.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
        held = before.order_by("-history_id").values("status")[:1]
        rows = Initiative.history.filter(history_date__gt=moment).order_by("-history_date", "-history_id")
        records = rows.annotate(held=Subquery(held)).values_list("id", "history_date", "status", "held")
        self.records = list(records[: READ + 1])
        written = Milestone.history.filter(history_type="+", history_date__gt=moment).order_by("-history_date")
        self.milestones: dict[int, datetime] = dict(written.values_list("id", "history_date")[:READ])
        self.cut = len(self.records) > READ or len(self.milestones) == READ
        touched = Initiative.objects.visible().filter(pk__in={pk for pk, *_rest in self.records})
        self.initiatives = {one.pk: one for one in touched.prefetch_related("sectors")}
        self.fresh = {pk for pk, one in self.initiatives.items() if one.created_at > moment}

    def new_initiatives(self) -> list[Initiative]:
        """Those that are in the ledger only since then."""
        found = [self.initiatives[pk] for pk in self.fresh]
        return sorted(found, key=lambda one: (one.last_reported or date.min, one.pk), reverse=True)

    def steps(self) -> list[Taken]:
        """From which status to which each initiative has come that was there before."""
        taken: dict[int, Taken] = {}
        for pk, when, after, held in self.records:
            if held is None or held == after or pk in self.fresh or pk not in self.initiatives:
                continue
            last = taken.get(pk)
            if last is None:
                taken[pk] = Taken(self.initiatives[pk], when, held, after)
            else:  # an earlier step: the way began there
                taken[pk] = Taken(last.initiative, last.when, held, last.after)
        return [one for one in taken.values() if one.before != one.after]


def _milestones(window: _Window) -> list[Milestone]:
    """Those read of initiatives that were there before; what happened first, the latest date first."""
    rows = Milestone.objects.visible().filter(pk__in=window.milestones).exclude(initiative__in=window.fresh)
    found = rows.select_related("initiative", "promise")
    order = (Modality.HAPPENED, Modality.PLANNED, Modality.POSSIBLE)
    return sorted(found, key=lambda one: (order.index(Modality(one.modality)), -_ordinal(one.date_from), -one.pk))


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _promises(window: _Window, today: date) -> list[Became]:
    """What was settled by milestones read since then, and what has fallen due meanwhile."""
    ids = list(window.milestones)
    by = Q(fulfilled_by__in=ids) | Q(withdrawn_by__in=ids) | Q(superseded_by__milestone__in=ids)
    related = ("initiative", "fulfilled_by", "superseded_by", "withdrawn_by")
    settled = Promise.objects.filter(by, state__in=SETTLED).exclude(initiative__in=window.fresh)
    became = [_became(row, window) for row in settled.select_related(*related)[:READ]]
    begun = timezone.localdate(window.moment)
    due = Promise.objects.due_between(begun, today - timedelta(days=1)).select_related("initiative")
    became += [Became(row, PromiseState.DUE, None, row.due_on) for row in due.order_by("-due_on", "-pk")[:READ]]
    order = (PromiseState.FULFILLED, PromiseState.SUPERSEDED, PromiseState.WITHDRAWN, PromiseState.DUE)
    return sorted(became, key=lambda one: (order.index(one.state), -one.when.toordinal(), -one.promise.pk))


def _became(row: Promise, window: _Window) -> Became:
    by: Milestone | Promise | None = row.fulfilled_by or row.superseded_by or row.withdrawn_by
    key = by.milestone_id if isinstance(by, Promise) else by.pk if by else 0
    return Became(row, PromiseState(row.state), by, timezone.localdate(window.milestones.get(key, window.moment)))


def _corrections(moment: datetime) -> list[Corrected]:
    """What people changed of facts that were there, newest first."""
    kinds: list[tuple[str, Any, Any, str]] = [
        ("initiative", Initiative, history_of_initiatives, "id"),
        ("participation", Participation, history_of_participations, "initiative_id"),
        ("milestone", Milestone, history_of_milestones, "initiative_id"),
    ]
    edits: list[tuple[Edit, int]] = []
    for of, model, rows, home in kinds:
        signed = model.history.filter(history_user__isnull=False, history_date__gt=moment)
        newest = signed.order_by("-history_date").values("id")[:READ]
        paired = pair_up(of, list(rows().filter(id__in=newest)[: 2 * READ]))
        ours = [edit for edit in paired if edit.user is not None and edit.when > moment]
        edits += [(edit, getattr(edit.record, home)) for edit in ours]
    found = Initiative.objects.visible().in_bulk({pk for _edit, pk in edits}) if edits else {}
    edits.sort(key=lambda one: one[0].when, reverse=True)
    return [Corrected(edit, found[pk]) for edit, pk in edits if pk in found]
