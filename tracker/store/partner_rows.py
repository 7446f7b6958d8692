"""Who shares what with whom, kept beside the facts: a row for each pair within an initiative, from which the totals of
`partner_totals` are rolled up. A function of participations, happened milestones, origins and memberships alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import permutations
from typing import Any

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from tracker.models import (
    Affiliation,
    Evidence,
    Initiative,
    Milestone,
    Modality,
    Participation,
    PartnerRow,
    PartnerStale,
    Report,
    Review,
)
from tracker.pipeline.partners.membership import Period, years_apart
from tracker.pipeline.partners.rungs import rung_of
from tracker.store.locks import lock_merge
from tracker.store.partner_totals import rebuild_totals, refresh_totals

AT_ONCE = 200
VALUES = ("group_id", "partner_group_id", "sectors", "steps", "origins", "reviewed", "until")

Pair = tuple[int, int]  # group, partner
Memberships = dict[int, list[Period]]  # by organization
Steps = list[list[Any]]  # as PartnerRow.steps


def refresh_partner_rows(initiative_ids: Collection[int]) -> None:
    """Brings the rows of these initiatives, and every total that they are part of, to what their facts say now. Call
    it whenever a participation, a milestone, an origin, a membership or an initiative's standing has changed."""
    ids = sorted(initiative_ids)
    for begin in range(0, len(ids), AT_ONCE):
        chunk = ids[begin : begin + AT_ONCE]
        with transaction.atomic():
            lock_merge()
            stale = PartnerStale.objects.filter(pk__in=chunk)
            # A membership may have changed of which their rows say nothing.
            pairs = _pairs_of(PartnerRow.objects.filter(initiative__in=stale.values("pk")))
            refresh_totals(_write(chunk, list(_build(chunk))) | pairs)
            stale.delete()


def drop_partner_rows(initiative_ids: Collection[int]) -> None:
    """The rows of initiatives that are about to be deleted, out of every total; within the caller's transaction."""
    refresh_totals(_write(initiative_ids, []))


def mark_stale(initiatives: QuerySet[Initiative]) -> None:
    """Notes that the rows of these initiatives are to be computed anew: `refresh_stale` does it, the sweep at the
    latest. For changes of many, and for those that may not wait for the merge lock."""
    ids = initiatives.order_by().values_list("pk", flat=True).distinct()
    PartnerStale.objects.bulk_create((PartnerStale(pk=pk) for pk in ids), ignore_conflicts=True, batch_size=500)


def refresh_stale(limit: int = AT_ONCE) -> int:
    """Computes noted rows anew; returns how many initiatives were done."""
    ids = list(PartnerStale.objects.order_by("pk").values_list("pk", flat=True)[:limit])
    if ids:
        refresh_partner_rows(ids)
    return len(ids)


def refresh_partners_of(organizations: Iterable[int]) -> None:
    """After a change of kinds or memberships: a few initiatives at once, many bit by bit."""
    named = Initiative.objects.filter(participations__organization__in=list(organizations))
    mark_stale(named)
    refresh_stale()


def rebuild_partner_rows() -> Iterator[int]:
    """Everything anew, some hundreds a transaction; yields how many initiatives were done. May be stopped and run
    again at any time."""
    last = 0
    while True:
        ids = list(Initiative.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not ids:
            break
        with transaction.atomic():
            lock_merge()
            _write(ids, list(_build(ids)))
            PartnerStale.objects.filter(pk__in=ids).delete()
        last = ids[-1]
        yield len(ids)
    rebuild_totals()


def _write(ids: Collection[int], wanted: list[PartnerRow]) -> set[Pair]:
    """Lays the wanted rows over those that are there; returns the pairs of group and partner that changed."""
    there = {_key(row): row for row in PartnerRow.objects.filter(initiative__in=ids)}
    new, changed, touched = [], [], []
    for row in wanted:
        old = there.pop(_key(row), None)
        if old is None:
            new.append(row)
        elif any(getattr(old, name) != getattr(row, name) for name in VALUES):
            row.pk = old.pk
            changed.append(row)
            touched.append(old)
    gone = list(there.values())
    PartnerRow.objects.filter(pk__in=[row.pk for row in gone]).delete()
    PartnerRow.objects.bulk_create(new, batch_size=500)
    PartnerRow.objects.bulk_update(changed, VALUES, batch_size=200)
    return _pairs_of([*new, *changed, *touched, *gone])


def _pairs_of(rows: Iterable[PartnerRow]) -> set[Pair]:
    return {(row.group_id, row.partner_id) for row in rows if row.group_id is not None}


def _key(row: PartnerRow) -> tuple[int, int, int]:
    return row.initiative_id, row.organization_id, row.partner_id


def _build(ids: Collection[int]) -> Iterator[PartnerRow]:
    initiatives = Initiative.objects.visible().filter(pk__in=ids).prefetch_related("sectors")
    parties = _parties(ids)
    memberships = memberships_of({one.organization_id for some in parties.values() for one in some})
    happened, origins = _steps(ids), _origins(ids)
    for initiative in initiatives:
        steps = _steps_of(initiative, happened[initiative.pk])
        if not steps:
            continue
        sectors = sorted(sector.pk for sector in initiative.sectors.all())
        accepted = initiative.review == Review.ACCEPTED
        for ours, other in permutations(parties[initiative.pk], 2):
            if ours.group_id is not None and ours.group_id == other.group_id:
                group, partner_group = None, None  # within one group nobody is a partner of it
            else:
                group, partner_group = ours.group_id, other.group_id
            yield PartnerRow(
                initiative=initiative,
                organization_id=ours.organization_id,
                group_id=group,
                partner_id=other.organization_id,
                partner_group_id=partner_group,
                sectors=sectors,
                steps=steps,
                origins=origins.get(initiative.pk, 0),
                reviewed=accepted or ours.review == other.review == Review.ACCEPTED,
                until=years_apart(
                    memberships.get(ours.organization_id, []),
                    memberships.get(other.organization_id, []),
                    group,
                    int(steps[0][0]),
                ),
            )


def _parties(ids: Collection[int]) -> defaultdict[int, list[Participation]]:
    found: defaultdict[int, list[Participation]] = defaultdict(list)
    for row in Participation.objects.filter(initiative__in=ids).exclude(review=Review.REJECTED).order_by("pk"):
        found[row.initiative_id].append(row)
    return found


def memberships_of(organization_ids: Collection[int]) -> Memberships:
    found: Memberships = defaultdict(list)
    rows = Affiliation.objects.exclude(review=Review.REJECTED).filter(organization__in=organization_ids)
    for organization, group, since, until in rows.values_list("organization_id", "group_id", "since", "until"):
        found[organization].append((group, since, until))
    return found


def _steps(ids: Collection[int]) -> defaultdict[int, list[tuple[date | None, int]]]:
    """{initiative: (day, rung) of each happened milestone}"""
    rows = Milestone.objects.filter(initiative__in=ids, modality=Modality.HAPPENED).exclude(review=Review.REJECTED)
    milestones = list(rows.order_by("pk").values_list("pk", "initiative_id", "kind", "date_from"))
    founded = [pk for pk, _, kind, _ in milestones if kind == "organization"]
    quotes: defaultdict[int, list[str]] = defaultdict(list)
    for pk, quote in Evidence.objects.filter(milestone__in=founded).order_by().values_list("milestone_id", "quote"):
        quotes[pk or 0].append(quote)
    found: defaultdict[int, list[tuple[date | None, int]]] = defaultdict(list)
    for pk, initiative, kind, day in milestones:
        found[initiative].append((day, rung_of(kind, quotes[pk]) or 0))
    return found


def _steps_of(initiative: Initiative, happened: list[tuple[date | None, int]]) -> Steps:
    """By year; what has no date counts from the first report, which is all that is known of an initiative of which
    nothing has happened yet."""
    reported = initiative.first_reported
    days = [(day or reported, rung) for day, rung in happened] or [(reported, 0)]
    dated = sorted((day, rung) for day, rung in days if day is not None)
    steps: Steps = []
    reached = 0
    for day, rung in dated:
        reached = max(reached, rung)
        if steps and steps[-1][0] == day.year:
            steps[-1] = [day.year, reached, steps[-1][2], day.isoformat()]
        else:
            steps.append([day.year, reached, day.isoformat(), day.isoformat()])
    return steps


def _origins(ids: Collection[int]) -> dict[int, int]:
    """{initiative: texts among its reports that are independent of each other}"""
    # An article whose text nobody has compared yet stands for itself.
    origin = Coalesce("article__origin", F("article_id") * -1)
    rows = Report.objects.filter(initiative__in=ids).order_by().values("initiative_id")
    return dict(rows.annotate(number=Count(origin, distinct=True)).values_list("initiative_id", "number"))
