"""What has changed in the whole ledger since a moment: new initiatives and milestones, steps taken, what became of
promises, new partnerships, corrections. Every question is bounded by the rows of the history that fall into the time
asked for, and by READ of them: a year of a large ledger is answered from its newest changes, and says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
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
CORRECTED = 300  # facts that people changed
SETTLED = (PromiseState.FULFILLED, PromiseState.SUPERSEDED, PromiseState.WITHDRAWN)
ORDER = (*SETTLED, PromiseState.DUE)


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
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Became:
    """A promise that has fallen due, come true, moved or been withdrawn. by: what settled it."""

    promise: Promise
    state: PromiseState
    by: Milestone | Promise | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """What an editor changed in the facts of an initiative."""

    edit: Edit
    initiative: Initiative


# How many there are, and the first so many of them: rows are fetched for what is shown alone.
Part = tuple[int, Callable[[int], Sequence[Any]]]


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
    makers: dict[str, Callable[[], Part]] = {
        "initiatives": window.new_initiatives,
        "steps": window.steps,
        "milestones": lambda: _milestones(window),
        "promises": lambda: _promises(window, today),
        "partnerships": lambda: find_new_partnerships(moment),
        "corrections": lambda: _corrections(moment),
    }
    sections = []
    for name in (only,) if only else PARTS:
        count, take = makers[name]()
        if count:
            sections.append(Section(name, tuple(take(ALL if only else SHOWN)), count))
    return News(tuple(sections), window.cut)


class _Window:
    """What was written about initiatives and milestones since a moment, each read once."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        before = Initiative.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
        held = before.order_by("-history_id").values("status")[:1]
        rows = Initiative.history.filter(history_date__gt=moment).order_by("-history_date", "-history_id")
        records = rows.annotate(held=Subquery(held)).values_list("id", "status", "held")
        self.records = list(records[: READ + 1])
        written = Milestone.history.filter(history_type="+", history_date__gt=moment).order_by("-history_date")
        self.milestones: dict[int, datetime] = dict(written.values_list("id", "history_date")[:READ])
        self.cut = len(self.records) > READ or len(self.milestones) == READ
        touched = Initiative.objects.visible().filter(pk__in={pk for pk, *_rest in self.records})
        made = dict(touched.order_by("-last_reported", "-pk").values_list("pk", "created_at"))
        self.fresh = [pk for pk, created_at in made.items() if created_at > moment]
        self.known = made.keys() - set(self.fresh)

    def new_initiatives(self) -> Part:
        """Those that are in the ledger only since then, reported last first."""
        return len(self.fresh), lambda limit: _fetch(Initiative.objects.prefetch_related("sectors"), self.fresh[:limit])

    def steps(self) -> Part:
        """From which status to which each initiative has come that was there before."""
        way: dict[int, tuple[str, str]] = {}
        for pk, after, held in self.records:
            if pk in self.known and held not in (None, after):
                way[pk] = (held, way[pk][1] if pk in way else after)
        taken = [pk for pk, (before, after) in way.items() if before != after]
        return len(taken), lambda limit: [
            Taken(one, *way[one.pk]) for one in _fetch(Initiative.objects.all(), taken[:limit])
        ]


def _fetch(rows: QuerySet[Any], keys: Sequence[int]) -> list[Any]:
    """The rows of these keys, in their order."""
    found = rows.in_bulk(keys)
    return [found[pk] for pk in keys if pk in found]


def _milestones(window: _Window) -> Part:
    """Those read of initiatives that were there before; what happened first, the latest date first."""
    rows = Milestone.objects.visible().filter(pk__in=window.milestones).exclude(initiative__in=window.fresh)
    order = (Modality.HAPPENED, Modality.PLANNED, Modality.POSSIBLE)
    found = sorted(
        rows.order_by().values_list("modality", "date_from", "pk"),
        key=lambda one: (order.index(Modality(one[0])), -(one[1].toordinal() if one[1] else 0), -one[2]),
    )
    keys = [pk for _modality, _date, pk in found]
    return len(keys), lambda limit: _fetch(Milestone.objects.select_related("initiative"), keys[:limit])


def _promises(window: _Window, today: date) -> Part:
    """What was settled by milestones read since then, and what has fallen due meanwhile."""
    ids = list(window.milestones)
    later = list(Promise.objects.filter(milestone__in=ids).values_list("pk", flat=True))
    # Each of them a column with an index of its own, so that no ledger is read through for them.
    by = Q(fulfilled_by__in=ids) | Q(withdrawn_by__in=ids) | Q(superseded_by__in=later)
    related = ("initiative", "fulfilled_by", "superseded_by", "withdrawn_by")
    settled = Promise.objects.filter(by, state__in=SETTLED).exclude(initiative__in=window.fresh)
    became = [_became(row) for row in settled.select_related(*related).order_by("-due_on", "-pk")[:ALL]]
    began = timezone.localdate(window.moment)
    due = Promise.objects.due_between(began, today - timedelta(days=1)).select_related("initiative")
    fallen = [Became(row, PromiseState.DUE, None) for row in due.order_by("-due_on", "-pk")[:ALL]]
    became = sorted([*became, *fallen], key=lambda one: ORDER.index(one.state))
    count = len(became) if len(fallen) < ALL else len(became) - ALL + due.count()
    return count, lambda limit: became[:limit]


def _became(row: Promise) -> Became:
    return Became(row, PromiseState(row.state), row.fulfilled_by or row.superseded_by or row.withdrawn_by)


def _corrections(moment: datetime) -> Part:
    """What people changed of facts that were there, newest first."""
    kinds: list[tuple[str, Any, Any, str]] = [
        ("initiative", Initiative, history_of_initiatives, "id"),
        ("participation", Participation, history_of_participations, "initiative_id"),
        ("milestone", Milestone, history_of_milestones, "initiative_id"),
    ]
    edits: list[tuple[Edit, int]] = []
    for of, model, rows, home in kinds:
        signed = model.history.filter(history_user__isnull=False, history_date__gt=moment)
        newest = signed.order_by("-history_date").values("id")[:CORRECTED]
        paired = pair_up(of, list(rows().filter(id__in=newest)[:READ]))
        ours = [edit for edit in paired if edit.user is not None and edit.when > moment]
        edits += [(edit, getattr(edit.record, home)) for edit in ours]
    edits.sort(key=lambda one: one[0].when, reverse=True)
    found = Initiative.objects.visible().in_bulk({pk for _edit, pk in edits}) if edits else {}
    corrected = [Corrected(edit, found[pk]) for edit, pk in edits if pk in found]
    return len(corrected), lambda limit: corrected[:limit]
