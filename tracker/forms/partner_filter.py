"""The address of partnership views: sector, stage, kind (repeatable), affiliate, year, q, open (repeatable: groups whose
affiliates are shown one by one), view, sort, page. As in `filters`, a value that means nothing is left out and named in
`notes`; nothing here raises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tracker.forms.drops import Part
from tracker.forms.filter_bar import Choice
from tracker.forms.filters import Filter, parse_filter, read_choices, shown
from tracker.models import OrganizationKind, Sector
from tracker.pipeline.partners.roll import ALL_TIME
from tracker.pipeline.partners.rungs import STAGES

SHARED = ("sector", "q", "page", "affiliate")
VIEWS = ("lines", "partners", "stages")
SORTS = ("partner", "owner", "kind", "stage", "initiatives", "origins", "first", "last")
FIRST_YEAR, LAST_YEAR = 1950, 2100
STAGE_WORDS = {
    "talks": pgettext_lazy("partnership", "협의"),
    "agreement": pgettext_lazy("partnership", "협약"),
    "pilot": pgettext_lazy("partnership", "시범·실증"),
    "contract": pgettext_lazy("partnership", "계약·수행"),
    "joint_venture": pgettext_lazy("partnership", "합작"),
}
VIEW_WORDS = {
    "lines": gettext_lazy("연결"),
    "partners": gettext_lazy("기업집단 × 협력 기관"),
    "stages": gettext_lazy("기업집단 × 분야 × 단계"),
}


@dataclass(frozen=True, slots=True)
class PartnerFilter(Filter):
    """year: the network as of the end of that year, None for all time. opened: slugs of groups."""

    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    year: int | None = None
    opened: tuple[str, ...] = ()
    view: str = ""
    sort: str = ""

    @property
    def active(self) -> int:
        several = len(self.sectors) + len(self.stages) + len(self.kinds)
        return several + sum(map(bool, (self.affiliate, self.year, self.text)))

    @property
    def at(self) -> int:
        return self.year or ALL_TIME

    @property
    def rungs(self) -> list[int]:
        return [STAGES.index(stage) for stage in self.stages]

    def parameters(self) -> dict[str, list[str]]:
        found = Filter.parameters(self) | {
            "stage": list(self.stages),
            "kind": list(self.kinds),
            "year": [str(self.year)] if self.year else [],
            "open": list(self.opened),
            "view": [self.view] if self.view else [],
            "sort": [self.sort] if self.sort else [],
        }
        return {name: values for name, values in found.items() if values}

    def narrowing(self) -> str:
        """What the sentences of an edge are narrowed by, as a query string ("" for nothing)."""
        given = {name: values for name, values in self.parameters().items() if name in ("sector", "year")}
        return Filter().querystring(**given) if given else ""


@dataclass(frozen=True, slots=True)
class PartnerBar:
    """What the filter bar of a partnership view shows. years: those that the slider spans, None without any."""

    filter: PartnerFilter
    sectors: tuple[Choice, ...]
    stages: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    affiliates: tuple[Choice, ...]
    years: tuple[int, int] | None
    kept: tuple[tuple[str, str], ...]
    target: str = "#results"


def parse_partner_filter(data: QueryDict, sectors: Sequence[Sector], *, market: bool = False) -> PartnerFilter:
    """Reads `request.GET`. market: of the page of all groups, which has a choice of views and no affiliates."""
    shared = QueryDict(mutable=True)
    for name in SHARED if not market else SHARED[:3]:
        shared.setlist(name, data.getlist(name))
    plain = parse_filter(shared, sectors=[sector.slug for sector in sectors])
    notes = list(plain.notes)
    return PartnerFilter(
        sectors=plain.sectors,
        affiliate=plain.affiliate,
        text=plain.text,
        page=plain.page,
        stages=read_choices(data.getlist("stage"), STAGES, _("협력 단계"), notes),
        kinds=read_choices(data.getlist("kind"), OrganizationKind.values, _("종류"), notes),
        year=read_year(data.get("year", ""), notes),
        opened=tuple(dict.fromkeys(slug for slug in data.getlist("open") if _is_slug(slug)))[:40],
        view=_read_one(data.get("view", ""), VIEWS, _("보기"), notes) if market else "",
        sort=_read_sort(data.get("sort", ""), notes),
        notes=tuple(notes),
    )


def make_partner_bar(
    wanted: PartnerFilter,
    sectors: Iterable[Sector],
    *,
    years: tuple[int, int] | None,
    affiliates: Iterable[tuple[str, str]] = (),
) -> PartnerBar:
    kept = [(name, value) for name in ("open", "view", "sort") for value in wanted.parameters().get(name, [])]
    return PartnerBar(
        filter=wanted,
        sectors=tuple(
            Choice(s.slug, s.display_name, s.slug in wanted.sectors, s.display_letter, s.position % 8) for s in sectors
        ),
        stages=tuple(Choice(stage, str(STAGE_WORDS[stage]), stage in wanted.stages) for stage in STAGES),
        kinds=tuple(Choice(kind.value, str(kind.label), kind in wanted.kinds) for kind in OrganizationKind),
        affiliates=tuple(Choice(slug, name, slug == wanted.affiliate) for slug, name in affiliates),
        years=years,
        kept=tuple(kept),
    )


def partner_parts(wanted: PartnerFilter) -> list[Part]:
    """The set filters that only these pages have, for the ways out of an empty one."""
    rows: list[Part] = []
    if wanted.stages:
        words = ", ".join(str(STAGE_WORDS[one]) for one in wanted.stages)
        rows.append((_("협력 단계"), words, ("stage",), {"stages": ()}))
    if wanted.kinds:
        words = ", ".join(str(OrganizationKind(one).label) for one in wanted.kinds)
        rows.append((_("종류"), words, ("kind",), {"kinds": ()}))
    if wanted.year:
        rows.append((_("연도"), str(wanted.year), ("year",), {"year": None}))
    return rows


def read_year(value: str, notes: list[str]) -> int | None:
    value = value.strip()
    if not value:
        return None
    if value.isascii() and value.isdigit() and len(value) == 4 and FIRST_YEAR <= int(value) <= LAST_YEAR:
        return int(value)
    notes.append(_("연도 ‘%(value)s’을(를) 읽지 못해 뺐습니다. 2020처럼 써 주세요.") % {"value": shown(value)})
    return None


def _read_one(value: str, known: Sequence[str], what: str, notes: list[str]) -> str:
    found = read_choices([value], known, what, notes)
    return found[0] if found else ""


def _read_sort(value: str, notes: list[str]) -> str:
    if not value or value.removeprefix("-") in SORTS:
        return value
    notes.append(_("%(what)s ‘%(value)s’은(는) 없어서 뺐습니다.") % {"what": _("정렬"), "value": shown(value)})
    return ""


def _is_slug(value: str) -> bool:
    return len(value) <= 80 and value.isascii() and value.replace("-", "").replace("_", "").isalnum()
