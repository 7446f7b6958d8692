"""How late a promise is, in careful words: no more is said than the dates allow."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tracker.promises.entries import PromiseEntry, Settled
from tracker.templatetags.wording import span_words


def late_words(entry: PromiseEntry, today: date) -> str:
    """ "3개월 지남", "2년 남음", "적어도 5개월 늦게" …; "" where there is nothing to say."""
    if entry.state == "due":
        return _("%(span)s 지남") % {"span": span_words((today - entry.due_on).days)}
    if entry.state == "open":
        days = (entry.due_on - today).days
        return _("%(span)s 남음") % {"span": span_words(days)} if days else _("오늘까지")
    if entry.state == "fulfilled":
        return _fulfilled_words(entry)
    if entry.state == "superseded" and entry.settled and entry.settled.last:
        return _moved_words((entry.settled.last - entry.due_on).days)
    return ""


def _fulfilled_words(entry: PromiseEntry) -> str:
    if entry.late_days is None:
        return _("언제인지는 알 수 없음")
    if entry.late_days == 0:
        return _("기한 안에") if _in_time(entry.settled, entry.due_on) else _("늦었는지는 알 수 없음")
    words = _("%(span)s 늦게") if _to_the_day(entry.settled) else _("적어도 %(span)s 늦게")
    return words % {"span": span_words(entry.late_days)}


def _moved_words(days: int) -> str:
    return _("%(span)s 뒤로") % {"span": span_words(days)} if days > 0 else _("더 정확한 날짜로")


def _in_time(settled: Settled | None, due_on: date) -> bool:
    """An undated one was reported in time, or it would not count as not late."""
    return settled is None or settled.last is None or settled.last <= due_on


def _to_the_day(settled: Settled | None) -> bool:
    return settled is not None and settled.first is not None and settled.first == settled.last
