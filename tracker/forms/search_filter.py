"""The address of a search: q, kind, sector, status, group and year (repeatable), page. As in `filters`, a value that
means nothing is left out and named in `notes`; nothing here raises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.forms.drops import Part
from tracker.forms.filters import FIRST_YEAR, LAST_YEAR, Filter, parse_filter, read_choices, shown
from tracker.models import Group, Sector

SHARED = ("sector", "status", "q", "page")
MAX_VALUES = 10


class Kind(models.TextChoices):
    """What a search may find."""

    INITIATIVE = "initiative", gettext_lazy("사업")
    ORGANIZATION = "organization", gettext_lazy("조직")
    ARTICLE = "article", gettext_lazy("기사")


@dataclass(frozen=True, slots=True)
class SearchFilter(Filter):
    """kind: "" for all. years: in which an initiative has a milestone, or an article was published."""

    kind: str = ""
    groups: tuple[str, ...] = ()
    years: tuple[str, ...] = ()

    @property
    def active(self) -> int:
        return self.chosen + bool(self.text)

    @property
    def chosen(self) -> int:
        """How much was chosen beside the text and the kind."""
        return len(self.sectors) + len(self.statuses) + len(self.groups) + len(self.years)

    def parameters(self) -> dict[str, list[str]]:
        found = {"kind": [self.kind] if self.kind else [], "group": list(self.groups), "year": list(self.years)}
        return Filter.parameters(self) | {name: values for name, values in found.items() if values}

    def without(self, name: str) -> SearchFilter:
        """The search as if nothing had been chosen of one facet."""
        fields = {"sector": "sectors", "status": "statuses", "group": "groups", "year": "years"}
        dropped: dict[str, Any] = {fields[name]: ()}
        return replace(self, **dropped)


def parse_search(data: QueryDict, sectors: Sequence[Sector]) -> SearchFilter:
    """Reads `request.GET`."""
    shared = QueryDict(mutable=True)
    for name in SHARED:
        shared.setlist(name, data.getlist(name))
    plain = parse_filter(shared, sectors=[sector.slug for sector in sectors])
    notes = list(plain.notes)
    return SearchFilter(
        sectors=plain.sectors,
        statuses=plain.statuses,
        text=plain.text,
        page=plain.page,
        kind=next(iter(read_choices(data.getlist("kind")[:1], Kind.values, _("결과의 종류"), notes)), ""),
        groups=_read_groups(data.getlist("group"), notes),
        years=_read_years(data.getlist("year"), notes),
        notes=tuple(notes),
    )


def search_parts(wanted: SearchFilter) -> list[Part]:
    """The set filters that only this page has, in words."""
    rows: list[Part] = []
    if wanted.kind:
        rows.append((_("결과의 종류"), str(Kind(wanted.kind).label), ("kind",), {"kind": ""}))
    if wanted.groups:
        names = [group.display_name for group in Group.objects.filter(slug__in=wanted.groups)]
        rows.append((_("기업집단"), ", ".join(names), ("group",), {"groups": ()}))
    if wanted.years:
        rows.append((_("연도"), ", ".join(wanted.years), ("year",), {"years": ()}))
    return rows


def _read_groups(values: list[str], notes: list[str]) -> tuple[str, ...]:
    asked = [shown(value) for value in dict.fromkeys(values) if value][:MAX_VALUES]
    known = list(Group.objects.filter(slug__in=asked).values_list("slug", flat=True)) if asked else []
    return read_choices(asked, sorted(known), _("기업집단"), notes)


def _read_years(values: list[str], notes: list[str]) -> tuple[str, ...]:
    found = []
    for value in [value.strip() for value in dict.fromkeys(values) if value.strip()][:MAX_VALUES]:
        if value.isascii() and value.isdigit() and len(value) == 4 and FIRST_YEAR <= int(value) <= LAST_YEAR:
            found.append(value)
        else:
            words = _("연도 ‘%(value)s’을(를) 읽지 못해 뺐습니다. 2020처럼 써 주세요.")
            notes.append(words % {"value": shown(value)})
    return tuple(sorted(set(found)))
