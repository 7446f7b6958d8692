"""The slippage of a promise as lines: from the day on which a date was stated to that date. Knows no Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.promises.entries import Chain, Statement

MARGIN = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Line:
    """start and end in per cent of the width; end is where the stated time is over."""

    statement: Statement
    start: float
    end: float
    moved: bool  # another date than the statement before
    days: int = 0  # how much later than that it is


@dataclass(frozen=True, slots=True)
class Slippage:
    """lines: oldest statement first. today, and the first and last day on which it can have been fulfilled (None where
    nothing did), in per cent of the width; years: (year, per cent) of the turns of the year that are labelled."""

    lines: tuple[Line, ...]
    today: float | None
    done: tuple[float, float] | None
    years: tuple[tuple[int, float], ...]


def draw_slippage(chain: Chain, today: date) -> Slippage:
    """The lines of all statements on one axis."""
    settled = chain.entry.settled if chain.entry.state == "fulfilled" else None
    done = (settled.first, settled.last) if settled and settled.first and settled.last else None
    days = [day for one in chain.statements for day in (one.day, one.due_on)] or [chain.entry.due_on]
    # Today belongs to what is not settled: a plant opened in 2016 needs no empty decade behind it.
    days += done if done else [today] if chain.entry.state in ("due", "open") else []
    first, last = min(days) - MARGIN, max(days) + MARGIN
    lines = []
    before: Statement | None = None
    for one in chain.statements:
        moved = before is not None and before.value != one.value
        later = (one.due_on - before.due_on).days if before is not None else 0
        lines.append(Line(one, _at(one.day, first, last), _at(one.due_on, first, last), moved, later))
        before = one
    return Slippage(
        lines=tuple(lines),
        today=_at(today, first, last) if first < today < last else None,
        done=(_at(done[0], first, last), _at(done[1], first, last)) if done else None,
        years=_years(first, last),
    )


def _at(day: date, first: date, last: date) -> float:
    return round(100 * (day - first).days / (last - first).days, 2)


def _years(first: date, last: date) -> tuple[tuple[int, float], ...]:
    """At most six of them, so that their labels keep apart."""
    turns = [year for year in range(first.year + 1, last.year + 1)]
    step = -(-len(turns) // 6) if turns else 1
    return tuple((year, _at(date(year, 1, 1), first, last)) for year in _every(turns, step))


def _every(years: Sequence[int], step: int) -> list[int]:
    return [year for year in years if step == 1 or year % step == 0]
