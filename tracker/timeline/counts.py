"""What is counted of a timeline: by month and lane for bubbles and the strip above the chart, for the line under the
heading, and beside the choices of the filter. One query each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from tracker.forms.timeline_filter import TimelineFilter
from tracker.models import NO_DAY, Modality, Organization, Owner, Participation, Review, Sector, TimelinePlace
from tracker.timeline.entries import MonthCount
from tracker.timeline.scope import EVERYBODY, LANE_KEYS, NO_LANE, Scope, find_places

REMEMBERED = 60  # seconds for which counts over everybody's timeline may be old

Found = TypeVar("Found")


def count_entries(scope: Scope, wanted: TimelineFilter) -> int:
    return find_places(scope, wanted).count()


def count_months(scope: Scope, wanted: TimelineFilter) -> list[MonthCount]:
    """By lane, main sector and month, of all that the filter lets through, whatever its days."""
    asked = wanted.querystring(zoom=None, from_=None, to=None), wanted.lanes
    return _remembered(scope, ("months", *asked), lambda: _months(scope, wanted))


def summarize(scope: Scope, wanted: TimelineFilter, today: date) -> dict[str, int]:
    """Milestones, initiatives, promises, those overdue, and partners: who takes part beside the owner (of everybody's
    timeline: all who take part)."""
    return _remembered(scope, ("summary", wanted.querystring(zoom=None), today), lambda: _summary(scope, wanted, today))


def sectors_with_counts(scope: Scope) -> list[Sector]:
    """All sectors, each with the number of the owner's initiatives as `found`."""
    return _remembered(scope, ("sectors",), lambda: list(_sectors(scope)))


def find_affiliates(scope: Scope) -> list[tuple[str, str]]:
    """(slug, name) of those of a group that take part in something."""
    if scope.kind != "group":
        return []
    theirs = Participation.objects.exclude(review=Review.REJECTED).filter(group=scope.id)
    found = Organization.objects.filter(pk__in=theirs.values("organization")).order_by("name")
    return [(one.slug, one.display_name) for one in found]


def _months(scope: Scope, wanted: TimelineFilter) -> list[MonthCount]:
    places = find_places(scope, wanted, period=False).filter(day__gt=NO_DAY).order_by()
    key, name = _lane_columns(wanted)
    counted = places.annotate(lane=key, lane_name=name).values_list("lane", "lane_name", "month", "sector_id")
    rows = counted.annotate(count=Count("pk"))
    return [MonthCount(lane or NO_LANE, words or "", month, sector, n) for lane, words, month, sector, n in rows]


def _lane_columns(wanted: TimelineFilter) -> tuple[Any, Any]:
    """By what lanes are known, and what they are called."""
    key = LANE_KEYS[wanted.lanes]
    table = key.partition("__")[0]
    if wanted.lanes == "affiliate" and wanted.affiliate:
        one = Organization.objects.filter(slug=wanted.affiliate)
        return Value(wanted.affiliate), Subquery(one.annotate(words=_name()).values("words")[:1])
    return F(key), F(f"{table}__title") if wanted.lanes == "initiative" else _name(f"{table}__")


def _name(path: str = "") -> Any:
    name = F(f"{path}name")
    return Coalesce(NullIf(F(f"{path}english_name"), Value("")), name) if get_language() == "en" else name


def _summary(scope: Scope, wanted: TimelineFilter, today: date) -> dict[str, int]:
    places = find_places(scope, wanted).order_by()
    partners = Participation.objects.exclude(review=Review.REJECTED).filter(initiative__in=places.values("initiative"))
    if scope.kind == "group":
        partners = partners.exclude(group=scope.id)
    elif scope.kind == "organization":
        partners = partners.exclude(organization=scope.id)
    counted = partners.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("organization", distinct=True))
    planned = Q(row__modality=Modality.PLANNED)
    found = places.aggregate(
        milestones=Count("pk"),
        initiatives=Count("initiative", distinct=True),
        promises=Count("pk", filter=planned),
        overdue=Count("pk", filter=planned & Q(row__due_on__lt=today)),
        partners=Max(Subquery(counted.values("n"))),
    )
    return {name: value or 0 for name, value in found.items()}


def _sectors(scope: Scope) -> Any:
    if scope.kind == "initiative":
        return Sector.objects.all()
    places = TimelinePlace.objects.filter(owner_kind=Owner[scope.kind.upper()], owner_id=scope.id)
    of_one = places.filter(sector=OuterRef("pk")).order_by().annotate(all=Value(1)).values("all")
    counted = of_one.annotate(n=Count("initiative", distinct=True)).values("n")
    return Sector.objects.annotate(found=Coalesce(Subquery(counted), 0))


def _remembered(scope: Scope, asked: tuple[Any, ...], find: Callable[[], Found]) -> Found:
    """Counting everything there is takes long where there is much, and changes little within a minute."""
    if scope != EVERYBODY:
        return find()
    key = "timeline-" + sha256(repr((get_language(), asked)).encode()).hexdigest()
    kept = cache.get(key)
    if kept is None:
        kept = find()
        cache.set(key, kept, REMEMBERED)
    found: Found = kept
    return found
