"""Promises of initiatives, computed anew from their milestones and the articles that state them; idempotent."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tracker.models import Evidence, Initiative, Milestone, Modality, Promise, Review, Status
from tracker.models.promise import PromiseState
from tracker.pipeline.promises.fits import says_put_off, says_recalled
from tracker.pipeline.promises.judge import judge_promises
from tracker.pipeline.promises.statements import Act, Verdict
from tracker.store.bulk import update_rows
from tracker.store.locks import lock_merge
from tracker.store.timeline_rows import refresh_timeline_rows

AT_ONCE = 200
# A new date is a new search.
UNSEARCHED: dict[str, Any] = {"looked_at": None, "looked_articles": 0, "looked_outlets": [], "looked_outlet_count": 0}


def recompute_promises(initiative_ids: Collection[int]) -> None:
    """Brings the promises of these initiatives to what their milestones say now, with the same few queries for one as
    for hundreds. An initiative that does not stand has none.

    Call it (by `initiatives.refresh_initiatives`) whenever a milestone, its evidence or the standing of an initiative
    has changed."""
    ids = _with_plans(initiative_ids)
    if not ids:
        return
    initiatives = {row.pk: row for row in Initiative.objects.visible().filter(pk__in=ids).only("status").order_by()}
    milestones = _milestones(initiatives)
    acts = _acts(milestones)
    verdicts = _judge(initiatives, milestones, acts)
    rows = _rows_for(ids, [milestones[id] for id in verdicts])
    changed = {id: _write(row, milestones[id], acts[id], verdicts[id]) for id, row in rows.items()}
    fresh = [row for row in rows.values() if row.pk is None]
    if fresh:
        # An editor's change and an article may bring the same promise at the same moment.
        Promise.objects.bulk_create(fresh, update_conflicts=True, unique_fields=["milestone"], update_fields=_WRITTEN)
        changed |= {str(row.milestone_id): False for row in fresh}
    # A target that took the place of another is named by its row, so that all of them must be there.
    changed = {id: _link(row, verdicts[id], rows) or changed[id] for id, row in rows.items()}
    update_rows(Promise, _COLUMNS, [row for id, row in rows.items() if changed[id]])


def judged_values(act: Act, verdict: Verdict) -> dict[str, Any]:
    """What a row says of the verdict, but for the target that took its place, which is a row as well."""
    by = int(verdict.by) if verdict.by else None
    return {
        "state": PromiseState.OPEN if verdict.state == "due" else PromiseState(verdict.state),
        "first_stated": act.stated,
        "last_stated": max(act.articles.values(), default=None),
        "fulfilled_by_id": by if verdict.state == "fulfilled" else None,
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
            recompute_promises(chunk)
            refresh_timeline_rows(chunk)
        yield len(chunk)


def _with_promises() -> Iterable[int]:
    return Promise.objects.order_by().values_list("initiative_id", flat=True).distinct()


_WRITTEN = [
    "initiative", "kind", "date_value", "granularity", "due_from", "due_on", "state", "first_stated", "last_stated",
    "fulfilled_by", "superseded_by", "withdrawn_by", "late_days", "recalled", *UNSEARCHED,
]  # fmt: skip
_COLUMNS = [field.attname for field in Promise._meta.concrete_fields if field.name in _WRITTEN]


def _with_plans(initiative_ids: Collection[int]) -> list[int]:
    """Those of which something is planned, or was until now."""
    planned = Milestone.objects.filter(initiative__in=initiative_ids, modality=Modality.PLANNED).order_by()
    promised = Promise.objects.filter(initiative__in=initiative_ids).order_by()
    return sorted({*planned.values_list("initiative_id", flat=True), *promised.values_list("initiative_id", flat=True)})


def _milestones(initiatives: Mapping[int, Initiative]) -> dict[str, Milestone]:
    """{id: milestone that stands} of those initiatives that promise anything."""
    rows = list(Milestone.objects.filter(initiative__in=initiatives).exclude(review=Review.REJECTED))
    promising = {row.initiative_id for row in rows if row.modality == Modality.PLANNED and row.date_to}
    return {str(row.pk): row for row in rows if row.initiative_id in promising}


def _judge(
    initiatives: Mapping[int, Initiative], milestones: Mapping[str, Milestone], acts: Mapping[str, Act]
) -> dict[str, Verdict]:
    by_initiative: defaultdict[int, list[Act]] = defaultdict(list)
    for id, milestone in milestones.items():
        by_initiative[milestone.initiative_id].append(acts[id])
    today = timezone.localdate()
    verdicts: dict[str, Verdict] = {}
    for pk, those in by_initiative.items():
        verdicts |= judge_promises(those, cancelled=initiatives[pk].status == Status.CANCELLED, today=today)
    return verdicts


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


def _rows_for(initiative_ids: Collection[int], milestones: list[Milestone]) -> dict[str, Promise]:
    """{milestone id: its row}, one not yet saved where there was none; rows of what is no promise any longer are
    deleted."""
    wanted = {milestone.pk for milestone in milestones}
    there = Promise.objects.filter(Q(initiative__in=initiative_ids) | Q(milestone__in=wanted)).order_by()
    rows = {row.milestone_id: row for row in there}
    gone = [row.pk for pk, row in rows.items() if pk not in wanted]
    if gone:
        Promise.objects.filter(pk__in=gone).delete()
    return {str(one.pk): rows.get(one.pk) or Promise(public_id=one.public_id, milestone=one) for one in milestones}


def _write(row: Promise, milestone: Milestone, act: Act, verdict: Verdict) -> bool:
    """Whether anything in the row has changed. An open promise and a due one are the same row: see `state_on`."""
    values: dict[str, Any] = {
        "initiative_id": milestone.initiative_id,
        "kind": milestone.kind,
        "date_value": milestone.date_value,
        "granularity": milestone.granularity,
        "due_from": milestone.date_from,
        "due_on": milestone.date_to,
        **judged_values(act, verdict),
    }
    if row.due_on != milestone.date_to:
        values |= UNSEARCHED
    return _set(row, values)


def _link(row: Promise, verdict: Verdict, rows: Mapping[str, Promise]) -> bool:
    return _set(row, {"superseded_by_id": rows[verdict.by].pk if verdict.state == "superseded" else None})


def _set(row: Promise, values: Mapping[str, Any]) -> bool:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return bool(changed)
