"""Whose timeline is asked for, and which places of the table it has under a filter."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tracker.forms.timeline_filter import TimelineFilter
from tracker.models import NO_DAY, Group, Initiative, Organization, Owner, Sector, TimelinePlace
from tracker.models.identity import search_key

USUAL_LANES = {"everybody": "sector", "group": "affiliate", "organization": "partner", "initiative": "initiative"}
LANE_KEYS = {"affiliate": "lane_affiliate__slug", "partner": "lane_partner__slug", "sector": "sector__slug"}
LANE_KEYS["initiative"] = "initiative__public_id"
NO_LANE = "-"  # of what has no partner, or no sector


@dataclass(frozen=True, slots=True)
class Scope:
    """kind: a key of USUAL_LANES. id: of the row, 0 for everybody; slug: its public name in addresses."""

    kind: str
    id: int = 0
    slug: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.slug}" if self.slug else self.kind

    @property
    def usual(self) -> str:
        return USUAL_LANES[self.kind]


EVERYBODY = Scope("everybody")


def scope_of(found: Group | Organization | Initiative) -> Scope:
    """The timeline of a group, an organization or an initiative."""
    if isinstance(found, Initiative):
        return Scope("initiative", found.pk, found.public_id, found.title)
    kind = "group" if isinstance(found, Group) else "organization"
    return Scope(kind, found.pk, found.slug, found.display_name)


def read_scope(key: str) -> Scope | None:
    """The scope that `Scope.key` names; None if there is none of that name (any more)."""
    kind, _, slug = key.partition(":")
    if key == EVERYBODY.key:
        return EVERYBODY
    if not slug or "\x00" in slug:
        return None
    found: Group | Organization | Initiative | None = None
    if kind == "group":
        found = Group.objects.filter(slug=slug).first()
    elif kind == "organization":
        found = Organization.objects.filter(slug=slug, merged_into__isnull=True).first()
    elif kind == "initiative":
        found = Initiative.objects.visible().filter(public_id=slug).first()
    return scope_of(found) if found else None


def find_places(scope: Scope, wanted: TimelineFilter, *, period: bool = True) -> QuerySet[TimelinePlace]:
    """The places of the timeline that the filter lets through, newest first, each milestone once. period: whether the
    filter's days count."""
    rows = _narrowed(_of_owner(scope), wanted)
    if wanted.lane:
        rows = _in_lane(rows, wanted)
    if period:
        rows = within(rows, wanted)
    return rows.order_by("-day", "-row_id")


def within(rows: QuerySet[TimelinePlace], wanted: TimelineFilter) -> QuerySet[TimelinePlace]:
    """Those that touch the days of the filter."""
    if wanted.first:
        rows = rows.filter(until__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(day__lte=wanted.last, day__gt=NO_DAY)
    return rows


def _of_owner(scope: Scope) -> QuerySet[TimelinePlace]:
    if scope.kind == "initiative":
        return TimelinePlace.objects.filter(owner_kind=Owner.EVERYBODY, owner_id=0, row__initiative=scope.id)
    return TimelinePlace.objects.filter(owner_kind=Owner[scope.kind.upper()], owner_id=scope.id)


def _narrowed(rows: QuerySet[TimelinePlace], wanted: TimelineFilter) -> QuerySet[TimelinePlace]:
    if len(wanted.sectors) == 1:
        # By a value and not by a join: only so the index leads to it.
        rows = rows.filter(sector=Subquery(Sector.objects.order_by().filter(slug=wanted.sectors[0]).values("pk")))
    else:
        rows = rows.filter(main=True)
    if len(wanted.sectors) > 1:
        beside = TimelinePlace.objects.filter(owner_kind=OuterRef("owner_kind"), owner_id=OuterRef("owner_id"))
        rows = rows.filter(Exists(beside.filter(row=OuterRef("row"), sector__slug__in=wanted.sectors)))
    if wanted.affiliate:
        one = Subquery(Organization.objects.order_by().filter(slug=wanted.affiliate).values("pk"))
        of_one = TimelinePlace.objects.filter(owner_kind=Owner.ORGANIZATION, owner_id=one, row=OuterRef("row"))
        rows = rows.filter(Exists(of_one))
    if wanted.statuses:
        rows = rows.filter(row__status__in=wanted.statuses)
    if wanted.modalities:
        rows = rows.filter(row__modality__in=wanted.modalities)
    if wanted.text:
        rows = rows.filter(row__initiative__search_text__contains=search_key(wanted.text))
    return rows


def _in_lane(rows: QuerySet[TimelinePlace], wanted: TimelineFilter) -> QuerySet[TimelinePlace]:
    if wanted.lanes == "affiliate" and wanted.affiliate:
        # The filter has one lane, whoever else of the group takes part.
        return rows if wanted.lane == wanted.affiliate else rows.none()
    key = LANE_KEYS[wanted.lanes]
    return rows.filter(
        Q(**{f"{key.partition('__')[0]}__isnull": True}) if wanted.lane == NO_LANE else Q(**{key: wanted.lane})
    )
