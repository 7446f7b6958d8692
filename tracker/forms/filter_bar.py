"""What the filter bar shows: every choice with its state, so that the template only has to write it down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.forms.filters import Filter
from tracker.models import Modality, Sector, Status


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    checked: bool
    letter: str = ""
    hue: int = 0
    count: int | None = None


@dataclass(frozen=True, slots=True)
class FilterBar:
    """target: CSS selector of the part that is swapped when a filter changes. kept: parameters of the page that are no
    filter and travel along as hidden fields."""

    filter: Filter
    target: str
    sectors: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    modalities: tuple[Choice, ...] = ()
    affiliates: tuple[Choice, ...] = ()
    period: bool = True
    kept: tuple[tuple[str, str], ...] = ()
    states: tuple[Choice, ...] = ()
    groups: tuple[Choice, ...] = ()
    years: tuple[Choice, ...] = ()
    lates: tuple[Choice, ...] = ()


def make_filter_bar(
    found: Filter,
    sectors: Iterable[Sector],
    *,
    target: str = "#results",
    counts: Mapping[str, int] | None = None,
    affiliates: Iterable[tuple[str, str]] = (),
    modality: bool = False,
    period: bool = True,
) -> FilterBar:
    """counts: initiatives by sector slug. affiliates: (slug, name) in the order in which they are offered."""
    return FilterBar(
        filter=found,
        target=target,
        sectors=tuple(_sector_choice(sector, found, counts) for sector in sectors),
        statuses=tuple(Choice(s.value, str(s.label), s.value in found.statuses) for s in Status),
        modalities=tuple(Choice(m.value, str(m.label), m.value in found.modalities) for m in Modality)
        if modality
        else (),
        affiliates=tuple(Choice(slug, name, slug == found.affiliate) for slug, name in affiliates),
        period=period,
        kept=found.rest,
    )


def _sector_choice(sector: Sector, found: Filter, counts: Mapping[str, int] | None) -> Choice:
    return Choice(
        value=sector.slug,
        label=sector.display_name,
        checked=sector.slug in found.sectors,
        letter=sector.display_letter,
        hue=sector.position % 8,
        count=None if counts is None else counts.get(sector.slug, 0),
    )
