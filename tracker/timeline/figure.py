"""Entries as the data of a chart: columns of plain values that static/js/timeline.js draws. Knows no Django.

Every initiative of a lane lies on one row of it; initiatives that do not overlap in time share a row. Where there are
too many entries for marks, `bubbles.py` counts them.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.timeline.entries import Entry, Lane

GAP = timedelta(days=200)  # between two initiatives on one row, so that their marks and letters keep apart
WEAK = 0.6  # below this confidence a bar is faded and dashed
TITLE_LENGTH = 60
MOST_LANES = 40  # further ones share the last
REST = "*"  # the lane of those
GREY = 7

Words = Callable[[str], str]


def draw_marks(
    entries: Sequence[Entry],
    lanes: Sequence[Lane],
    today: date,
    *,
    date_words: Words,
    address: Callable[[Entry], str],
    rest: str = "",
    by_weight: bool = True,
) -> dict[str, Any]:
    """The chart's data: lanes with their rows, marks in columns, links between marks, today.

    entries: newest first. date_words: a date's value in words of the language; address: where the evidence of an entry
    is; rest: what the lane of all further lanes is called; by_weight: the fullest lanes first, else as they are given.
    Plotly reads a subset of HTML in texts, so they are escaped here, all but the titles: the script cuts those to fit
    first."""
    dated = [entry for entry in reversed(entries) if entry.first is not None and entry.last is not None]
    folded = fold_lanes([entry.lane for entry in dated], MOST_LANES)
    drawn, rows = _lay_out(lanes, dated, folded, rest, by_weight)
    marks = [_mark(entry, rows[(folded[entry.lane], entry.initiative)], date_words, address) for entry in dated]
    number = {entry.id: index for index, entry in enumerate(dated)}
    return {
        "mode": "marks",
        "lanes": drawn,
        "marks": marks,
        "links": _pairs([(entry.promised_by, entry.id) for entry in dated], number),
        "slips": _pairs([(entry.id, entry.replaced_by) for entry in dated], number),
        "bubbles": [],
        "today": today.isoformat(),
        "rows": sum(lane["rows"] for lane in drawn),
        "count": len(dated),
    }


def plain(text: str) -> str:
    """A text in which plotly finds no markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fold_lanes(lanes: Sequence[str], most: int) -> dict[str, str]:
    """{lane: the lane in which it is drawn}: itself, or REST for all but those with most entries."""
    counts: dict[str, int] = defaultdict(int)
    for lane in lanes:
        counts[lane] += 1
    return fold_counted(counts, most)


def fold_counted(counts: dict[str, int], most: int) -> dict[str, str]:
    order = sorted(counts, key=lambda lane: (-counts[lane], lane))
    kept = order if len(order) <= most else order[: most - 1]
    return {lane: lane if lane in set(kept) else REST for lane in order}


def draw_lane(lane: Lane | None, top: int, rows: int, rest: str, slug: str) -> dict[str, Any]:
    name = rest if slug == REST else lane.name if lane else ""
    return {"key": slug, "name": plain(name), "former": plain(lane.former if lane else ""), "top": top, "rows": rows}


def _lay_out(
    lanes: Sequence[Lane], dated: Sequence[Entry], folded: dict[str, str], rest: str, by_weight: bool
) -> tuple[list[dict[str, Any]], dict[tuple[str, str], int]]:
    """Lanes from the top in order of their weight, and the row of each (lane, initiative)."""
    spans: dict[str, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for entry in dated:
        if entry.first and entry.last:
            spans[folded[entry.lane]][entry.initiative] += [entry.first, entry.last]
    names = {lane.slug: lane for lane in lanes}
    if by_weight:
        order = sorted(spans, key=lambda slug: (slug == REST, -sum(map(len, spans[slug].values())), slug))
    else:
        order = [slug for slug in names if slug in spans]
    drawn: list[dict[str, Any]] = []
    rows: dict[tuple[str, str], int] = {}
    top = 0
    for slug in order:
        packed = pack_rows([(min(days), max(days), key) for key, days in spans[slug].items()])
        for key, row in packed.items():
            rows[(slug, key)] = top + row
        count = max(packed.values()) + 1
        drawn.append(draw_lane(names.get(slug), top, count, rest, slug))
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


def _pairs(found: Sequence[tuple[str, str]], number: dict[str, int]) -> list[list[int]]:
    """Pairs of ids as pairs of indices, without those that the filter has taken out."""
    return [[number[one], number[other]] for one, other in found if one in number and other in number]


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
        "hue": sector.hue if sector else GREY,
        "letter": plain("".join(mark.letter for mark in entry.sectors)),
        "title": title,
        "hover": "<br>".join(
            plain(part)
            for part in (f"{date_words(entry.date_value)} · {entry.kind_word} ({entry.modality_word})", title)
        ),
        "address": address(entry),
        "initiative": entry.initiative,
    }
