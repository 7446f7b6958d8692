"""Entries as the data of a chart: columns of plain values that static/js/timeline.js draws. Knows no Django.

Every initiative of a lane lies on one row of it; initiatives that do not overlap in time share a row.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.timeline.entries import Entry, Lane, Timeline

GAP = timedelta(days=200)  # between two initiatives on one row, so that their marks and letters keep apart
WEAK = 0.6  # below this confidence a bar is faded and dashed
TITLE_LENGTH = 60

Words = Callable[[str], str]


def draw_timeline(
    timeline: Timeline, today: date, *, date_words: Words, address: Callable[[Entry], str]
) -> dict[str, Any]:
    """The chart's data: lanes with their rows, marks in columns, links between marks, today.

    date_words: a date's value in words of the language; address: where the evidence of an entry is. Plotly reads a
    subset of HTML in texts, so they are escaped here, all but the titles: the script cuts those to fit first."""
    dated = [entry for entry in reversed(timeline.entries) if entry.first is not None and entry.last is not None]
    lanes, rows = _lay_out(timeline.lanes, dated)
    marks = [_mark(entry, rows[(entry.lane, entry.initiative)], date_words, address) for entry in dated]
    number = {entry.id: index for index, entry in enumerate(dated)}
    links = [[number[entry.promised_by], number[entry.id]] for entry in dated if entry.promised_by in number]
    return {"lanes": lanes, "marks": marks, "links": links, "today": today.isoformat(), "rows": _height(lanes)}


def plain(text: str) -> str:
    """A text in which plotly finds no markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _lay_out(lanes: Sequence[Lane], dated: Sequence[Entry]) -> tuple[list[dict[str, Any]], dict[tuple[str, str], int]]:
    """Lanes from the top in order of their weight, and the row of each (lane, initiative)."""
    spans: dict[str, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for entry in dated:
        if entry.first and entry.last:
            spans[entry.lane][entry.initiative] += [entry.first, entry.last]
    names = {lane.slug: lane for lane in lanes}
    order = sorted(spans, key=lambda slug: (-sum(map(len, spans[slug].values())), slug))
    drawn: list[dict[str, Any]] = []
    rows: dict[tuple[str, str], int] = {}
    top = 0
    for slug in order:
        packed = pack_rows([(min(days), max(days), key) for key, days in spans[slug].items()])
        for key, row in packed.items():
            rows[(slug, key)] = top + row
        count = max(packed.values()) + 1
        lane = names.get(slug, Lane(slug, "", ""))
        drawn.append({"name": plain(lane.name), "former": plain(lane.former), "top": top, "rows": count})
        top += count
    return drawn, rows


def pack_rows(spans: Sequence[tuple[date, date, str]]) -> dict[str, int]:
    """{key: row}: the fewest rows on which no two spans come nearer than GAP, filled in order of their beginning."""
    ends: list[date] = []
    rows: dict[str, int] = {}
    for first, last, key in sorted(spans):
        row = next((index for index, end in enumerate(ends) if end + GAP <= first), len(ends))
        if row == len(ends):
            ends.append(last)
        ends[row] = last
        rows[key] = row
    return rows


def _height(lanes: Sequence[dict[str, Any]]) -> int:
    return sum(lane["rows"] for lane in lanes)


def _mark(entry: Entry, row: int, date_words: Words, address: Callable[[Entry], str]) -> dict[str, Any]:
    assert entry.first is not None
    assert entry.last is not None
    title = entry.title if len(entry.title) <= TITLE_LENGTH else entry.title[:TITLE_LENGTH] + "…"
    sector = entry.sectors[0] if entry.sectors else None
    return {
        "id": entry.id,
        "row": row,
        "from": entry.first.isoformat(),
        "to": entry.last.isoformat(),
        "middle": (entry.first + (entry.last - entry.first) / 2).isoformat(),
        "shape": "cancelled" if entry.kind == "cancellation" else entry.modality,
        "overdue": entry.overdue,
        "weak": entry.confidence < WEAK and not entry.reviewed,
        "hue": sector.hue if sector else 7,
        "letter": plain("".join(mark.letter for mark in entry.sectors)),
        "title": title,
        "hover": "<br>".join(
            plain(part)
            for part in (f"{date_words(entry.date_value)} · {entry.kind_word} ({entry.modality_word})", title)
        ),
        "address": address(entry),
        "initiative": entry.initiative,
    }
