"""The address of a timeline: besides what every filter has, lanes (by what it is divided), lane (one of them), zoom
(A..B: the days in view), rows (how many of the list are shown) and after (where a part of the list begins). As in
`filters`, a value that means nothing is left out and named in `notes`; nothing here raises."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.forms.drops import Part
from tracker.forms.filters import Filter, parse_filter, read_choices, shown

LANES = ("affiliate", "sector", "partner", "initiative")
FEW, MOST = 50, 300  # rows of the list: of a part, and of all that is shown again after Back

_SLUG = re.compile(r"[-\w]{1,80}\Z", re.ASCII)
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)\Z", re.ASCII)
_CURSOR = re.compile(r"(\d{4}-\d\d-\d\d)_(\d{1,18})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class TimelineFilter(Filter):
    """lanes: one of LANES, of which `usual` is the page's own. after: (day, id) of the row before the first."""

    lanes: str = "sector"
    usual: str = "sector"
    lane: str = ""
    zoom: tuple[date, date] | None = None
    rows: int = FEW
    after: tuple[date, int] | None = None

    @property
    def active(self) -> int:
        single = (self.affiliate, self.first or self.last, self.text, self.lane)
        return len(self.sectors) + len(self.statuses) + len(self.modalities) + sum(map(bool, single))

    def parameters(self) -> dict[str, list[str]]:
        found = Filter.parameters(self)
        if self.lanes != self.usual:
            found["lanes"] = [self.lanes]
        if self.lane:
            found["lane"] = [self.lane]
        if self.zoom:
            found["zoom"] = ["..".join(day.isoformat() for day in self.zoom)]
        return found

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What travels along as hidden fields of the filter's form."""
        ours = ("lanes", "lane", "zoom", *(name for name, _value in self.rest))
        return tuple((name, value) for name, values in self.parameters().items() if name in ours for value in values)


def parse_timeline_filter(
    data: QueryDict, *, sectors: Collection[str], usual: str, keep: Collection[str] = ()
) -> TimelineFilter:
    """Reads `request.GET`. usual: the lanes of this page where the reader chose none."""
    plain = parse_filter(data, sectors=sectors, keep=keep)
    notes = list(plain.notes)
    lanes = read_choices(data.getlist("lanes")[-1:], LANES, _("줄"), notes)
    values = {field.name: getattr(plain, field.name) for field in fields(Filter)}
    values |= {
        "lanes": lanes[0] if lanes else usual,
        "usual": usual,
        "lane": _read_lane(data.get("lane", ""), notes),
        "zoom": _read_zoom(data.get("zoom", ""), notes),
        "rows": _read_rows(data.get("rows", ""), notes),
        "after": _read_cursor(data.get("after", ""), notes),
        "notes": tuple(notes),
    }
    return TimelineFilter(**values)


def lane_part(wanted: TimelineFilter, name: str) -> list[Part]:
    """The set filter that only timelines have, for the ways out of an empty one. name: what the lane is called."""
    return [(_("줄"), name, ("lane",), {"lane": ""})] if wanted.lane else []


def _read_lane(value: str, notes: list[str]) -> str:
    if value and not _SLUG.match(value):
        notes.append(_("%(what)s ‘%(value)s’은(는) 없어서 뺐습니다.") % {"what": _("줄"), "value": shown(value)})
        return ""
    return value


def _read_zoom(value: str, notes: list[str]) -> tuple[date, date] | None:
    if not value:
        return None
    try:
        found = _DAYS.match(value)
        days = [date.fromisoformat(day) for day in found.groups()] if found else []
    except ValueError:
        days = []
    if len(days) == 2 and days[0] < days[1]:
        return days[0], days[1]
    notes.append(_("확대 범위 ‘%(value)s’을(를) 읽지 못해 모두 보입니다.") % {"value": shown(value)})
    return None


def _read_rows(value: str, notes: list[str]) -> int:
    if not value:
        return FEW
    if value.isascii() and value.isdigit() and len(value) <= 4 and int(value) > 0:
        return min(max(int(value), FEW), MOST)
    notes.append(_("줄 수 ‘%(value)s’을(를) 읽지 못해 처음 것만 보입니다.") % {"value": shown(value)})
    return FEW


def _read_cursor(value: str, notes: list[str]) -> tuple[date, int] | None:
    if not value:
        return None
    try:
        found = _CURSOR.match(value)
        if found:
            return date.fromisoformat(found[1]), int(found[2])
    except ValueError:
        pass
    notes.append(_("목록의 자리 ‘%(value)s’을(를) 읽지 못해 처음부터 보입니다.") % {"value": shown(value)})
    return None
