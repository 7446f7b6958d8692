"""iCalendar (RFC 5545): all-day events that subscribers fetch again and again. Knows no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

OCTETS = 75  # of a line, its end not counted
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Event:
    """uid: the same for ever; day: the whole day on which it stands; stamp: when it was last said."""

    uid: str
    day: date
    summary: str
    description: str
    address: str
    categories: tuple[str, ...]
    stamp: datetime
    cancelled: bool = False


def write_calendar(name: str, description: str, events: Iterable[Event]) -> str:
    return "".join(f"{fold(line)}\r\n" for line in _lines(name, description, events))


def _lines(name: str, description: str, events: Iterable[Event]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Smart Industry Tracker//Promises//KO")
    yield from ("CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escape(name)}", f"X-WR-CALDESC:{escape(description)}")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H")
    for event in events:
        yield from _event_lines(event)
    yield "END:VCALENDAR"


def _event_lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(event.uid)}"
    yield f"DTSTAMP:{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"  # the day after: an end is not part of its event
    yield f"SUMMARY:{escape(event.summary)}"
    yield f"DESCRIPTION:{escape(event.description)}"
    yield f"URL:{event.address}"
    if event.categories:
        yield "CATEGORIES:" + ",".join(map(escape, event.categories))
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escape(text: str) -> str:
    """A TEXT value."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets, continued behind a blank; no character is cut in two."""
    pieces: list[str] = []
    piece: list[str] = []
    size = 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > OCTETS:
            pieces.append("".join(piece))
            piece, size = [], 1  # the blank before a continued line counts
        piece.append(letter)
        size += octets
    return "\r\n ".join([*pieces, "".join(piece)])
