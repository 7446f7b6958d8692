"""Ways out of a page on which nothing is left: each set filter in words, and what would be there without it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from tracker.forms.filters import Filter
from tracker.models import Modality, Organization, Sector, Status


@dataclass(frozen=True, slots=True)
class Drop:
    """One filter that can be dropped. found: how many rows are left without it, which names the filter at fault."""

    what: str
    value: str
    address: str
    found: int


Asked = TypeVar("Asked", bound=Filter)
# (what, value, parameters, fields of the filter when dropped) of a filter that is set
Part = tuple[str, str, tuple[str, ...], dict[str, Any]]


def make_drops(wanted: Asked, count: Callable[[Asked], int], parts: Iterable[Part] = ()) -> list[Drop]:
    """The set filters, those first without which most is found. count: the rows that a filter lets through. parts:
    those that only this page has."""
    drops = []
    for what, value, names, unset in [*parts, *_set_filters(wanted)]:
        found = count(replace(wanted, page=1, **unset))
        drops.append(Drop(what, value, wanted.querystring(**dict.fromkeys(names)), found))
    return sorted(drops, key=lambda drop: -drop.found)


def _set_filters(wanted: Filter) -> list[Part]:
    rows: list[Part] = []
    if wanted.sectors:
        sectors = Sector.objects.filter(slug__in=wanted.sectors)
        rows.append((_("분야"), ", ".join(one.display_name for one in sectors), ("sector",), {"sectors": ()}))
    if wanted.statuses:
        words = ", ".join(str(Status(one).label) for one in wanted.statuses)
        rows.append((_("단계"), words, ("status",), {"statuses": ()}))
    if wanted.modalities:
        words = ", ".join(str(Modality(one).label) for one in wanted.modalities)
        rows.append((_("양태"), words, ("modality",), {"modalities": ()}))
    if wanted.affiliate:
        found = Organization.objects.filter(slug=wanted.affiliate).first()
        name = found.display_name if found else wanted.affiliate
        rows.append((_("계열사"), name, ("affiliate",), {"affiliate": ""}))
    if wanted.first or wanted.last:
        asked = wanted.parameters()
        words = f"{asked.get('from', [''])[0]}–{asked.get('to', [''])[0]}"
        rows.append((_("기간"), words, ("from", "to"), {"first": None, "last": None}))
    if wanted.text:
        rows.append((_("글"), f"“{wanted.text}”", ("q",), {"text": ""}))
    return rows
