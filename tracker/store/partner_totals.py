"""Totals of what groups share with partners, rolled up from partner rows; called by `partner_rows` only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q

from tracker.models import (
    Affiliation,
    Group,
    Organization,
    OrganizationKind,
    PartnerCount,
    PartnerRow,
    PartnerTotal,
    Review,
)
from tracker.pipeline.partners.membership import Window, windows_of
from tracker.pipeline.partners.roll import (
    ALL_TIME,
    FOREVER,
    Share,
    Span,
    Sum,
    add_up,
    join_sectors,
    roll_up,
    split_sectors,
    sum_up,
)
from tracker.store.locks import lock_merge
from tracker.store.partner_counts import change_counts, is_member

Node = tuple[int | None, int | None]  # partner, group of the partner: see PartnerTotal
Owned = tuple[int | None, Node]  # the group (none: all of them) and the node
Windows = dict[int, list[Window]]
Fine = tuple[int, int, int | None, list[int], list[list[Any]], int, bool, int]
FINE = ("initiative_id", "partner_id", "partner_group_id", "sectors", "steps", "origins", "reviewed", "until")
_COLUMNS = (
    "group_id", "partner_id", "partner_group_id", "kind", "sector_id", "since", "until", "rung", "initiatives",
    "origins", "reviewed", "first", "last", "groups",
)  # fmt: skip
NO_WINDOW: list[Window] = [(None, 1, FOREVER)]


class Ledger:
    """The shares of one group with some nodes, dated and over all time, by sector (None: all)."""

    def __init__(self) -> None:
        self.dated: defaultdict[int | None, list[Share]] = defaultdict(list)
        self.ever: defaultdict[int | None, list[Share]] = defaultdict(list)
        self.sectors_of: dict[int, list[int]] = {}

    def add(self, share: Share, sectors: list[int], *, ever: bool) -> None:
        book = self.ever if ever else self.dated
        self.sectors_of[share.initiative] = sectors
        for sector in [None, *sectors]:
            book[sector].append(share)

    def totals(self, owned: Owned, kind: str) -> Iterator[PartnerTotal]:
        for sector in sorted({*self.dated, *self.ever}, key=lambda one: one or 0):
            spans = roll_up(self.dated[sector])
            whole = sum_up(self.ever[sector])
            if whole:
                yield make_total(owned, kind, sector, Span(ALL_TIME, 1, whole), self._sectors(self.ever, None, sector))
            for span in spans:
                yield make_total(owned, kind, sector, span, self._sectors(self.dated, span.since, sector))

    def _sectors(self, book: dict[int | None, list[Share]], year: int | None, sector: int | None) -> list[int]:
        if sector is not None:
            return [sector]
        shares = [one for one in book[None] if year is None or one.begins <= year < one.until]
        return sorted({sector for one in shares for sector in self.sectors_of[one.initiative]})


def make_total(owned: Owned, kind: str, sector: int | None, span: Span, sectors: list[int]) -> PartnerTotal:
    group, (partner, partner_group) = owned
    found = span.sum
    return PartnerTotal(
        group_id=group,
        partner_id=partner,
        partner_group_id=partner_group,
        kind=kind,
        sector_id=sector,
        sectors=join_sectors(sectors),
        since=span.since,
        until=span.until,
        rung=found.rung,
        initiatives=found.initiatives,
        origins=found.origins,
        reviewed=found.reviewed,
        first=found.first,
        last=found.last,
        groups=found.groups,
    )


def refresh_totals(pairs: Collection[tuple[int, int]]) -> None:
    """Brings every total that a pair of group and partner is part of to what the rows say; under the merge lock."""
    if not pairs:
        return
    partners = {partner for _, partner in pairs}
    windows = windows_by_organization(partners)
    homes = _homes_of(partners, windows)
    owned: set[Owned] = {(group, (partner, None)) for group, partner in pairs}
    for group, partner in pairs:
        for home in homes[partner]:
            owned |= {(group, (partner, home)), (group, (None, home))}
    _replace(owned, list(_compute(owned, windows)))


def _homes_of(partners: Collection[int], windows: Windows) -> dict[int, set[int]]:
    """The groups to which each of them ever belonged, by what is stored or by what holds now."""
    found = {partner: {group for group, _, _ in windows.get(partner, []) if group} for partner in partners}
    for model in (PartnerTotal, PartnerRow):
        rows = model._default_manager.filter(partner__in=partners).exclude(partner_group=None).order_by()
        for partner, home in rows.values_list("partner_id", "partner_group_id").distinct():
            found[partner].add(home)
    return found


def rebuild_totals() -> None:
    """All totals from all rows, group by group, each partner's rows as a stream."""
    windows = windows_by_organization(None)
    kinds = dict(Organization.objects.values_list("pk", "kind"))
    PartnerTotal.objects.filter(group=None).delete()
    for group in Group.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            lock_merge()
            PartnerTotal.objects.filter(group=group).delete()
            PartnerCount.objects.filter(group=group).delete()
            _create(_totals_of_group(group, windows, kinds))
            change_counts(PartnerTotal.objects.filter(group=group).iterator(2000), [])
    with transaction.atomic():
        lock_merge()
        PartnerTotal.objects.filter(group=None).delete()
        rows = _node_totals(PartnerTotal.objects.exclude(group=None)).order_by("partner_group_id", "partner_id", "pk")
        _create(
            total
            for _, some in groupby(rows.iterator(2000), key=lambda row: (row.partner_group_id, row.partner_id))
            for total in _ranking(list(some))
        )


def _totals_of_group(group: int, windows: Windows, kinds: dict[int, str]) -> Iterator[PartnerTotal]:
    rows = PartnerRow.objects.filter(group=group).order_by("partner_id", "pk").values_list(*FINE)
    shared: defaultdict[Node, Ledger] = defaultdict(Ledger)  # with groups of partners: of many partners each
    for partner, some in groupby(rows.iterator(2000), key=lambda row: row[1]):
        own: defaultdict[Node, Ledger] = defaultdict(Ledger)
        for row in some:
            enter(row, windows.get(partner, NO_WINDOW), own, shared)
        for node, ledger in own.items():
            yield from ledger.totals((group, node), kinds.get(partner, OrganizationKind.COMPANY))
    for node, ledger in shared.items():
        yield from ledger.totals((group, node), OrganizationKind.COMPANY)


def enter(row: Fine, windows: list[Window], own: dict[Node, Ledger], shared: dict[Node, Ledger]) -> None:
    """Enters a row in the ledgers of its nodes: of the partner (`own`) and of the groups to which that belonged."""
    initiative, partner, event_group, sectors, raw, origins, reviewed, until = row
    steps = tuple((s[0], s[1], date.fromisoformat(s[2]), date.fromisoformat(s[3])) for s in raw)
    for home, since, before in windows:
        share = Share(initiative, steps, origins, reviewed, since, min(until, before))
        if share.begins < share.until:
            own[(partner, home)].add(share, sectors, ever=False)
            if home is not None:
                shared[(None, home)].add(share, sectors, ever=False)
    whole = Share(initiative, steps, origins, reviewed)
    own[(partner, event_group)].add(whole, sectors, ever=True)
    if event_group is not None:
        shared[(None, event_group)].add(whole, sectors, ever=True)


def _compute(owned: Collection[Owned], windows: Windows) -> Iterator[PartnerTotal]:
    partners = {node[0] for _, node in owned if node[0] is not None}
    homes = {node[1] for _, node in owned if node[0] is None}
    groups = {group for group, _ in owned}
    kinds = dict(Organization.objects.filter(pk__in=partners).values_list("pk", "kind"))
    members = set(
        Affiliation.objects.filter(group__in=homes)
        .exclude(review=Review.REJECTED)
        .values_list("organization_id", flat=True)
    )
    among = Q(partner__in=partners)
    if homes:
        among |= Q(partner_group__in=homes) | Q(partner__in=members)
    rows = PartnerRow.objects.filter(among, group__in=groups).order_by("pk").values_list("group_id", *FINE)
    every = {**windows, **windows_by_organization(members - windows.keys())}
    ledgers: defaultdict[int | None, defaultdict[Node, Ledger]] = defaultdict(lambda: defaultdict(Ledger))
    for group, *fine in rows.iterator(2000):
        partner = fine[1]
        book = ledgers[group]
        enter(tuple(fine), every.get(partner, NO_WINDOW), book, book)
    for group, node in sorted(owned, key=str):
        if group in ledgers and node in ledgers[group]:
            kind = kinds.get(node[0] or 0, OrganizationKind.COMPANY)
            yield from ledgers[group][node].totals((group, node), kind)


def _replace(owned: set[Owned], wanted: list[PartnerTotal]) -> None:
    """Only what has changed is written; counts and rankings follow."""
    there = {_values(row): row for row in _stored(owned)}
    new = []
    for row in wanted:
        if there.pop(_values(row), None) is None:
            new.append(row)
    gone = list(there.values())
    PartnerTotal.objects.filter(pk__in=[row.pk for row in gone]).delete()
    _create(new)
    change_counts(new, gone)
    nodes = {(row.partner_id, row.partner_group_id) for row in [*new, *gone] if not is_member(row)}
    for partner, home in sorted(nodes, key=str):
        rows = PartnerTotal.objects.filter(partner=partner, partner_group=home)
        rows.filter(group=None).delete()
        _create(_ranking(list(rows.exclude(group=None))))


def _stored(owned: set[Owned]) -> Iterator[PartnerTotal]:
    groups = {group for group, _ in owned}
    partners = {node[0] for _, node in owned if node[0] is not None}
    homes = {node[1] for _, node in owned if node[0] is None}
    rows = PartnerTotal.objects.filter(group__in=groups)
    for row in rows.filter(Q(partner__in=partners) | Q(partner=None, partner_group__in=homes)):
        if (row.group_id, (row.partner_id, row.partner_group_id)) in owned:
            yield row


def _values(row: PartnerTotal) -> tuple[Any, ...]:
    return (*(getattr(row, name) for name in _COLUMNS), row.sectors)


def _node_totals(rows: Any) -> Any:
    """Without organizations within groups, which their group stands for."""
    return rows.filter(Q(partner=None) | Q(partner_group=None))


def _ranking(rows: list[PartnerTotal]) -> Iterator[PartnerTotal]:
    """What all groups share with one partner. rows: the totals of each group with it."""
    for sector in sorted({row.sector_id for row in rows}, key=lambda one: one or 0):
        mine = [row for row in rows if row.sector_id == sector]
        spans = [Span(row.since, row.until, _sum_of(row)) for row in mine]
        whole = [span for span in spans if span.since == ALL_TIME]
        for span in [*add_up(whole), *add_up(span for span in spans if span.since != ALL_TIME)]:
            held = [row for row in mine if row.since <= span.since < row.until]
            sectors = sorted({one for row in held for one in split_sectors(row.sectors)})
            yield make_total(
                (None, (mine[0].partner_id, mine[0].partner_group_id)), mine[0].kind, sector, span, sectors
            )


def _sum_of(row: PartnerTotal) -> Sum:
    return Sum(row.rung, row.initiatives, row.origins, row.reviewed, row.first, row.last, row.groups)


def _create(rows: Iterable[PartnerTotal]) -> None:
    portion: list[PartnerTotal] = []
    for row in rows:
        portion.append(row)
        if len(portion) == 1000:
            PartnerTotal.objects.bulk_create(portion, batch_size=500)
            portion = []
    PartnerTotal.objects.bulk_create(portion, batch_size=500)


def windows_by_organization(organization_ids: Collection[int] | None) -> Windows:
    """Which group each of them belonged to at the ends of the years; None: every organization that was ever in one."""
    rows = Affiliation.objects.exclude(review=Review.REJECTED)
    if organization_ids is not None:
        rows = rows.filter(organization__in=organization_ids)
    periods = defaultdict(list)
    for organization, group, since, until in rows.values_list("organization_id", "group_id", "since", "until"):
        periods[organization].append((group, since, until))
    return {organization: windows_of(some) for organization, some in periods.items()}
