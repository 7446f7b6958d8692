"""Times of publication as pages print them → aware datetimes. A time without an offset is that of Seoul."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

SEOUL: Final = timezone(timedelta(hours=9))

_CLOCK = (
    r"(?:[\sT,|(·ㆍ-]{0,4}(?:at )?(?P<half>오전|오후|AM|PM)?\s?(?P<hour>\d{1,2})(?::|시 ?)(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)|분)?(?:\s?(?P<half2>[AP]\.?M))?)?"
)
_YEAR = r"(?P<year>20\d\d|19\d\d)"
_MONTH = r"(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
NUMBERED: Final = re.compile(
    rf"(?<!\d){_YEAR} ?[-./년] ?(?P<month>\d{{1,2}}) ?[-./월] ?(?P<day>\d{{1,2}})(?!\d)[일.]?"
    rf"(?: ?\([월화수목금토일]\)| ?[월화수목금토일]요일)?{_CLOCK}",
    re.IGNORECASE,
)
RUN_TOGETHER: Final = re.compile(
    rf"(?<!\d){_YEAR}(?P<month>0\d|1[0-2])(?P<day>[0-3]\d)"
    r"(?:[T ]?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d))?)?(?!\d)"
)
SHORT_YEAR: Final = re.compile(rf"(?<!\d)(?P<short>\d\d)[-./](?P<month>\d\d)[-./](?P<day>\d\d)(?!\d)\.?{_CLOCK}")
NAMED: Final = re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}}),? ?{_YEAR}{_CLOCK}", re.IGNORECASE)
DAY_FIRST: Final = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}) {_MONTH},? {_YEAR}{_CLOCK}", re.IGNORECASE)
CLOCK_FIRST: Final = re.compile(
    rf"(?<!\d)(?P<hour>\d{{1,2}}):(?P<minute>\d\d),? {_MONTH} (?P<day>\d{{1,2}}),? {_YEAR}", re.IGNORECASE
)
FORMS: Final = (NUMBERED, CLOCK_FIRST, NAMED, DAY_FIRST)
_GAP = r"(?: ?(?:일시|일자|시간|시각|일|on|at|date))?[\s:：|\]>·]{0,4}"
LABEL: Final = re.compile(
    r"(?:(?<![가-힣])(?:기사 ?|최초 ?|뉴스 ?)?(?:입력|승인|등록|작성|게재|발행|송고|게시|출고)"
    r"|\b(?:Published|Posted|Publication|Date))" + _GAP,
    re.IGNORECASE,
)
UPDATED: Final = re.compile(
    r"(?:(?:최종 ?|마지막 ?)?(?:수정|업데이트|갱신)|\b(?:Last )?(?:Updated?|Modified))" + _GAP, re.IGNORECASE
)
SENT: Final = re.compile(r"(?P<moment>[\d./-]{8,10} [\d:]{5,8})\s{0,2}송고")  # "2017/09/14 14:43 송고"
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_stated(text: str) -> datetime | None:
    """The time that a meta tag or JSON states: ISO 8601, RFC 2822, digits run together, or as pages print it."""
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text.strip()[:60].replace("Z", "+00:00"))
    try:
        return aware(datetime.fromisoformat(text))
    except ValueError:
        pass
    if text[-6:-3] in ("+09", "+00") and "," in text[:5]:
        try:
            return aware(parsedate_to_datetime(text[:-3] + text[-2:]))
        except ValueError:
            return None
    return find_moment(text) or _read(RUN_TOGETHER.search(text))


def aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=SEOUL) if moment.tzinfo is None else moment


def find_labelled(text: str) -> datetime | None:
    """The time after a label such as 입력 or 승인; what follows 수정 is not looked at."""
    found = next(_after(LABEL, text), None)
    sent = None if found else SENT.search(text)
    return find_moment(sent["moment"]) if sent else found


def find_updated(text: str) -> datetime | None:
    """The time after a label such as 수정 or Updated."""
    return next(_after(UPDATED, text), None)


def find_moment(text: str) -> datetime | None:
    """The first date, with its time of day if it has one."""
    return next((found for form in FORMS if (found := _read(form.search(text)))), None)


def has_moment(line: str) -> bool:
    return any(form.search(line) for form in FORMS)


def _after(label: re.Pattern[str], text: str) -> Iterator[datetime]:
    for match in label.finditer(text):
        for form in (*FORMS, SHORT_YEAR):
            found = _read(form.match(text, match.end()))
            if found:
                yield found
                break


def _read(match: re.Match[str] | None) -> datetime | None:
    if match is None:
        return None
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else 2000 + int(parts["short"])
    month = int(parts["month"]) if parts.get("month") else _MONTHS.index(parts["name"].lower()) + 1
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or parts.get("half2") or "").lower().replace(".", "")
    if half in ("오후", "pm") and hour < 12:
        hour += 12
    if half in ("오전", "am") and hour == 12:
        hour = 0
    minute, second = int(parts["minute"] or 0), int(parts.get("second") or 0)
    try:
        return datetime(year, month, int(parts["day"]), hour, minute, second, tzinfo=SEOUL)
    except ValueError:
        return None
