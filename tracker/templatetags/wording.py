"""Dates, amounts and confidence in words of the active language. Pure but for the language; used by tags and views."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SURE, MOSTLY = 0.85, 0.6
_POINT = re.compile(r"(\d{4})(?:-Q([1-4])|-H([12])|-(\d\d)(?:-(\d\d))?)?\Z", re.ASCII)


def is_english() -> bool:
    return get_language() == "en"


def date_words(value: str) -> str:
    """A date as precise as it is stated: "2017-09" → "2017년 9월" / "Sep 2017"; a range A/B joins what both share."""
    if not value:
        return _("날짜 없음")
    first, _slash, last = value.partition("/")
    if not last or first == last:
        return _point_words(first)
    one, two = _POINT.match(first), _POINT.match(last)
    if one and two and one[1] == two[1] and one[4] and two[4]:
        return _months_words(one, two)
    return f"{_point_words(first)}–{_point_words(last)}"


def _months_words(one: re.Match[str], two: re.Match[str]) -> str:
    """A range within one year of months or days."""
    year, month, until = int(one[1]), int(one[4]), int(two[4])
    if one[5] or two[5]:
        return f"{_point_words(one[0])}–{_day_words(until, two[5])}"
    if is_english():
        return f"{MONTHS[month - 1]}–{MONTHS[until - 1]} {year}"
    return f"{year}년 {month}–{until}월"


def _day_words(month: int, day: str | None) -> str:
    if is_english():
        return f"{int(day)} {MONTHS[month - 1]}" if day else MONTHS[month - 1]
    return f"{month}월 {int(day)}일" if day else f"{month}월"


def _point_words(value: str) -> str:
    found = _POINT.match(value)
    if found is None or (found[4] and not 1 <= int(found[4]) <= 12):
        return value
    year, quarter, half, month, day = found.groups()
    if is_english():
        if quarter or half:
            return f"Q{quarter} {year}" if quarter else f"H{half} {year}"
        parts = [str(int(day))] if day else []
        return " ".join([*parts, MONTHS[int(month) - 1], year]) if month else year
    parts = [f"{year}년"]
    if quarter:
        parts.append(f"{quarter}분기")
    if half:
        parts.append("상반기" if half == "1" else "하반기")
    if month:
        parts.append(f"{int(month)}월")
    if day:
        parts.append(f"{int(day)}일")
    return " ".join(parts)


def day_words(day: date | None) -> str:
    """A day; of a moment, the day on which it was here: an article of eight in the morning is not yesterday's."""
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = timezone.localdate(day)
    return date_words(day.isoformat()[:10]) if day else _("날짜 없음")


def month_words(day: date | None) -> str:
    """For the edge of a period, of which a day would say more than is known."""
    return date_words(day.isoformat()[:7]) if day else _("날짜 없음")


def span_words(days: int) -> str:
    """A stretch of days as people say it: "12일" / "12 days", "5개월", "2년 3개월"."""
    days = abs(days)
    if days < 45:
        return f"{days} {_many('day', days)}" if is_english() else f"{days}일"
    months = max(round(days / 30.44), 1)
    if months < 24:
        return f"{months} {_many('month', months)}" if is_english() else f"{months}개월"
    years, months = divmod(months, 12)
    if is_english():
        rest = f" {months} {_many('month', months)}" if months else ""
        return f"{years} {_many('year', years)}{rest}"
    return f"{years}년" + (f" {months}개월" if months else "")


def _many(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def lag_words(after: timedelta) -> str:
    """How much later: "35분", "3시간", "2일" and on."""
    minutes = int(after.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} {_many('minute', minutes)}" if is_english() else f"{minutes}분"
    if minutes < 48 * 60:
        hours = minutes // 60
        return f"{hours} {_many('hour', hours)}" if is_english() else f"{hours}시간"
    return span_words(after.days)


def won_words(amount: int | None) -> str:
    """1_200_000_000_000 → "1조 2000억원" / "KRW 1.2tn"; "" when there is none."""
    if amount is None:
        return ""
    return _won_english(amount) if is_english() else _won_korean(amount)


def _won_korean(amount: int) -> str:
    trillions, rest = divmod(amount, 10**12)
    hundred_millions, rest = divmod(rest, 10**8)
    ten_thousands, ones = divmod(rest, 10**4)
    named = ((trillions, "조"), (hundred_millions, "억"), (ten_thousands, "만"), (ones, ""))
    parts = [f"{number}{word}" for number, word in named if number]
    return (" ".join(parts) or "0") + "원"


def _won_english(amount: int) -> str:
    for size, word in ((10**12, "tn"), (10**9, "bn"), (10**6, "m")):
        if amount >= size:
            return f"KRW {amount / size:.3f}".rstrip("0").rstrip(".") + word
    return f"KRW {amount:,}"


def sureness_words(confidence: float) -> str:
    if confidence >= SURE:
        return _("확실")
    return _("대체로") if confidence >= MOSTLY else _("약함")


def duration_words(span: timedelta | None) -> str:
    """How long something took or is ago, in its largest whole unit: "3분", "2 h"."""
    if span is None:
        return "–"
    seconds = max(0, int(span.total_seconds()))
    sizes = ((86_400, "일", "d"), (3600, "시간", "h"), (60, "분", "min"), (1, "초", "s"))
    size, korean, english = next((one for one in sizes if seconds >= one[0]), sizes[-1])
    return f"{seconds // size} {english}" if is_english() else f"{seconds // size}{korean}"


def ago_words(moment: datetime | None) -> str:
    """Of a moment: "3분 전" / "3 min ago"; a dash when it never was."""
    if moment is None:
        return "–"
    return _("%(span)s 전") % {"span": duration_words(timezone.now() - moment)}
