"""The address of the ledger of promises: group, sector and state (repeatable), year, late, sort, by, q, page. As in
`filters`, a value that means nothing is left out and named in `notes`; nothing here raises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.forms.drops import Part
from tracker.forms.filter_bar import Choice, FilterBar, make_filter_bar
from tracker.forms.filters import FIRST_YEAR, LAST_YEAR, Filter, parse_filter, read_choices, shown
from tracker.models import Group, Promise, PromiseState, Sector

SHARED = ("sector", "q", "page")
LAST_PAGE = 200  # beyond it a filter finds more than a finger on "next"
# How late, at the least, in days; the words of the choices are those of `late_choices`.
LATE = {"any": 1, "3m": 91, "1y": 365, "3y": 1096}
SORTS = ("oldest",)
BY = ("group", "sector", "year")


@dataclass(frozen=True, slots=True)
class PromiseFilter(Filter):
    """year: that in which a promise falls due; late: one of LATE; sort: of SORTS, "" for what fell due last; by: of BY,
    a table instead of the list."""

    group: Group | None = None
    states: tuple[str, ...] = ()
    year: int | None = None
    late: str = ""
    sort: str = ""
    by: str = ""

    @property
    def active(self) -> int:
        single = (self.group, self.year, self.late, self.text)
        return len(self.sectors) + len(self.states) + sum(map(bool, single))

    def parameters(self) -> dict[str, list[str]]:
        found = {
            "group": [self.group.slug] if self.group else [],
            "state": list(self.states),
            "year": [str(self.year)] if self.year else [],
            "late": [self.late] if self.late else [],
            "sort": [self.sort] if self.sort else [],
            "by": [self.by] if self.by else [],
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
        page=_read_page(plain.page, notes),
        group=_read_group(data.get("group", ""), notes),
        states=read_choices(data.getlist("state"), PromiseState.values, _("상태"), notes),
        year=_read_year(data.get("year", ""), notes),
        late=_read_one(data.get("late", ""), LATE, _("늦은 정도"), notes),
        sort=_read_one(data.get("sort", ""), SORTS, _("차례"), notes),
        by=_read_one(data.get("by", ""), BY, _("표"), notes),
        notes=tuple(notes),
    )


def find_years() -> list[int]:
    """Those in which something falls due."""
    return [day.year for day in Promise.objects.dates("due_on", "year")]


def find_groups() -> list[Group]:
    """Those of which something was promised."""
    return list(Group.objects.with_promises())


def late_choices(chosen: str) -> tuple[Choice, ...]:
    words = {"any": _("조금이라도"), "3m": _("석 달 넘게"), "1y": _("한 해 넘게"), "3y": _("세 해 넘게")}
    return tuple(Choice(value, words[value], value == chosen) for value in LATE)


def make_promise_bar(
    wanted: PromiseFilter, sectors: Sequence[Sector], groups: Iterable[Group], years: Iterable[int]
) -> FilterBar:
    """The choices of the page."""
    bar = make_filter_bar(wanted, sectors, period=False)
    kept = [(name, value) for name, value in (("sort", wanted.sort), ("by", wanted.by)) if value]
    return FilterBar(
        filter=wanted,
        target=bar.target,
        sectors=bar.sectors,
        statuses=(),
        period=False,
        states=tuple(Choice(s.value, str(s.label), s.value in wanted.states) for s in PromiseState),
        groups=tuple(Choice(g.slug, g.display_name, g == wanted.group) for g in groups),
        years=tuple(Choice(str(year), str(year), year == wanted.year) for year in sorted(set(years), reverse=True)),
        lates=late_choices(wanted.late),
        kept=tuple(kept),
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
    if wanted.late:
        (words,) = (one.label for one in late_choices(wanted.late) if one.checked)
        rows.append((_("늦은 정도"), words, ("late",), {"late": ""}))
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


def _read_one(value: str, known: Collection[str], what: str, notes: list[str]) -> str:
    return next(iter(read_choices([value], known, what, notes)), "")


def _read_page(page: int, notes: list[str]) -> int:
    if page > LAST_PAGE:
        words = _("%(last)s쪽까지만 넘길 수 있어 그 쪽을 보입니다. 해나 기업집단으로 좁히면 나머지가 보입니다.")
        notes.append(words % {"last": LAST_PAGE})
    return min(page, LAST_PAGE)
