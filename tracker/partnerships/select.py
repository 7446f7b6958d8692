"""Partnerships as ties, in a fixed number of queries: of one group or organization, and of all groups (the market).

What can be told by totals is read from these, whatever the size of the whole; a choice of affiliates, texts or several
sectors is rolled up from the rows of the pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db.models import Count, Q, QuerySet, Sum

from tracker.forms.partner_filter import PartnerFilter
from tracker.models import Group, Initiative, Organization, PartnerCount, PartnerRow, PartnerTotal
from tracker.models import Sector as SectorRow
from tracker.partnerships.edges import Market, Node, Sector, Tie, sort_ties
from tracker.partnerships.reading import Found, Key, name_on_day, read_rows, read_totals, totals_at

Sectors = Mapping[int, Sector]
Owner = Group | Organization
COLUMNS, ROWS = 20, 25  # partners and groups of the market that stand side by side
CANDIDATES = 60  # partners looked at where a stage may leave some without a cell


def sectors_by_id(rows: Iterable[SectorRow]) -> dict[int, Sector]:
    return {one.pk: Sector(one.slug, one.display_name, one.display_letter, one.position % 8) for one in rows}


def select_ties(owner: Owner, wanted: PartnerFilter, sectors: Sectors) -> list[Tie]:
    """Everybody who shares an initiative with the owner, by rank. Organizations of another group stand as that group,
    unless it is among the opened."""
    found = [one for one in _found(owner, wanted, sectors) if matches_stage_and_kind(one, wanted)]
    if isinstance(owner, Group):
        _, called = name_on_day(found, wanted.at, groups={owner.pk})
        mine = Node(owner.slug, called.get(owner.pk, owner.display_name), is_group=True)
    else:
        called, _ = name_on_day(found, wanted.at, organizations={owner.pk})
        mine = Node(owner.slug, called.get(owner.pk, owner.display_name), False, owner.kind)
    return sort_ties((_tie(mine, one, sectors) for one in found), "")


def iterate_partner_rows(wanted: PartnerFilter, owner: Owner | None = None) -> Iterator[Tie]:
    """The same rows as the table of the filtered view has, in its order and on all its pages: of the group or
    organization, or without an owner of the market."""
    sectors = sectors_by_id(SectorRow.objects.all())
    ties = select_market(wanted, sectors).ties if owner is None else select_ties(owner, wanted, sectors)
    yield from sort_ties(ties, wanted.sort)


def affiliates_with_partners(group: Group) -> list[Organization]:
    """Those through whom the group has partners, by name."""
    return list(Organization.objects.filter(partner_rows__group=group).distinct().order_by("name"))


def split_by_affiliate(
    group: Group, affiliates: Iterable[Organization], ties: Collection[Tie], wanted: PartnerFilter, sectors: Sectors
) -> list[Tie]:
    """The ties of a group, one for each of its affiliates that has a part in it."""
    slugs = {tie.partner.slug for tie in ties if not tie.partner.is_group}
    homes = {tie.partner.slug for tie in ties if tie.partner.is_group}
    among = Q(partner__slug__in=slugs) | Q(partner_group__slug__in=homes)
    if wanted.year:
        members = Organization.objects.filter(affiliations__group__slug__in=homes)
        among |= Q(partner__in=members.values("pk"))
    rows = _narrowed(PartnerRow.objects.filter(among, group=group), wanted)
    chosen = _chosen(wanted, sectors)
    gone = set(rows.filter(until__lte=wanted.year).values_list("pk", flat=True)) if wanted.year else set()
    found = read_rows(rows.exclude(pk__in=gone), wanted.at, chosen, opened=wanted.opened, side="organization")
    keys = {tie.partner.key for tie in ties}
    found = [one for one in found if one.node.key in keys]
    ours = list(affiliates)
    called, _ = name_on_day(found, wanted.at, organizations={one.pk for one in ours})
    nodes = {one.pk: Node(one.slug, called.get(one.pk, one.display_name), False, one.kind, group.slug) for one in ours}
    return sort_ties((_tie(nodes[one.owner], one, sectors) for one in found), "")


def select_market(wanted: PartnerFilter, sectors: Sectors) -> Market:
    """The partners of most groups, the groups that have ties with them, and these ties."""
    keys, more = _ranked_partners(wanted, sectors)
    cells = _cells(keys, wanted, sectors)
    if isinstance(cells, list):  # where not every candidate has a cell
        here = {one.key for one in cells}
        keys, more = [key for key in keys if key in here][:COLUMNS], more or len(here) > COLUMNS
        cells = [one for one in cells if one.key in keys]
    busy = _busiest_groups(cells)
    every = list(Group.objects.all())
    names = {one.pk: one.display_name for one in every}
    slugs = {one.pk: one.slug for one in every}
    found = [one for one in _read_cells(cells, busy[:ROWS]) if matches_stage_and_kind(one, wanted)]
    _, called = name_on_day(found, wanted.at, groups=names)
    groups = {pk: Node(slugs[pk], called.get(pk, name), True) for pk, name in names.items()}
    ties = [_tie(groups[one.owner], one, sectors) for one in found]
    nodes = {one.key: one.node for one in found}
    return Market(
        groups=tuple(groups[pk] for pk in busy[:ROWS]),
        partners=tuple(nodes[key] for key in keys if key in nodes),
        ties=tuple(ties),
        more=more,
        others=tuple(groups[pk] for pk in busy[ROWS:]),
        absent=tuple(group for pk, group in groups.items() if pk not in busy),
    )


def count_stages(wanted: PartnerFilter) -> dict[tuple[int, int, int], int]:
    """{(group, sector, rung): with how many partners}, from the counts alone."""
    rows = PartnerCount.objects.filter(kind__in=wanted.kinds or [""])
    rows = rows.filter(year=0) if not wanted.year else rows.filter(year__gt=0, year__lte=wanted.year)
    if wanted.sectors:
        rows = rows.filter(sector__slug__in=wanted.sectors)
    if wanted.stages:
        rows = rows.filter(rung__in=wanted.rungs)
    if wanted.text:
        rows = rows.filter(group__in=Group.objects.matching(wanted.text))
    if not wanted.year and len(wanted.kinds) < 2:  # each number stands by itself
        given = rows.order_by().values_list("group_id", "sector_id", "rung", "number")
    else:
        keys = rows.order_by().values("group_id", "sector_id", "rung")
        given = keys.annotate(partners=Sum("number")).values_list("group_id", "sector_id", "rung", "partners")
    return {(group, sector, rung): number for group, sector, rung, number in given if number > 0}


def _found(owner: Owner, wanted: PartnerFilter, sectors: Sectors) -> Iterable[Found]:
    chosen = _chosen(wanted, sectors)
    if isinstance(owner, Group) and not (wanted.affiliate or wanted.text or len(chosen) > 1):
        rows = totals_at(wanted.at).filter(group=owner, sector=chosen[0] if chosen else None)
        apart = Q(partner__isnull=False, partner_group__slug__in=wanted.opened)
        together = Q(partner=None) & ~Q(partner_group__slug__in=wanted.opened)
        return read_totals(rows.filter(apart | together | Q(partner_group=None)))
    if isinstance(owner, Group):
        rows_of = PartnerRow.objects.filter(group=owner)
        return read_rows(_narrowed(rows_of, wanted), wanted.at, chosen, opened=wanted.opened)
    rows_of = PartnerRow.objects.filter(organization=owner)
    return read_rows(_narrowed(rows_of, wanted), wanted.at, chosen, opened=wanted.opened, side="organization")


def _narrowed(rows: QuerySet[PartnerRow], wanted: PartnerFilter) -> QuerySet[PartnerRow]:
    if wanted.affiliate:
        rows = rows.filter(organization__slug=wanted.affiliate)
    if wanted.text:
        rows = rows.filter(initiative__in=Initiative.objects.matching(wanted.text))
    return rows


def _chosen(wanted: PartnerFilter, sectors: Sectors) -> list[int]:
    return [pk for pk, one in sectors.items() if one.slug in wanted.sectors]


def matches_stage_and_kind(one: Found, wanted: PartnerFilter) -> bool:
    at_stage = not wanted.stages or one.sum.rung in wanted.rungs
    return at_stage and (not wanted.kinds or one.node.kind in wanted.kinds)


def _tie(owner: Node, one: Found, sectors: Sectors) -> Tie:
    found = one.sum
    named = tuple(sectors[pk] for pk in sectors if pk in one.sectors)
    return Tie(
        owner, one.node, found.rung, found.initiatives, found.origins, found.reviewed, found.first, found.last, named
    )


def _ranked_partners(wanted: PartnerFilter, sectors: Sectors) -> tuple[list[Key], bool]:
    """The candidates for columns, those of most groups first, and whether there are more."""
    chosen = _chosen(wanted, sectors)
    rows = totals_at(wanted.at).filter(sector=chosen[0] if len(chosen) == 1 else None)
    if wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    matched = list(Group.objects.matching(wanted.text).values_list("pk", flat=True)) if wanted.text else []
    if matched:
        rows = rows.filter(group__in=matched).filter(Q(partner=None) | Q(partner_group=None))
    else:
        rows = rows.filter(group=None)
        if wanted.stages:
            rows = rows.filter(rung__gte=min(wanted.rungs))
        if wanted.text:
            rows = rows.filter(partner__in=Organization.objects.matching(wanted.text))
    most = CANDIDATES if wanted.stages else COLUMNS
    rows = rows.order_by("-groups", "-initiatives", "pk")
    found: dict[Key, None] = dict.fromkeys(rows.values_list("partner_id", "partner_group_id")[: most + 1])
    return list(found)[:most], len(found) > most


def _cells(keys: list[Key], wanted: PartnerFilter, sectors: Sectors) -> QuerySet[PartnerTotal] | list[Found]:
    """What groups share with these partners: as totals, or for several sectors at once rolled up from rows."""
    chosen = _chosen(wanted, sectors)
    partners, homes = [key[0] for key in keys if key[0]], [key[1] for key in keys if not key[0]]
    if len(chosen) > 1:
        known = PartnerRow.objects.filter(Q(partner__in=partners) | Q(partner_group__in=homes)).exclude(group=None)
        rolled = [one for one in read_rows(known, wanted.at, chosen) if one.key in keys]
        return [one for one in rolled if matches_stage_and_kind(one, wanted)]
    rows = totals_at(wanted.at).filter(sector=chosen[0] if chosen else None).exclude(group=None)
    lone = Q(partner__in=partners, partner_group=None)
    rows = rows.filter(lone | Q(partner=None, partner_group__in=homes))
    return list(read_totals(rows.filter(rung__in=wanted.rungs))) if wanted.stages else rows


def _busiest_groups(cells: QuerySet[PartnerTotal] | list[Found]) -> list[int]:
    """The groups that have ties, those with most of them first."""
    if isinstance(cells, list):
        counts = Counter(one.owner for one in cells)
        return sorted(counts, key=lambda pk: (-counts[pk], pk))
    rows = cells.order_by().values("group_id").annotate(ties=Count("*"))
    return [pk for pk, _ in rows.order_by("-ties", "group_id").values_list("group_id", "ties")]


def _read_cells(cells: QuerySet[PartnerTotal] | list[Found], groups: list[int]) -> list[Found]:
    if isinstance(cells, list):
        return [one for one in cells if one.owner in groups]
    return list(read_totals(cells.filter(group__in=groups)))
