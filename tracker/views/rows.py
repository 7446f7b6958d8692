"""Rows as lists show them: which relations they need, and pages of them without counting them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tracker.forms.filters import Filter
from tracker.models import (
    Initiative,
    Milestone,
    Organization,
    Participation,
    Report,
    Review,
    SourceKind,
)

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows with the query strings of its neighbours ("" where there is none)."""

    rows: list[Any]
    number: int
    previous: str
    following: str


def numbered_page(rows: QuerySet[Any], number: str, per_page: int = PER_PAGE) -> Page:
    """A page of rows that nothing but its number selects; what is no number is the first page."""
    wanted = max(1, int(number)) if number.isdecimal() and len(number) < 7 else 1
    start = (wanted - 1) * per_page
    found = list(rows[start : start + per_page + 1])
    before, after = f"?page={wanted - 1}", f"?page={wanted + 1}"
    return Page(found[:per_page], wanted, before if wanted > 1 else "", after if len(found) > per_page else "")


def page_of(found: QuerySet[Any], wanted: Filter, dressed: QuerySet[Any], per_page: int = PER_PAGE) -> Page:
    """A page of the rows that were found, with all that `dressed` adds to a row.

    Asks for one row more than a page holds instead of counting, and for their numbers first: to pass over or to sort
    many thousands of whole rows takes seconds."""
    start = (wanted.page - 1) * per_page
    numbers = list(found.values_list("pk", flat=True)[start : start + per_page + 1])
    rows = {row.pk: row for row in dressed.filter(pk__in=numbers[:per_page])}
    return Page(
        rows=[rows[pk] for pk in numbers[:per_page] if pk in rows],
        number=wanted.page,
        previous=wanted.querystring(page=wanted.page - 1) if wanted.page > 1 else "",
        following=wanted.querystring(page=wanted.page + 1) if len(numbers) > per_page else "",
    )


def page_links(wanted: Filter, *, following: bool) -> Page:
    """The neighbours of a page whose rows were selected elsewhere."""
    return Page(
        rows=[],
        number=wanted.page,
        previous=wanted.querystring(page=wanted.page - 1) if wanted.page > 1 else "",
        following=wanted.querystring(page=wanted.page + 1) if following else "",
    )


def standing_participations() -> QuerySet[Participation]:
    """Participations that nobody rejected, leads first, with what their rows show."""
    standing = Participation.objects.exclude(review=Review.REJECTED)
    return standing.select_related("organization", "group").order_by("role", "id")


def with_row_relations(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Initiatives with sectors, participants, number of reports and whether sample text alone speaks of them."""
    reports = Report.objects.filter(initiative=OuterRef("pk"))
    real = reports.exclude(article__source__kind=SourceKind.SAMPLE)
    return initiatives.prefetch_related(
        "sectors", Prefetch("participations", standing_participations(), to_attr="standing")
    ).annotate(report_count=count_of(reports, "initiative"), real_count=count_of(real, "initiative"))


def count_of(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many of the rows, selected by an OuterRef in their column `by`, there are: unlike a Count over a join it is
    asked for the rows that are shown alone."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n"), IntegerField()), 0)


def narrow_initiatives(initiatives: QuerySet[Initiative], wanted: Filter) -> QuerySet[Initiative]:
    """Initiatives that the filter lets through. Period and modality are asked of one and the same milestone."""
    if wanted.sectors:
        initiatives = initiatives.in_sector(*wanted.sectors)  # type: ignore[attr-defined]
    if wanted.statuses:
        initiatives = initiatives.filter(status__in=wanted.statuses)
    if wanted.affiliate:
        of_one = Organization.objects.filter(slug=wanted.affiliate)
        standing = Participation.objects.filter(organization__in=of_one).exclude(review=Review.REJECTED)
        initiatives = initiatives.filter(pk__in=standing.values("initiative"))
    if wanted.modalities or wanted.first or wanted.last:
        initiatives = initiatives.filter(pk__in=_milestones(wanted).values("initiative"))
    return initiatives.matching(wanted.text) if wanted.text else initiatives  # type: ignore[attr-defined]


def _milestones(wanted: Filter) -> QuerySet[Milestone]:
    milestones: QuerySet[Milestone] = Milestone.objects.exclude(review=Review.REJECTED)
    if wanted.modalities:
        milestones = milestones.filter(modality__in=wanted.modalities)
    if wanted.first:
        milestones = milestones.filter(date_to__gte=wanted.first)
    if wanted.last:
        milestones = milestones.filter(date_from__lte=wanted.last)
    return milestones
