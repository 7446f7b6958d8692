"""Times as feeds, sitemaps, lists and exports write them."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\s{0,2}[-./년]?\s{0,2}(\d{1,2})\s{0,2}[-./월]?\s{0,2}(\d{1,2})(?!\d)")
CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")
LONGEST = 100


def read_moment(text: str | None) -> datetime | None:
    """An aware time, or None. Without a zone it is Korea's, as in Korean feeds; without a clock, midnight."""
    text = (text or "").strip()[:LONGEST]
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)
    except (ValueError, OverflowError):
        return _from_mail(text) or _from_words(text)


def _from_mail(text: str) -> datetime | None:
    """ "Mon, 20 May 2024 09:00:00 +0900", the form of RSS."""
    try:
        moment = parsedate_to_datetime(text.replace("KST", "+0900"))
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)


def _from_words(text: str) -> datetime | None:
    """ "2024.05.20 09:00", "20240520", "2024년 5월 20일"."""
    day = DAY.search(text)
    if day is None:
        return None
    clock = CLOCK.search(text, day.end())
    hours = [int(part or 0) for part in clock.groups()] if clock else [0, 0, 0]
    try:
        return datetime(*map(int, day.groups()), *hours, tzinfo=SEOUL)  # type: ignore[misc, arg-type]
    except ValueError:
        return None
