"""Everything that has happened to the record of one initiative, newest first, a bounded page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.changes.edits import (
    Edit,
    history_of_initiatives,
    history_of_milestones,
    history_of_participations,
    pair_up,
)
from tracker.models import Initiative, Judgement, Milestone, Promise, PromiseState, Report

PER_PAGE = 50
READ = 300  # rows of each kind that one page looks at
TOGETHER = timedelta(seconds=20)  # edits of one hand within this are one event


@dataclass(frozen=True, slots=True)
class Event:
    """kind: report, edit, judgement, withdrawal, joined or promise; what: the rows that the kind has. user: None where
    no person did it."""

    when: datetime
    kind: str
    user: User | None
    what: Any


@dataclass(frozen=True, slots=True)
class Log:
    """older: the moment before which the next page begins, None on the last."""

    events: tuple[Event, ...]
    older: datetime | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A promise that reached a state. by: what settled it."""

    promise: Promise
    state: PromiseState
    by: Milestone | Promise | None


def read_log(initiative: Initiative, before: datetime | None, limit: int = PER_PAGE) -> Log:
    """The latest events, or those before a moment; in a fixed number of queries."""
    parts: list[tuple[list[Event], datetime | None]] = [
        _reports(initiative, before),
        _edits(initiative, before),
        (_joined(initiative), None),
        (_judged(initiative), None),
        (_promises(initiative), None),
    ]
    # Beyond the oldest row that one kind was read to, the order of all kinds is not known.
    horizon = max((oldest for _events, oldest in parts if oldest is not None), default=None)
    events = [event for some, _oldest in parts for event in some if before is None or event.when < before]
    events = [event for event in events if horizon is None or event.when > horizon]
    events.sort(key=lambda event: event.when, reverse=True)
    shown = tuple(events[:limit])
    more = len(events) > limit or horizon is not None
    return Log(shown, shown[-1].when if more and shown else None)


def _newest(rows: QuerySet[Any], field: str, before: datetime | None) -> tuple[list[Any], datetime | None]:
    """Rows before the moment, and the time of the oldest one if there are more."""
    found = list((rows.filter(**{f"{field}__lt": before}) if before else rows)[: READ + 1])
    if len(found) <= READ:
        return found, None
    value: Any = found[-1]
    for name in field.split("__"):
        value = getattr(value, name)
    return found, value


def _reports(initiative: Initiative, before: datetime | None) -> tuple[list[Event], datetime | None]:
    texts = (f"article__{name}" for name in ("body", "paragraphs", "search_text"))
    rows = Report.objects.filter(initiative=initiative).select_related("article__source").defer(*texts)
    found, oldest = _newest(rows.order_by("-article__accepted_at", "-pk"), "article__accepted_at", before)
    return [Event(row.article.accepted_at, "report", None, row) for row in found], oldest


def _edits(initiative: Initiative, before: datetime | None) -> tuple[list[Event], datetime | None]:
    sources: list[tuple[str, Callable[[], QuerySet[Any]], dict[str, int]]] = [
        ("initiative", history_of_initiatives, {"id": initiative.pk}),
        ("participation", history_of_participations, {"initiative_id": initiative.pk}),
        ("milestone", history_of_milestones, {"initiative_id": initiative.pk}),
    ]
    edits: list[Edit] = []
    horizon: datetime | None = None
    for of, rows, where in sources:
        found, oldest = _newest(rows().filter(**where), "history_date", before)
        edits += pair_up(of, found)
        horizon = max(horizon, oldest) if horizon and oldest else horizon or oldest
    return _together(edits), horizon


def _together(edits: Iterable[Edit]) -> list[Event]:
    """Edits of one hand at one time as one event, that of the initiative first."""
    order = ("initiative", "participation", "milestone")
    groups: list[list[Edit]] = []
    for edit in sorted(edits, key=lambda one: one.when, reverse=True):
        same = groups and groups[-1][0].user == edit.user and groups[-1][-1].when - edit.when <= TOGETHER
        if same:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    events = []
    for group in groups:
        what = sorted(group, key=lambda one: (order.index(one.of), one.record.history_id))
        events.append(Event(group[0].when, "edit", group[0].user, what))
    return events


def _joined(initiative: Initiative) -> list[Event]:
    """Initiatives that lead here since they were merged into this one."""
    rows = Initiative.history.filter(merged_into=initiative.pk).select_related("history_user")
    first: dict[int, Any] = {}
    for row in rows.order_by("history_date", "history_id")[:READ]:
        first.setdefault(row.id, row)
    return [Event(row.history_date, "joined", row.history_user, row) for row in first.values()]


def _judged(initiative: Initiative) -> list[Event]:
    """What people said of its reports, and what they took back."""
    reports = set(Report.objects.filter(initiative=initiative).values_list("article_id", "key"))
    about = Q(sides__initiative=initiative) | Q(sides__article__in={article for article, _key in reports})
    rows = Judgement.objects.filter(about).distinct().select_related("author", "withdrawn_by")
    events = []
    for row in rows.prefetch_related("sides__initiative").order_by("-made_at")[:READ]:
        sides = list(row.sides.all())
        if not any(s.initiative_id == initiative.pk or (s.article_id, s.key) in reports for s in sides):
            continue
        events.append(Event(row.made_at, "judgement", row.author, row))
        if row.withdrawn_at:
            events.append(Event(row.withdrawn_at, "withdrawal", row.withdrawn_by, row))
    return events


def _promises(initiative: Initiative) -> list[Event]:
    """When a promise fell due, came true, was moved or withdrawn: the moment from which this record knew it."""
    rows = initiative.promises.select_related("milestone", "fulfilled_by", "superseded_by", "withdrawn_by")
    written = Milestone.history.filter(initiative_id=initiative.pk, history_type="+").order_by("-history_date")
    known = dict(written.values_list("id", "history_date"))  # the first time that each was written
    events = []
    for row in rows:
        row.initiative = initiative
        events += _of_promise(row, known)
    return events


def _of_promise(row: Promise, known: dict[int, datetime]) -> list[Event]:
    made = known.get(row.milestone_id)
    midnight = timezone.make_aware(datetime.combine(row.due_on + timedelta(days=1), time.min))
    events = []
    if row.state == PromiseState.OPEN or (row.late_days or 0) > 0:
        passed = max(midnight, made) if made else midnight
        if passed <= timezone.now():
            events.append(Event(passed, "promise", None, Moved(row, PromiseState.DUE, None)))
    by: Milestone | Promise | None = row.fulfilled_by or row.superseded_by or row.withdrawn_by
    if by is not None:
        moments = (made, known.get(by.milestone_id if isinstance(by, Promise) else by.pk))
        moment = max((one for one in moments if one is not None), default=None)
        if moment is not None:
            events.append(Event(moment, "promise", None, Moved(row, PromiseState(row.state), by)))
    return events


def titles_of(judgement: Judgement, initiative: Initiative) -> Sequence[str]:
    """What the judgement was about beside this initiative: titles of the other reports, or of those split off."""
    sides = list(judgement.sides.all())
    ours = {side.second for side in sides if side.initiative_id == initiative.pk}
    others = [side for side in sides if (side.second not in ours if len(ours) == 1 else side.second)]
    return list(dict.fromkeys(side.title for side in others))[:3]
