"""The sentences behind an edge or a cell: of every initiative that the two sides share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tracker.forms.partner_filter import PartnerFilter
from tracker.models import Affiliation, Evidence, Group, Initiative, Organization, PartnerRow, Review
from tracker.partnerships.reading import Found, Key, read_rows, read_totals, totals_at
from tracker.partnerships.select import Owner, Sectors, matches_stage_and_kind

MOST = 40  # initiatives at once


@dataclass(frozen=True, slots=True)
class Sentences:
    """initiatives: newest first, at most MOST of `total`, each with its sentences."""

    initiatives: list[tuple[Initiative, list[Evidence]]]
    total: int

    @property
    def left(self) -> int:
        return self.total - len(self.initiatives)


def select_sentences(owner: Owner, partner: Owner, wanted: PartnerFilter, sectors: Sectors) -> Sentences:
    """Of what the owner shares with one partner, by the sectors and the year of the filter."""
    rows = _rows_of(owner)
    if isinstance(partner, Organization):
        rows = rows.filter(partner=partner)
    else:
        rows = rows.filter(Q(partner_group=partner) | Q(partner__in=_members({partner.pk})))
    found = _roll(owner, rows, wanted, sectors)
    if isinstance(partner, Group):
        found = [one for one in found if one.key == (None, partner.pk)]
    return _sentences(found, _of(owner) | _of(partner))


def select_cell(group: Group, wanted: PartnerFilter, sectors: Sectors) -> Sentences:
    """Of what the group shares with all partners that stand at the stages of the filter in its sectors."""
    chosen = [pk for pk, one in sectors.items() if one.slug in wanted.sectors]
    totals = totals_at(wanted.at).filter(Q(partner=None) | Q(partner_group=None), group=group)
    totals = totals.filter(sector__in=chosen) if chosen else totals.filter(sector=None)
    keys: set[Key] = {one.key for one in read_totals(totals) if matches_stage_and_kind(one, wanted)}
    homes = {key[1] for key in keys if key[0] is None}
    among = Q(partner__in={key[0] for key in keys if key[0]}) | Q(partner_group__in=homes)
    rows = _rows_of(group).filter(among | Q(partner__in=_members(homes)))
    found = [one for one in _roll(group, rows, wanted, sectors) if one.key in keys]
    return _sentences(found, Q())


def _rows_of(owner: Owner) -> QuerySet[PartnerRow]:
    if isinstance(owner, Group):
        return PartnerRow.objects.filter(group=owner)
    return PartnerRow.objects.filter(organization=owner)


def _roll(owner: Owner, rows: QuerySet[PartnerRow], wanted: PartnerFilter, sectors: Sectors) -> list[Found]:
    chosen = [pk for pk, one in sectors.items() if one.slug in wanted.sectors]
    side = "group" if isinstance(owner, Group) else "organization"
    return read_rows(rows, wanted.at, chosen, side=side)


def _members(groups: Collection[int | None]) -> QuerySet[Any, Any]:
    rows = Affiliation.objects.filter(group__in=groups).exclude(review=Review.REJECTED)
    return rows.values("organization_id")


def _of(side: Owner) -> Q:
    if isinstance(side, Group):
        return Q(participation__group=side) | Q(participation__organization__in=_members({side.pk}))
    return Q(participation__organization=side)


def _sentences(found: list[Found], sides: Q) -> Sentences:
    ids = {pk for one in found for pk in one.initiatives}
    rows = Initiative.objects.filter(pk__in=ids).order_by("-last_reported", "-id").prefetch_related("sectors")
    shown = list(rows[:MOST])
    facts = Q(milestone__initiative__in=shown) & ~Q(milestone__review=Review.REJECTED)
    facts |= Q(participation__initiative__in=shown) & ~Q(participation__review=Review.REJECTED) & sides
    evidence = (
        Evidence.objects.with_article()
        .filter(facts)
        .select_related("milestone", "participation__organization")
        .order_by("report__article__published_at", "start", "id")
    )
    by_initiative: dict[int, list[Evidence]] = defaultdict(list)
    for row in evidence:
        fact = row.milestone or row.participation
        assert fact is not None  # a constraint of the table
        by_initiative[fact.initiative_id].append(row)
    return Sentences([(one, by_initiative[one.pk]) for one in shown], len(ids))
