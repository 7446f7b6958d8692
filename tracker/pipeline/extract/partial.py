"""Building dates that are no more precise than the text states them.

Every builder answers None for a day, month, quarter or year that does not exist, so that "2월 30일" or "13월" in a
text is passed over and never raises.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from tracker.pipeline.records import Granularity, PartialDate

FIRST_YEAR, LAST_YEAR = 1900, 2100


def of_day(year: int, month: int, day: int) -> PartialDate | None:
    """YYYY-MM-DD."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    when = date(year, month, day)
    return PartialDate(when.isoformat(), when, when, "day")


def of_date(when: date) -> PartialDate | None:
    return of_day(when.year, when.month, when.day)


def of_month(year: int, month: int) -> PartialDate | None:
    """YYYY-MM."""
    return _months(year, month, month, f"{year:04}-{month:02}", "month") if 1 <= month <= 12 else None


def of_quarter(year: int, quarter: int) -> PartialDate | None:
    """YYYY-Qn."""
    if not 1 <= quarter <= 4:
        return None
    return _months(year, 3 * quarter - 2, 3 * quarter, f"{year:04}-Q{quarter}", "quarter")


def of_half(year: int, half: int) -> PartialDate | None:
    """YYYY-Hn."""
    return _months(year, 6 * half - 5, 6 * half, f"{year:04}-H{half}", "half") if half in (1, 2) else None


def of_year(year: int) -> PartialDate | None:
    """YYYY."""
    return _months(year, 1, 12, f"{year:04}", "year")


def of_years(first: int, last: int) -> PartialDate | None:
    return of_range(of_year(first), of_year(last))


def of_range(first: PartialDate | None, last: PartialDate | None) -> PartialDate | None:
    """A/B; the one of them if they are the same; None if they stand in the wrong order."""
    if first is None or last is None:
        return None
    if first.value == last.value:
        return first
    if first.first > last.first or first.last > last.last or "/" in first.value + last.value:
        return None
    return PartialDate(f"{first.value}/{last.value}", first.first, last.last, "range")


def moved_by_months(origin: PartialDate, months: int) -> PartialDate | None:
    """The month that lies so many months from that of `origin`; None for an origin coarser than a month."""
    if origin.granularity not in ("day", "month"):
        return None
    count = origin.first.year * 12 + origin.first.month - 1 + months
    return of_month(count // 12, count % 12 + 1)


def moved_by_days(origin: PartialDate, days: int) -> PartialDate | None:
    return of_date(origin.first + timedelta(days=days)) if origin.granularity == "day" else None


def in_year(origin: PartialDate, year: int) -> PartialDate | None:
    """The same day, month, quarter or half in another year."""
    if origin.granularity == "day":
        return of_day(year, origin.first.month, origin.first.day)
    if origin.granularity == "month":
        return of_month(year, origin.first.month)
    if origin.granularity == "quarter":
        return of_quarter(year, (origin.first.month + 2) // 3)
    if origin.granularity == "half":
        return of_half(year, (origin.first.month + 5) // 6)
    return of_year(year) if origin.granularity == "year" else None


def _months(year: int, first: int, last: int, value: str, granularity: Granularity) -> PartialDate | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return PartialDate(value, date(year, first, 1), date(year, last, monthrange(year, last)[1]), granularity)
