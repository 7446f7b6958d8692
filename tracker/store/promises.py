"""Promises of an initiative, computed anew from its milestones and the articles that state them; idempotent."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker.models import Evidence, Initiative, Milestone, Modality, Promise, Review, Status
from tracker.models.promise import PromiseState
from tracker.pipeline.promises.fits import says_put_off, says_recalled
from tracker.pipeline.promises.judge import judge_promises
from tracker.pipeline.promises.statements import Act, Verdict
from tracker.store.locks import lock_merge

AT_ONCE = 200
# A new date is a new search.
UNSEARCHED: dict[str, Any] = {"looked_at": None, "looked_articles": 0, "looked_outlets": [], "looked_outlet_count": 0}


def recompute_promises(initiative_id: int) -> None:
    """Brings the promises of one initiative to what its milestones say now. An initiative that does not stand has none.

    Call it whenever a milestone, its evidence or the initiative's standing has changed."""
    initiative = Initiative.objects.visible().filter(pk=initiative_id).first()
    if initiative is None:
        Promise.objects.filter(initiative=initiative_id).delete()
        return
    milestones = {str(row.pk): row for row in initiative.milestones.exclude(review=Review.REJECTED)}
    if not any(row.modality == Modality.PLANNED and row.date_to for row in milestones.values()):
        Promise.objects.filter(initiative=initiative_id).delete()
        return
    acts = _acts(milestones)
    cancelled = initiative.status == Status.CANCELLED
    verdicts = judge_promises(list(acts.values()), cancelled=cancelled, today=timezone.localdate())
    rows = _rows_for(initiative, [milestones[id] for id in verdicts])
    changed = [row for id, row in rows.items() if _write(row, milestones[id], acts[id], verdicts[id], rows)]
    Promise.objects.bulk_update(changed, _WRITTEN)


def judged_values(act: Act, verdict: Verdict, row_ids: Mapping[str, int]) -> dict[str, Any]:
    """What a row says of the verdict. row_ids: {milestone id: id of its promise}"""
    by = int(verdict.by) if verdict.by else None
    return {
        "state": PromiseState.OPEN if verdict.state == "due" else PromiseState(verdict.state),
        "first_stated": act.stated,
        "last_stated": max(act.articles.values(), default=None),
        "fulfilled_by_id": by if verdict.state == "fulfilled" else None,
        "superseded_by_id": row_ids[verdict.by] if verdict.state == "superseded" else None,
        "withdrawn_by_id": by if verdict.state == "withdrawn" else None,
        "late_days": verdict.late_days,
        "recalled": verdict.recalled,
    }


def recompute_all_promises() -> Iterator[int]:
    """Every initiative's promises, some hundreds a transaction; yields how many initiatives were done. May be stopped
    and run again at any time."""
    Promise.objects.exclude(initiative__in=Initiative.objects.visible()).delete()
    plans = Milestone.objects.visible().filter(modality=Modality.PLANNED)
    ids = sorted({*plans.values_list("initiative_id", flat=True), *_with_promises()})
    for begin in range(0, len(ids), AT_ONCE):
        chunk = ids[begin : begin + AT_ONCE]
        with transaction.atomic():
            lock_merge()
            for initiative_id in chunk:
                recompute_promises(initiative_id)
        yield len(chunk)


def _with_promises() -> Iterable[int]:
    return Promise.objects.order_by().values_list("initiative_id", flat=True).distinct()


_WRITTEN = [
    "kind", "date_value", "granularity", "due_from", "due_on", "state", "first_stated", "last_stated", "fulfilled_by",
    "superseded_by", "withdrawn_by", "late_days", "recalled", *UNSEARCHED,
]  # fmt: skip


def _acts(milestones: dict[str, Milestone]) -> dict[str, Act]:
    """{milestone id: the act that the rule reads}"""
    stated: dict[str, dict[str, Any]] = defaultdict(dict)
    put_off: dict[str, set[str]] = defaultdict(set)
    recalled: dict[str, set[str]] = defaultdict(set)
    rows = Evidence.objects.filter(milestone__in=list(milestones.values())).order_by()
    found = rows.values_list("milestone_id", "report__article_id", "report__article__published_at", "quote")
    for milestone_id, article_id, published_at, quote in found:
        if published_at is not None:
            stated[str(milestone_id)][str(article_id)] = timezone.localdate(published_at)
        if says_put_off(quote):
            put_off[str(milestone_id)].add(str(article_id))
        if says_recalled(quote):
            recalled[str(milestone_id)].add(str(article_id))
    return {
        id: Act(
            id,
            row.kind,
            row.modality,
            row.date_from,
            row.date_to,
            stated[id],
            frozenset(put_off[id]),
            frozenset(recalled[id]),
        )
        for id, row in milestones.items()
    }


def _rows_for(initiative: Initiative, milestones: list[Milestone]) -> dict[str, Promise]:
    """{milestone id: its row}, made where there was none; rows of what is no promise any longer are deleted."""
    wanted = {milestone.pk for milestone in milestones}
    Promise.objects.filter(initiative=initiative).exclude(milestone__in=wanted).delete()
    there = {row.milestone_id: row for row in Promise.objects.filter(milestone__in=wanted)}
    fresh = [_start(initiative, milestone) for milestone in milestones if milestone.pk not in there]
    if fresh:
        # An editor's change and an article may bring the same promise at the same moment.
        Promise.objects.bulk_create(fresh, ignore_conflicts=True)
        there = {row.milestone_id: row for row in Promise.objects.filter(milestone__in=wanted)}
    return {str(pk): row for pk, row in there.items()}


def _start(initiative: Initiative, milestone: Milestone) -> Promise:
    assert milestone.date_from  # else it were no promise
    assert milestone.date_to
    return Promise(
        public_id=milestone.public_id,
        milestone=milestone,
        initiative=initiative,
        due_from=milestone.date_from,
        due_on=milestone.date_to,
    )


def _write(row: Promise, milestone: Milestone, act: Act, verdict: Verdict, rows: dict[str, Promise]) -> bool:
    """Whether anything in the row has changed. An open promise and a due one are the same row: see `state_on`."""
    values: dict[str, Any] = {
        "initiative_id": milestone.initiative_id,
        "kind": milestone.kind,
        "date_value": milestone.date_value,
        "granularity": milestone.granularity,
        "due_from": milestone.date_from,
        "due_on": milestone.date_to,
        **judged_values(act, verdict, {id: row.pk for id, row in rows.items()}),
    }
    if row.due_on != milestone.date_to:
        values |= UNSEARCHED
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return bool(changed)
