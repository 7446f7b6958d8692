"""Who takes part in an initiative: as they were called, and to whom they belonged, on the day it was reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Prefetch, QuerySet
from django.utils import timezone

from tracker.models import Affiliation, Group, Initiative, Participation, Review, Role

ORDER = {role: number for number, role in enumerate((Role.LEAD, Role.CUSTOMER, Role.PARTNER, Role.SUPPLIER))}


@dataclass(frozen=True, slots=True)
class Member:
    """name, group_name: of that day; now, group_now: of today where they differ ("" where they do not). left: it
    belongs to no group today, but did."""

    row: Participation
    day: date | None
    name: str
    now: str
    group: Group | None
    group_name: str
    group_now: str
    left: bool
    sentences: int

    @property
    def lead(self) -> bool:
        return self.row.role == Role.LEAD


def with_members(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Initiatives with all that `members_of` and the chains of their promises ask for."""
    affiliations = Affiliation.objects.exclude(review=Review.REJECTED).select_related("group")
    rows = Participation.objects.exclude(review=Review.REJECTED).select_related("organization", "group")
    told = rows.annotate(sentences=Count("evidence"), first_told=Min("evidence__report__article__published_at"))
    parts = told.prefetch_related(
        "organization__names", "group__names", Prefetch("organization__affiliations", affiliations)
    )
    return initiatives.prefetch_related("sectors", Prefetch("participations", parts.order_by("role", "id")))


def members_of(initiative: Initiative, today: date) -> list[Member]:
    """Those who take part, leads first."""
    rows: Sequence[Participation] = list(initiative.participations.all())
    return [_member(row, initiative, today) for row in sorted(rows, key=lambda row: (ORDER[Role(row.role)], row.pk))]


def _member(row: Participation, initiative: Initiative, today: date) -> Member:
    told = getattr(row, "first_told", None)
    day = timezone.localdate(told) if told else initiative.first_reported
    organization, group = row.organization, row.group
    name = organization.name_at(day) if day else organization.display_name
    group_name = _group_name(group, day) if group else ""
    present = organization.group_at(today) if organization.stands_for_id is None else group
    return Member(
        row=row,
        day=day,
        name=name,
        now=organization.display_name if organization.display_name != name else "",
        group=group,
        group_name=group_name,
        group_now=present.display_name if present and present.display_name != group_name else "",
        left=group is not None and present is None and bool(organization.affiliations.all()),
        sentences=int(getattr(row, "sentences", 0)),
    )


def _group_name(group: Group, day: date | None) -> str:
    """A group is known by former names in Korean only."""
    then = group.name_at(day) if day else group.name
    return group.display_name if then == group.name else then
