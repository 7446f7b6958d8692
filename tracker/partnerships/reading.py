"""Stored totals and rows of partnerships as sums by side and partner, as of the end of a year, with the names of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.utils.translation import get_language

from tracker.models import Affiliation, GroupName, OrganizationName, PartnerRow, PartnerTotal, Review
from tracker.partnerships.edges import Node
from tracker.pipeline.partners.membership import Window, group_at, windows_of
from tracker.pipeline.partners.roll import ALL_TIME, Share, Sum, split_sectors, sum_up

Key = tuple[int | None, int | None]  # organization, group: as PartnerTotal.partner and .partner_group
NODE = (
    "partner_id", "partner__slug", "partner__name", "partner__english_name", "partner__kind",
    "partner_group_id", "partner_group__slug", "partner_group__name", "partner_group__english_name",
)  # fmt: skip
SUM = ("rung", "initiatives", "origins", "reviewed", "first", "last")
FINE = ("organization_id", "group_id", "initiative_id", "sectors", "steps", "origins", "reviewed", "until")


@dataclass(slots=True)
class Found:
    """One side's sum with one partner. owner: id of the group, or of the organization whose network it is. initiatives:
    ids, as far as rows were read."""

    owner: int
    key: Key
    node: Node
    sum: Sum
    sectors: list[int] = field(default_factory=list)
    initiatives: list[int] = field(default_factory=list)


def totals_at(year: int) -> QuerySet[PartnerTotal]:
    """The totals that hold at the end of the year, or over all time."""
    if year == ALL_TIME:
        return PartnerTotal.objects.filter(since=ALL_TIME)
    return PartnerTotal.objects.filter(since__gt=ALL_TIME, since__lte=year, until__gt=year)


def read_totals(rows: QuerySet[PartnerTotal]) -> Iterator[Found]:
    nodes: dict[Key, Node] = {}  # of one partner each, with as many groups as there are
    columns = ("group_id", "sectors", "partner_id", "partner_group_id", *SUM, *NODE)
    for owner, sectors, partner, group, *rest in rows.values_list(*columns):
        key = (partner, group)
        node = nodes.get(key)
        if node is None:
            node = nodes[key] = _node(rest[6:])[1]
        yield Found(owner, key, node, Sum(*rest[:6]), split_sectors(sectors))


def read_rows(
    rows: QuerySet[PartnerRow],
    year: int,
    sectors: Collection[int] = (),
    *,
    opened: Collection[str] = (),
    side: str = "group",
) -> list[Found]:
    """Rolls rows up by side ("group" or "organization") and partner, as the totals are; slower, but of any choice of
    rows. opened: slugs of groups whose affiliates stay apart."""
    shares: dict[tuple[int, Key], list[Share]] = defaultdict(list)
    nodes: dict[Key, Node] = {}
    seen: dict[tuple[int, Key], set[int]] = defaultdict(set)
    windows: dict[int, list[Window]] = {}
    if year != ALL_TIME:
        both = Q(organization__in=rows.order_by().values("partner_id"))
        both |= Q(organization__in=rows.order_by().values("organization_id"))
        windows = windows_by_organization(both)
        groups = _groups_of(windows)
    for values in rows.order_by("pk").values_list(*FINE, *NODE).iterator(2000):
        organization, group, initiative, its_sectors, steps, origins, reviewed, until = values[:8]
        if sectors and not set(sectors) & set(its_sectors):
            continue
        begun = steps[0][0]
        if year != ALL_TIME and (begun > year or (side == "group" and until <= year)):
            continue
        raw = list(values[8:])
        if year != ALL_TIME:
            home = group_at(windows.get(raw[0], []), year)
            if side == "group" and home == group:
                continue
            if side != "group" and home == group_at(windows.get(organization, []), year):
                home = None  # among affiliates of one group, each stands for itself
            raw[5:] = groups.get(home or 0, (None, None, None, None))
        key, node = _rolled(raw, opened)
        owner = group if side == "group" else organization
        nodes[key] = node
        shares[(owner, key)].append(_share(initiative, steps, origins, reviewed))
        seen[(owner, key)] |= set(its_sectors)
    found = []
    for (owner, key), some in shares.items():
        total = sum_up(some, year) if year != ALL_TIME else sum_up(some)
        if total is not None:
            found.append(Found(owner, key, nodes[key], total, sorted(seen[(owner, key)]), [s.initiative for s in some]))
    return found


def _share(initiative: int, steps: list[list[Any]], origins: int, reviewed: bool) -> Share:
    dated = tuple((s[0], s[1], date.fromisoformat(s[2]), date.fromisoformat(s[3])) for s in steps)
    return Share(initiative, dated, origins, reviewed)


def _rolled(raw: list[Any], opened: Collection[str]) -> tuple[Key, Node]:
    """An organization within a group that is not opened becomes that group."""
    if raw[5] is not None and raw[6] not in opened:
        raw[:5] = (None,) * 5
    return _node(raw)


def _node(raw: Iterable[Any]) -> tuple[Key, Node]:
    partner, slug, name, english, kind, group, group_slug, group_name, group_english = raw
    in_english = get_language() == "en"
    called = (group_english if in_english and group_english else group_name) or ""
    if partner is None:
        return (None, group), Node(group_slug, called, is_group=True)
    own = english if in_english and english else name
    return (partner, group), Node(slug, own, False, kind, group_slug or "", called)


Names = tuple[dict[int, str], dict[int, str]]  # by organization, by group


def name_on_day(
    found: Collection[Found], year: int, *, organizations: Collection[int] = (), groups: Collection[int] = ()
) -> Names:
    """Gives the nodes the names that they bore at the end of the year; returns those of these others, too, as far as
    they had one then."""
    if year == ALL_TIME or not found:
        return {}, {}
    language = "en" if get_language() == "en" else "ko"
    theirs = {*organizations, *(one.key[0] for one in found if one.key[0])}
    of_groups = {*groups, *(one.key[1] for one in found if one.key[1])}
    names, called = names_on(theirs, of_groups, date(year, 12, 31), language)
    for one in found:
        if one.key[0] in names:
            one.node = replace(one.node, name=names[one.key[0]])
        if one.key[1] in called:
            what = {"name": called[one.key[1]]} if one.key[0] is None else {"group_name": called[one.key[1]]}
            one.node = replace(one.node, **what)  # type: ignore[arg-type]
    return names, called


def names_on(organizations: Collection[int], groups: Collection[int], day: date, language: str) -> Names:
    """The official names of that day, by organization and by group, of those that had one; of groups the former ones
    alone, since the present one is their own."""
    stands = Q(official=True, language=language) & ~Q(review=Review.REJECTED) & _holds(day)
    ours = OrganizationName.objects.filter(stands, organization__in=organizations).order_by()
    theirs = GroupName.objects.filter(stands, group__in=groups, language="ko", until__isnull=False).order_by()
    of_groups = theirs.values_list(Value(1), "group_id", "name", "since")
    rows = ours.values_list(Value(0), "organization_id", "name", "since").union(of_groups)
    names: Names = ({}, {})
    for of_group, pk, name, _since in sorted(rows, key=lambda row: row[3] or date.min):
        names[of_group][pk] = name
    return names


def _holds(day: date) -> Q:
    begun, not_over = Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gt=day)
    return begun & not_over


def windows_by_organization(organizations: Q) -> dict[int, list[Window]]:
    """Which group each of them belonged to at the ends of the years, if to any."""
    periods = defaultdict(list)
    rows = Affiliation.objects.exclude(review=Review.REJECTED).filter(organizations)
    for organization, group, since, until in rows.values_list("organization_id", "group_id", "since", "until"):
        periods[organization].append((group, since, until))
    return {organization: windows_of(some) for organization, some in periods.items()}


def _groups_of(windows: dict[int, list[Window]]) -> dict[int, tuple[Any, ...]]:
    from tracker.models import Group

    ids = {group for some in windows.values() for group, _, _ in some if group}
    rows = Group.objects.filter(pk__in=ids).values_list("pk", "slug", "name", "english_name")
    return {row[0]: tuple(row) for row in rows}
