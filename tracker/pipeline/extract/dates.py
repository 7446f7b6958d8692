"""Text → the dates that it states, each as precise as it is stated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Final

from tracker.pipeline.records import DateMention, PartialDate

from . import partial
from .dates_english import EnglishReader
from .dates_frame import Frame
from .dates_korean import KoreanReader
from .dates_tense import Tenses

SEOUL: Final = timezone(timedelta(hours=9))
BETWEEN: Final = {
    "ko": re.compile(r" ?(?:\([^)\n]{0,12}\))? ?(?:부터|에서|[~∼～〜–\-]) ?"),
    "en": re.compile(r" ?(?:to|through|until|till|and|[–—\-]) ?"),
}
# "올해 말에서 내년 하반기로 늦췄다" is no range: the first date was a plan, the second is the plan now.
SHIFTED: Final = re.compile(
    r"(?: ?(?:초|말|중반|중순|하순|께|쯤))?(?:으로|로) ?(?:(?:약 |다시 |또 |더 |한 차례 |[가-힣\d]{1,3} ?(?:년|해|달|개월|분기|주) ?(?:가량|정도|넘게|이상)? ?)){0,3}"
    r"(?:늦|미루|미뤄|미뤘|미룬|밀리|밀려|밀렸|밀린|연기|순연|지연|앞당|당기|당겨|당긴|바꾸|바꿔|바꿨|바뀌|바뀐|바뀔|변경|조정|재조정|수정|옮기|옮겨|옮긴|넘어가|넘어갔|넘긴|넘겼|물러)"
)
SHIFTED_FROM: Final = "shifted-from"
SHIFTED_TO: Final = "shifted-to"
OPENS_RANGE: Final = re.compile(r"\b(?:between|from) (?:early |late |mid-?|the )?$", re.IGNORECASE)


def find_dates(
    text: str, language: str, published_at: datetime, *, previous: PartialDate | None = None
) -> list[DateMention]:
    """The dates in `text`, in its order and without overlap.

    Relative and incomplete dates are read against `published_at` (aware; Korean text by the day in Seoul, English
    text by the day of the time's own offset), the dates before them and the tense of their clause. `previous` is the
    last date before `text`, where it is a stretch of a longer one.
    """
    local = published_at.astimezone(SEOUL) if language == "ko" else published_at
    frame = Frame(text, local.date(), Tenses(text, language), previous=previous)
    mentions = KoreanReader(frame).mentions() if language == "ko" else EnglishReader(frame).mentions()
    return _with_ranges(text, language, mentions)


def _with_ranges(text: str, language: str, mentions: Iterable[DateMention]) -> list[DateMention]:
    """Joins "2월 말에서 3월 초까지", "between 2022 and 2024" to one mention."""
    joined: list[DateMention] = []
    for mention in mentions:
        shifted = _shifted(text, joined[-1], mention) if joined and language == "ko" else None
        whole = _joined(text, language, joined[-1], mention) if joined and shifted is None else None
        if shifted is not None:
            joined[-1:] = shifted
        elif whole is None:
            joined.append(mention)
        else:
            joined[-1] = whole
    return joined


def _joined(text: str, language: str, first: DateMention, last: DateMention) -> DateMention | None:
    gap = text[first.end : last.start]
    if len(gap) > 16 or not BETWEEN[language].fullmatch(gap):
        return None
    if (
        language == "en"
        and gap.strip().isalpha()
        and not OPENS_RANGE.search(text[max(0, first.start - 20) : first.start])
    ):
        return None
    end = _after(first, last)
    whole = partial.of_range(first.date, end)
    return None if whole is None else DateMention(first.start, last.end, whole, "range", since=True)


def _after(first: DateMention, last: DateMention) -> PartialDate:
    """The later date of two; where it names no year and would lie before the first, that of the year after."""
    if last.date.first < first.date.first and "bare" in last.rule:
        return partial.in_year(last.date, last.date.first.year + 1) or last.date
    return last.date


def _shifted(text: str, first: DateMention, last: DateMention) -> list[DateMention] | None:
    """The old and the new date of a plan that was moved, else None."""
    if text[first.end : last.start].strip() != "에서" or not SHIFTED.match(text, last.end):
        return None
    new = _after(first, last)
    old = first.date
    later = partial.in_year(old, old.first.year + 1)
    if "bare" in first.rule and later is not None and later.last < new.first:
        old = later
    return [
        replace(first, date=old, rule=SHIFTED_FROM, saying=False),
        replace(last, date=new, rule=SHIFTED_TO, saying=False, deadline=False),
    ]
