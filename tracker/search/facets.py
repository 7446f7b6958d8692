"""What the results of a search can be narrowed by, with counts and links. Counted among the first thousand matches of
the text, in a fixed number of queries: each facet's counts heed what was chosen of the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tracker.forms.search_filter import Kind, SearchFilter
from tracker.models import Affiliation, Article, Group, Initiative, Milestone, Participation, Report, Sector, Status
from tracker.search.select import COUNTED, QUERIES, REACHED, STANDS, Tally

NAMES = ("sector", "status", "group", "year")
SHOWN = {"sector": 12, "status": 5, "group": 8, "year": 10}

Traits = Mapping[int, Mapping[str, set[str]]]  # {row: {facet: values}}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    tally: Tally
    on: bool
    address: str
    letter: str = ""
    hue: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    choices: tuple[Choice, ...]


def make_facets(wanted: SearchFilter, sectors: list[Sector]) -> list[Facet]:
    kind = wanted.kind or Kind.INITIATIVE
    bare = replace(wanted, sectors=(), statuses=(), groups=(), years=(), page=1)
    ids = list(QUERIES[kind](bare).order_by().values_list("pk", flat=True)[: REACHED + 1])
    traits, partial = _traits(kind, ids[:REACHED]), len(ids) > REACHED
    counts = {name: _count(name, wanted, traits) for name in NAMES}
    groups = {slug: name for slug, name in _group_names(counts["group"].keys() | set(wanted.groups))}
    values: dict[str, list[tuple[str, str, str, int]]] = {
        "sector": [(one.slug, one.display_name, one.display_letter, one.position % 8) for one in sectors],
        "status": [(status.value, str(status.label), "", 0) for status in Status],
        "group": [(slug, groups[slug], "", 0) for slug, _n in _most(counts["group"], wanted.groups) if slug in groups],
        "year": [(year, year, "", 0) for year in sorted(counts["year"].keys() | set(wanted.years), reverse=True)],
    }
    words = {"sector": _("분야"), "status": _("단계"), "group": _("기업집단"), "year": _("연도")}
    facets = [Facet(name, words[name], _choices(name, values[name], counts[name], wanted, partial)) for name in NAMES]
    return [facet for facet in facets if facet.choices]


def _choices(
    name: str, values: Iterable[tuple[str, str, str, int]], counts: Counter[str], wanted: SearchFilter, partial: bool
) -> tuple[Choice, ...]:
    chosen = wanted.parameters().get(name, [])
    found = [
        Choice(value, label, _tally(counts[value], partial), value in chosen, wanted.toggled(name, value), letter, hue)
        for value, label, letter, hue in values
        if counts[value] or value in chosen
    ]
    return tuple(one for number, one in enumerate(found) if number < SHOWN[name] or one.on)


def _tally(number: int, partial: bool) -> Tally:
    return Tally(min(number, COUNTED), partial or number > COUNTED)


def _count(name: str, wanted: SearchFilter, traits: Traits) -> Counter[str]:
    """How many rows have each value, of those that what was chosen of the other facets lets through."""
    others = {other: set(wanted.without(name).parameters().get(other, [])) for other in NAMES}
    found: Counter[str] = Counter()
    for row in traits.values():
        if all(not chosen or chosen & row[other] for other, chosen in others.items()):
            found.update(row[name])
    return found


def _most(counts: Counter[str], chosen: Iterable[str]) -> list[tuple[str, int]]:
    rows = {**dict.fromkeys(chosen, 0), **counts}
    return sorted(rows.items(), key=lambda row: (-row[1], row[0]))


def _group_names(slugs: Iterable[str]) -> list[tuple[str, str]]:
    return [(group.slug, group.display_name) for group in Group.objects.filter(slug__in=list(slugs))]


def _traits(kind: str, ids: list[int]) -> Traits:
    if kind == Kind.INITIATIVE:
        return _initiative_traits(ids)
    found: defaultdict[int, dict[str, set[str]]] = defaultdict(lambda: {name: set() for name in NAMES})
    for pk in ids:
        found[pk]  # a row without any trait is counted where nothing is chosen
    if kind == Kind.ORGANIZATION:
        members = Affiliation.objects.filter(STANDS, organization__in=ids).values_list("organization", "group__slug")
        for pk, slug in members:
            found[pk]["group"].add(slug)
        return found
    reports = list(Report.objects.filter(article__in=ids).order_by().values_list("article", "initiative"))
    traits = _initiative_traits({initiative for _article, initiative in reports})
    for article, initiative in reports:
        for name in ("sector", "status", "group"):
            found[article][name] |= traits[initiative][name]
    published = Article.objects.filter(pk__in=ids).order_by()
    for pk, year in published.values_list("pk", "published_at__year"):
        found[pk]["year"].add(str(year))
    return found


def _initiative_traits(ids: Iterable[int]) -> Traits:
    ids = list(ids)
    found: defaultdict[int, dict[str, set[str]]] = defaultdict(lambda: {name: set() for name in NAMES})
    for pk, status in Initiative.objects.filter(pk__in=ids).order_by().values_list("pk", "status"):
        found[pk]["status"].add(status)
    links = Initiative.sectors.through.objects.filter(initiative__in=ids)
    for pk, slug in links.values_list("initiative", "sector__slug"):
        found[pk]["sector"].add(slug)
    members = Participation.objects.filter(STANDS, initiative__in=ids, group__isnull=False).order_by()
    for pk, slug in members.values_list("initiative", "group__slug"):
        found[pk]["group"].add(slug)
    dated = Milestone.objects.filter(STANDS, initiative__in=ids, date_from__isnull=False).order_by()
    for pk, first, last in dated.values_list("initiative", "date_from__year", "date_to__year"):
        found[pk]["year"] |= {str(year) for year in range(first, min(last, first + 50) + 1)}
    return found
