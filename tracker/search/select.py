"""What a search finds, best first. Every query ends after a bounded number of rows, so that counts end in "100+"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, StrIndex

from tracker.forms.search_filter import Kind, SearchFilter
from tracker.models import (
    Affiliation,
    Article,
    Group,
    Initiative,
    Milestone,
    Organization,
    Participation,
    Report,
    Review,
)
from tracker.models.identity import fold

PER_PAGE = 20
FIRST = {Kind.INITIATIVE: 10, Kind.ORGANIZATION: 8, Kind.ARTICLE: 8}  # where all kinds are shown together
COUNTED = 100
REACHED = 1000  # how many results one can page through
STANDS = ~Q(review=Review.REJECTED)


@dataclass(frozen=True, slots=True)
class Tally:
    """A number that was counted up to a limit only. more: there are others."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.more else str(self.number)

    def __bool__(self) -> bool:
        return self.number > 0

    def __add__(self, other: Tally) -> Tally:
        number = self.number + other.number
        return Tally(min(number, COUNTED), self.more or other.more or number > COUNTED)


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of one page, in their order, and how many there are in all."""

    ids: tuple[int, ...]
    tally: Tally
    following: bool


def find(kind: str, wanted: SearchFilter) -> Found:
    """One page of a kind; the first few where all kinds are shown together."""
    size = PER_PAGE if wanted.kind else FIRST[Kind(kind)]
    start = (wanted.page - 1) * PER_PAGE if wanted.kind else 0
    if start >= REACHED:
        return Found((), Tally(COUNTED, True), False)
    ids = list(QUERIES[kind](wanted).values_list("pk", flat=True)[: max(start + size, COUNTED) + 1])
    following = len(ids) > start + size and start + size < REACHED
    return Found(tuple(ids[start : start + size]), Tally(min(len(ids), COUNTED), len(ids) > COUNTED), following)


def find_initiatives(wanted: SearchFilter) -> QuerySet[Initiative]:
    """Called just so, then beginning so, then with the text in the title, then the rest; the latest first."""
    found = narrow(Initiative.objects.visible(), wanted).matching(wanted.text)  # type: ignore[attr-defined]
    key = fold(wanted.text)
    in_title = Q(at__gt=0) & (Q(at__lt=F("title_end")) | Q(title_end=0))
    closeness = Case(
        When(Q(search_text=key) | Q(search_text__startswith=key + "\n"), then=0),
        When(search_text__startswith=key, then=1),
        When(in_title, then=2),
        default=3,
        output_field=IntegerField(),
    )
    placed = found.annotate(at=StrIndex("search_text", Value(key)), title_end=StrIndex("search_text", Value("\n")))
    ranked: QuerySet[Any] = placed.annotate(closeness=closeness)
    return ranked.order_by("closeness", F("last_reported").desc(nulls_last=True), "-pk")


def find_groups(wanted: SearchFilter) -> QuerySet[Group]:
    """With the number of initiatives in `size`."""
    found = Group.objects.matching(wanted.text)
    if wanted.groups:
        found = found.filter(slug__in=wanted.groups)
    if wanted.sectors or wanted.statuses or wanted.years:
        found = found.filter(Exists(_taking_part(wanted).filter(group=OuterRef("pk"))))
    return _by_name(found, wanted.text, "group")


def find_organizations(wanted: SearchFilter) -> QuerySet[Any]:
    """Without those that stand for a group, which is found itself; with the number of initiatives in `size`."""
    found = Organization.objects.current().filter(stands_for__isnull=True).matching(wanted.text)
    if wanted.groups:
        members = Affiliation.objects.filter(STANDS, group__slug__in=wanted.groups)
        found = found.filter(pk__in=members.values("organization"))
    if wanted.sectors or wanted.statuses or wanted.years:
        found = found.filter(Exists(_taking_part(wanted).filter(organization=OuterRef("pk"))))
    return _by_name(found, wanted.text, "organization")


def find_articles(wanted: SearchFilter) -> QuerySet[Article]:
    """The latest first: the index then spares the reading of most texts."""
    found = Article.objects.readable().matching(wanted.text)
    if wanted.years:
        found = found.filter(published_at__year__in=[int(year) for year in wanted.years])
    plain = wanted.without("year")
    if plain.chosen:
        initiatives = narrow(Initiative.objects.visible(), plain)
        found = found.filter(Exists(Report.objects.filter(article=OuterRef("pk"), initiative__in=initiatives)))
    return found.order_by("-published_at", "-id")


def narrow(rows: QuerySet[Initiative], wanted: SearchFilter) -> QuerySet[Initiative]:
    """Initiatives that the facets let through."""
    if wanted.sectors:
        links = Initiative.sectors.through.objects.filter(sector__slug__in=wanted.sectors)
        rows = rows.filter(pk__in=links.values("initiative"))
    if wanted.statuses:
        rows = rows.filter(status__in=wanted.statuses)
    if wanted.groups:
        members = Participation.objects.filter(STANDS, group__slug__in=wanted.groups)
        rows = rows.filter(pk__in=members.values("initiative"))
    if wanted.years:
        dated = Milestone.objects.filter(STANDS, _in_years(wanted.years), initiative=OuterRef("pk"))
        rows = rows.filter(Exists(dated))
    return rows


QUERIES: dict[str, Any] = {
    Kind.INITIATIVE: find_initiatives,
    Kind.ORGANIZATION: find_organizations,
    Kind.ARTICLE: find_articles,
}


def in_order(rows: Iterable[Any], ids: Iterable[int]) -> list[Any]:
    """Rows that were fetched by their ids, in the order in which they were found."""
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in ids if pk in by_id]


def count_up_to(rows: QuerySet[Any], limit: int = COUNTED) -> Tally:
    number = rows.order_by()[: limit + 1].count()
    return Tally(min(number, limit), number > limit)


def _taking_part(wanted: SearchFilter) -> QuerySet[Participation]:
    return Participation.objects.filter(STANDS, initiative__in=narrow(Initiative.objects.visible(), wanted))


def _in_years(years: Iterable[str]) -> Q:
    found = Q()
    for year in map(int, years):
        found |= Q(date_from__lte=date(year, 12, 31), date_to__gte=date(year, 1, 1))
    return found


def _by_name(rows: QuerySet[Any], text: str, side: str) -> QuerySet[Any]:
    """Called just so by one of its names, then beginning so, then the rest; those with most initiatives first."""
    key = fold(text)
    just_so = Q(search_text=key) | Q(search_text__startswith=key + "\n") | Q(search_text__endswith="\n" + key)
    just_so |= Q(search_text__contains=f"\n{key}\n")
    begins = Q(search_text__startswith=key) | Q(search_text__contains="\n" + key)
    closeness = Case(When(just_so, then=0), When(begins, then=1), default=2, output_field=IntegerField())
    visible = Q(initiative__withdrawn=False, initiative__merged_into__isnull=True)
    standing = Participation.objects.filter(STANDS, visible, **{side: OuterRef("pk")})
    counted = standing.exclude(initiative__review=Review.REJECTED).order_by().values(side)
    size = Coalesce(Subquery(counted.annotate(n=Count("initiative", distinct=True)).values("n"), IntegerField()), 0)
    ranked: QuerySet[Any] = rows.annotate(closeness=closeness, size=size)
    return ranked.order_by("closeness", "-size", "name", "pk")
