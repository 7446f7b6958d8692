"""Dates as precise as an article would state them."""

from __future__ import annotations

from datetime import date, timedelta

# How (day, value) of each precision begins and ends; a value is written as in pipeline.records.PartialDate.
Dated = tuple[str, date, date]


def dated(day: date, granularity: str) -> Dated:
    """(value, first day, last day) of the span of that precision in which the day lies."""
    if granularity == "day":
        return day.isoformat(), day, day
    if granularity == "range":
        last = _month_end(day + timedelta(days=62))
        first = day.replace(day=1)
        return f"{first:%Y-%m}/{last:%Y-%m}", first, last
    if granularity == "year":
        return str(day.year), date(day.year, 1, 1), date(day.year, 12, 31)
    months = {"month": 1, "quarter": 3, "half": 6}[granularity]
    number = (day.month - 1) // months
    first = date(day.year, number * months + 1, 1)
    last = _month_end(date(day.year, (number + 1) * months, 1))
    sign = {"month": f"{first:%m}", "quarter": f"Q{number + 1}", "half": f"H{number + 1}"}[granularity]
    return f"{day.year}-{sign}", first, last


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)
