"""Addresses and words of timelines' parts; registered in words.py."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.forms.filters import Filter
from tracker.forms.timeline_filter import TimelineFilter
from tracker.templatetags.wording import date_words, day_words
from tracker.timeline.bubbles import Bar
from tracker.timeline.entries import Timeline


def strip_bar(found: TimelineFilter, bar: Bar, path: str) -> str:
    """The address of the page with the days of the bar alone."""
    return path + found.querystring(from_=f"{bar.first:%Y-%m}", to=f"{bar.last:%Y-%m}", zoom=None)


def bar_words(bar: Bar) -> str:
    """ "2019년 1–3월: 이정표 4개" """
    words = ngettext("이정표 %(count)d개", "이정표 %(count)d개", bar.count) % {"count": bar.count}
    return f"{month_span(bar.first, bar.last)}: {words}"


def month_span(first: date, last: date) -> str:
    """A stretch of whole months as people say it; a whole year by its number."""
    if (first.month, last.month, first.year) == (1, 12, last.year):
        return date_words(f"{first:%Y}")
    value = f"{first:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else f"{first:%Y-%m}/{last:%Y-%m}"
    return date_words(value)


def period_words(found: Filter) -> str:
    """The days that a filter asks for."""
    if found.first and found.last and found.first_words.count("-") < 2 and found.last_words.count("-") < 2:
        return month_span(found.first, found.last)
    return f"{day_words(found.first) if found.first else ''} – {day_words(found.last) if found.last else ''}".strip()


def more_address(found: TimelineFilter, timeline: Timeline) -> str:
    """The query string of the part of the list that follows."""
    return found.querystring(after=timeline.following)


def years_after(number: int) -> str:
    """Of an aligned table: 0 is the first year."""
    if number < 0:
        return ngettext("%(count)d년 앞", "%(count)d년 앞", -number) % {"count": -number}
    return _("%(count)d년째") % {"count": number + 1}
