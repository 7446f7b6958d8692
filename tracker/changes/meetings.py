"""Who works together for the first time: pairs of a group and an organization outside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from tracker.changes.edits import READ
from tracker.models import Group, Initiative, Organization, Participation, Review


@dataclass(frozen=True, slots=True)
class Met:
    """A group and an organization that share an initiative for the first time."""

    group: Group
    partner: Organization
    initiative: Initiative


def find_new_partnerships(moment: datetime) -> list[Met]:
    """Pairs of a group and an organization outside it of which no other initiative knew before."""
    written = _written(moment)
    newest = written.order_by("-history_date").values("id")[:READ]
    touched = Participation.objects.filter(pk__in=newest).values("initiative")
    rows = Participation.objects.exclude(review=Review.REJECTED).select_related("organization", "group", "initiative")
    rows = rows.filter(initiative__in=touched).filter(initiative__in=Initiative.objects.visible())
    rows = rows.annotate(fresh=Exists(written.filter(id=OuterRef("pk")))).order_by("-initiative__last_reported", "id")
    together: dict[int, list[Any]] = {}
    for row in rows:
        together.setdefault(row.initiative_id, []).append(row)
    pairs: dict[tuple[int, int], Met] = {}
    for members in together.values():
        for met in _pairs(members):
            pairs.setdefault((met.group.pk, met.partner.pk), met)
    known = _known_before(pairs, moment)
    return [met for pair, met in pairs.items() if pair not in known]


def _pairs(members: Sequence[Any]) -> Iterable[Met]:
    for one in members:
        for other in members:
            outside = one.group_id and one.group_id not in (other.group_id, other.organization.stands_for_id)
            if outside and (one.fresh or other.fresh):
                yield Met(one.group, other.organization, one.initiative)


def _known_before(pairs: Collection[tuple[int, int]], moment: datetime) -> set[tuple[int, int]]:
    """Those of the pairs that share an initiative in which both have been for longer."""
    if not pairs:
        return set()
    groups, partners = {group for group, _partner in pairs}, {partner for _group, partner in pairs}
    written = _written(moment)
    older = Participation.objects.exclude(review=Review.REJECTED).exclude(Exists(written.filter(id=OuterRef("pk"))))
    theirs = older.filter(organization__in=partners, initiative__in=Initiative.objects.visible())
    ours = older.filter(group__in=groups, initiative=OuterRef("initiative"))
    found: set[tuple[int, int]] = set()
    rows = theirs.filter(Exists(ours)).values_list("initiative", "organization")
    shared: dict[int, set[int]] = {}
    for initiative, organization in rows:
        shared.setdefault(initiative, set()).add(organization)
    for initiative, group in older.filter(group__in=groups, initiative__in=shared).values_list("initiative", "group"):
        found |= {(group, partner) for partner in shared[initiative]}
    return found


def _written(moment: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Participation.history.filter(history_type="+", history_date__gt=moment)
    return rows
