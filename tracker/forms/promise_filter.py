"""The address of the ledger of promises: group, sector and state (repeatable), year, q, page. As in `filters`, a value
that means nothing is left out and named in `notes`; nothing here raises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.forms.drops import Part
from tracker.forms.filter_bar import Choice, FilterBar, make_filter_bar
from tracker.forms.filters import FIRST_YEAR, LAST_YEAR, Filter, parse_filter, read_choices, shown
from tracker.models import Group, Promise, PromiseState, Sector

SHARED = ("sector", "q", "page")


@dataclass(frozen=True, slots=True)
class PromiseFilter(Filter):
    """year: that in which a promise falls due."""

    group: Group | None = None
    states: tuple[str, ...] = ()
    year: int | None = None

    @property
    def active(self) -> int:
        return len(self.sectors) + len(self.states) + sum(map(bool, (self.group, self.year, self.text)))

    def parameters(self) -> dict[str, list[str]]:
        found = {
            "group": [self.group.slug] if self.group else [],
            "state": list(self.states),
            "year": [str(self.year)] if self.year else [],
        }
        return {name: values for name, values in found.items() if values} | Filter.parameters(self)


def parse_promise_filter(data: QueryDict, sectors: Sequence[Sector]) -> PromiseFilter:
    """Reads `request.GET`."""
    shared = QueryDict(mutable=True)
    for name in SHARED:
        shared.setlist(name, data.getlist(name))
    plain = parse_filter(shared, sectors=[sector.slug for sector in sectors])
    notes = list(plain.notes)
    return PromiseFilter(
        sectors=plain.sectors,
        text=plain.text,
        page=plain.page,
        group=_read_group(data.get("group", ""), notes),
        states=read_choices(data.getlist("state"), PromiseState.values, _("상태"), notes),
        year=_read_year(data.get("year", ""), notes),
        notes=tuple(notes),
    )


def make_promise_bar(wanted: PromiseFilter, sectors: Sequence[Sector], today_year: int) -> FilterBar:
    """The choices of the page. Years: those in which something falls due, and the present one."""
    bar = make_filter_bar(wanted, sectors, period=False)
    groups = Group.objects.with_promises()
    years = {day.year for day in Promise.objects.dates("due_on", "year")} | {today_year}
    return FilterBar(
        filter=wanted,
        target=bar.target,
        sectors=bar.sectors,
        statuses=(),
        period=False,
        states=tuple(Choice(s.value, str(s.label), s.value in wanted.states) for s in PromiseState),
        groups=tuple(Choice(g.slug, g.display_name, g == wanted.group) for g in groups),
        years=tuple(Choice(str(year), str(year), year == wanted.year) for year in sorted(years, reverse=True)),
    )


def promise_parts(wanted: PromiseFilter) -> list[Part]:
    """The set filters that only this page has, for the ways out of an empty one."""
    rows: list[Part] = []
    if wanted.group:
        rows.append((_("기업집단"), wanted.group.display_name, ("group",), {"group": None}))
    if wanted.states:
        words = ", ".join(str(PromiseState(one).label) for one in wanted.states)
        rows.append((_("상태"), words, ("state",), {"states": ()}))
    if wanted.year:
        rows.append((_("기한의 해"), str(wanted.year), ("year",), {"year": None}))
    return rows


def _read_group(value: str, notes: list[str]) -> Group | None:
    if not value:
        return None
    text = shown(value)
    found = Group.objects.filter(slug=text).first()
    if found is None:
        notes.append(_("%(what)s ‘%(value)s’은(는) 없어서 뺐습니다.") % {"what": _("기업집단"), "value": text})
    return found


def _read_year(value: str, notes: list[str]) -> int | None:
    value = value.strip()
    if not value:
        return None
    if value.isascii() and value.isdigit() and len(value) == 4 and FIRST_YEAR <= int(value) <= LAST_YEAR:
        return int(value)
    notes.append(_("연도 ‘%(value)s’을(를) 읽지 못해 뺐습니다. 2020처럼 써 주세요.") % {"value": shown(value)})
    return None
