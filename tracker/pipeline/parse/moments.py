"""Times of publication as pages print them → aware datetimes. A time without an offset is that of Seoul."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Final

SEOUL: Final = timezone(timedelta(hours=9))

_CLOCK = (
    r"(?:[\sT,|-]{0,4}(?P<half>오전|오후|AM|PM)?\s?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?:\s?(?P<half2>AM|PM))?)?"
)
NUMBERED: Final = re.compile(
    r"(?<!\d)(?P<year>20\d\d"
    r"|19\d\d) ?[-./년] ?(?P<month>\d{1,2}) ?[-./월] ?(?P<day>\d{1,2})(?!\d)[일.]?(?: ?\([월화수목금토일]\))?" + _CLOCK,
    re.IGNORECASE,
)
NAMED: Final = re.compile(
    r"\b(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
    r"|Dec)[a-z]{0,6}\.? (?P<day>\d{1,2}), ?(?P<year>20\d\d|19\d\d)" + _CLOCK,
    re.IGNORECASE,
)
LABEL: Final = re.compile(
    r"(?:기사 ?입력|최초 ?입력|입력|승인|등록|작성|게재|발행|송고|게시|Published|Posted|Date)(?: ?(?:일시|일자"
    r"|일|시간|on|at))? ?[:：|]? ?",
    re.IGNORECASE,
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_iso(text: str) -> datetime | None:
    """An ISO 8601 time as meta tags and JSON state it."""
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text.strip().replace("Z", "+00:00"))
    try:
        return aware(datetime.fromisoformat(text))
    except ValueError:
        return find_moment(text)


def aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=SEOUL) if moment.tzinfo is None else moment


def find_labelled(text: str) -> datetime | None:
    """The time after a label such as 입력 or 승인; what follows 수정 is not looked at."""
    for label in LABEL.finditer(text):
        found = _read(NUMBERED.match(text, label.end()) or NAMED.match(text, label.end()))
        if found:
            return found
    return None


def find_moment(text: str) -> datetime | None:
    """The first date, with its time of day if it has one."""
    return _read(NUMBERED.search(text)) or _read(NAMED.search(text))


def has_moment(line: str) -> bool:
    return bool(NUMBERED.search(line) or NAMED.search(line))


def _read(match: re.Match[str] | None) -> datetime | None:
    if match is None:
        return None
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else _MONTHS.index(parts["name"].lower()) + 1
    hour, half = int(parts["hour"] or 0), (parts["half"] or parts["half2"] or "").lower()
    if half in ("오후", "pm") and hour < 12:
        hour += 12
    if half in ("오전", "am") and hour == 12:
        hour = 0
    try:
        return datetime(
            int(parts["year"]), month, int(parts["day"]), hour, int(parts["minute"] or 0), int(parts["second"] or 0),
            tzinfo=SEOUL,
        )  # fmt: skip
    except ValueError:
        return None
