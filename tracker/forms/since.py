"""From when on the overview tells what has changed: a day in the address, or the reader's last visit.

The cookie holds two moments and nothing else: "<end of the last visit>.<latest page of this one>", in seconds. A visit
is over after six hours without a page, so that a reload does not make the news old.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.forms.filters import shown

VISIT_HOURS = 6
FIRST_VISIT_DAYS = 7
LONGEST_DAYS = 366
PERIODS = (1, 7, 30, 90, 365)


@dataclass(frozen=True, slots=True)
class Since:
    """moment: from when on; chosen: the day that the address names; visit: the end of the reader's last visit, None
    on the first. show: the one part that is asked for in full. cookie: to be set."""

    moment: datetime
    chosen: date | None
    visit: datetime | None
    show: str
    cookie: str
    notes: tuple[str, ...]

    @property
    def days(self) -> int:
        return (timezone.localdate() - timezone.localdate(self.moment)).days

    @property
    def parameter(self) -> str:
        """The part of an address that keeps the choice."""
        return f"since={self.chosen.isoformat()}" if self.chosen else ""


def read_since(data: QueryDict, cookie: str, parts: tuple[str, ...], now: datetime) -> Since:
    """data: `since` (YYYY-MM-DD) and `show` (of parts) of the address; nonsense is a note."""
    notes: list[str] = []
    visit, following = read_visit(cookie, now)
    chosen = _read_day(data.get("since", ""), timezone.localdate(now), notes)
    start = timezone.make_aware(datetime.combine(chosen, time.min)) if chosen else visit
    earliest = now - timedelta(days=LONGEST_DAYS)
    if start is not None and start < earliest:
        start = earliest
        if chosen:
            notes.append(_("한 해보다 오래된 때부터는 보이지 않아 한 해 전부터 보입니다."))
    show = data.get("show", "")
    if show and show not in parts:
        notes.append(_("%(what)s ‘%(value)s’은(는) 없어서 뺐습니다.") % {"what": _("소식"), "value": shown(show)})
        show = ""
    moment = start or now - timedelta(days=FIRST_VISIT_DAYS)
    return Since(moment, chosen, visit, show, following, tuple(notes))


def read_visit(cookie: str, now: datetime) -> tuple[datetime | None, str]:
    """The end of the last visit, and the cookie to set. A cookie that makes no sense is a first visit."""
    before, _dot, latest = cookie.partition(".")
    last_page = _seconds(latest)
    if not last_page or last_page > now.timestamp() + 60:
        return None, f"0.{int(now.timestamp())}"
    over = now.timestamp() - last_page > VISIT_HOURS * 3600
    end = last_page if over else _seconds(before)
    return (datetime.fromtimestamp(end, UTC) if end else None), f"{end}.{int(now.timestamp())}"


def _seconds(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0


def _read_day(value: str, today: date, notes: list[str]) -> date | None:
    value = value.strip()
    if not value:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        notes.append(
            _("날짜 ‘%(value)s’을(를) 읽지 못해 뺐습니다. 2026-11-20처럼 써 주세요.") % {"value": shown(value)}
        )
        return None
    if day > today:
        notes.append(_("아직 오지 않은 날이라 뺐습니다: %(value)s") % {"value": shown(value)})
        return None
    return day
