"""The address of a filtered page, read into one frozen value: the contract that lists, timelines and networks share.

Query parameters: sector, status, modality (each repeatable), affiliate, from, to (YYYY, YYYY-MM or YYYY-MM-DD), q, page.
A value that means nothing is left out and named in `notes`; nothing here raises.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.models import Modality, Sector, Status

MAX_TEXT = 100
MAX_PAGE = 10_000
MAX_SHOWN = 40
FIRST_YEAR, LAST_YEAR = 1900, 2199
PARAMETERS = ("sector", "status", "modality", "affiliate", "from", "to", "q")

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?\Z", re.ASCII)
_SLUG = re.compile(r"[-\w]{1,80}\Z", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")

Value = str | int | date | Iterable[str] | None


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asked for. first and last: days, both inclusive. rest: other parameters that links must keep."""

    sectors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    affiliate: str = ""
    first: date | None = None
    last: date | None = None
    text: str = ""
    page: int = 1
    notes: tuple[str, ...] = ()
    rest: tuple[tuple[str, str], ...] = ()

    @property
    def active(self) -> int:
        """How many filters are set; the number on the phone's filter button."""
        single = (self.affiliate, self.first or self.last, self.text)
        return len(self.sectors) + len(self.statuses) + len(self.modalities) + sum(map(bool, single))

    @property
    def first_words(self) -> str:
        """The beginning of the period as it is written in an address."""
        return _write_month(self.first, first=True) if self.first else ""

    @property
    def last_words(self) -> str:
        return _write_month(self.last, first=False) if self.last else ""

    def parameters(self) -> dict[str, list[str]]:
        """The filter as query parameters (without the page), in the fixed order that makes addresses comparable."""
        found: dict[str, list[str]] = {
            "sector": list(self.sectors),
            "status": list(self.statuses),
            "modality": list(self.modalities),
            "affiliate": [self.affiliate] if self.affiliate else [],
            "from": [self.first_words] if self.first else [],
            "to": [self.last_words] if self.last else [],
            "q": [self.text] if self.text else [],
        }
        for name, value in self.rest:
            found.setdefault(name, []).append(value)
        return {name: values for name, values in found.items() if values}

    def querystring(self, **changes: Value) -> str:
        """The filter as "?…" ("?" when empty, which drops everything); `changes` replace parameters by name (`from_`
        for "from"), None or an empty value drops one. The page is dropped unless it is among the changes."""
        found = self.parameters()
        for name, value in changes.items():
            name = name.rstrip("_")
            found.pop(name, None)
            if values := _as_strings(value):
                found[name] = values
        return "?" + urlencode(found, doseq=True)

    def toggled(self, name: str, value: str) -> str:
        """The query string with one value of a repeatable parameter added, or taken out where it is set."""
        values = self.parameters().get(name, [])
        changed = [other for other in values if other != value] if value in values else [*values, value]
        return self.querystring(**{name: changed})


def parse_filter(data: QueryDict, *, sectors: Collection[str] | None = None, keep: Collection[str] = ()) -> Filter:
    """Reads `request.GET`. sectors: the known slugs (asked of the database when not given). keep: names of further
    parameters that links of this page must carry along (lanes, zoom); their values are not judged here."""
    notes: list[str] = []
    known = sectors if sectors is not None else list(Sector.objects.values_list("slug", flat=True))
    first = _read_day(data.get("from", ""), "first", notes)
    last = _read_day(data.get("to", ""), "last", notes)
    if first and last and first > last:
        notes.append(_("기간의 처음이 끝보다 늦어서 서로 바꾸어 읽었습니다."))
        first, last = last.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])
    return Filter(
        sectors=read_choices(data.getlist("sector"), known, _("분야"), notes),
        statuses=read_choices(data.getlist("status"), Status.values, _("단계"), notes),
        modalities=read_choices(data.getlist("modality"), Modality.values, _("양태"), notes),
        affiliate=_read_slug(data.get("affiliate", ""), notes),
        first=first,
        last=last,
        text=read_text(data.get("q", ""), notes),
        page=_read_page(data.get("page", ""), notes),
        notes=tuple(notes),
        rest=tuple((name, _clean(value)[:MAX_TEXT]) for name in keep for value in data.getlist(name) if value),
    )


def read_text(value: str, notes: list[str]) -> str:
    """A text to search for: without control characters (PostgreSQL refuses NUL), at most MAX_TEXT characters."""
    text = " ".join(_clean(value).split())
    if len(text) > MAX_TEXT:
        notes.append(_("검색어가 길어서 앞의 %(count)d자만 찾았습니다.") % {"count": MAX_TEXT})
    return text[:MAX_TEXT].rstrip()


def _clean(value: str) -> str:
    return _CONTROL.sub(" ", value)


def shown(value: str) -> str:
    """What a reader gave, as a note repeats it."""
    text = _clean(value)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"


def read_choices(values: list[str], known: Collection[str], what: str, notes: list[str]) -> tuple[str, ...]:
    """Those of the values that are known, in their order; the others are named in the notes."""
    given = dict.fromkeys(value for value in values if value)
    for value in [value for value in given if value not in known][:3]:
        notes.append(_("%(what)s ‘%(value)s’은(는) 없어서 뺐습니다.") % {"what": what, "value": shown(value)})
    return tuple(value for value in known if value in given)


def _read_slug(value: str, notes: list[str]) -> str:
    if value and not _SLUG.match(value):
        notes.append(_("%(what)s ‘%(value)s’은(는) 없어서 뺐습니다.") % {"what": _("계열사"), "value": shown(value)})
        return ""
    return value


def _read_day(value: str, edge: Literal["first", "last"], notes: list[str]) -> date | None:
    value = value.strip()
    if not value:
        return None
    found = _DAY.match(value)
    try:
        if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            raise ValueError(value)
        year, month = int(found[1]), int(found[2] or (1 if edge == "first" else 12))
        start = date(year, month, int(found[3] or 1))
        return start if edge == "first" or found[3] else start.replace(day=monthrange(year, month)[1])
    except ValueError:
        notes.append(_("날짜 ‘%(value)s’을(를) 읽지 못해 뺐습니다. 2020-05처럼 써 주세요.") % {"value": shown(value)})
        return None


def _read_page(value: str, notes: list[str]) -> int:
    if not value:
        return 1
    if value.isascii() and value.isdigit() and len(value) <= 6 and 1 <= int(value) <= MAX_PAGE:
        return int(value)
    notes.append(_("쪽 번호 ‘%(value)s’을(를) 읽지 못해 첫 쪽을 보입니다.") % {"value": shown(value)})
    return 1


def _write_month(day: date, *, first: bool) -> str:
    """YYYY-MM where the day is the month's edge, else the whole date."""
    edge = 1 if first else monthrange(day.year, day.month)[1]
    return f"{day:%Y-%m}" if day.day == edge else day.isoformat()


def _as_strings(value: Value) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, str | int):
        return [str(value)]
    if isinstance(value, date):
        return [value.isoformat()]
    return [str(item) for item in value]
