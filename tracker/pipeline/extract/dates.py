"""Text → the dates that it states, each as precise as it is stated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Final

from tracker.pipeline.records import DateMention, PartialDate

from . import partial
from .dates_english import EnglishReader
from .dates_frame import Frame
from .dates_korean import KoreanReader
from .dates_korean_grammar import MOVED
from .dates_tense import Tenses

SEOUL: Final = timezone(timedelta(hours=9))
BETWEEN: Final = {
    "ko": re.compile(r" ?(?:\([^)\n]{0,12}\))? ?(?:부터|에서|[~∼～〜–\-]) ?"),
    "en": re.compile(r" ?(?:to|through|until|till|and|[–—\-]) ?"),
}
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
        whole = _joined(text, language, joined[-1], mention) if joined else None
        if whole is None:
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
    if language == "ko" and "에서" in gap and MOVED.match(text, last.end):
        return None
    end = last.date
    if end.first < first.date.first and "bare" in last.rule:
        end = partial.in_year(end, end.first.year + 1) or end
    whole = partial.of_range(first.date, end)
    return None if whole is None else DateMention(first.start, last.end, whole, "range", since=True)
