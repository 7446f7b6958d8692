"""What happened, or is to happen, in both at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tracker.pipeline.merge.features import Features, month_of
from tracker.pipeline.merge.reasons import Reason
from tracker.pipeline.records import MilestoneFact, PartialDate

# Kinds that articles take for one another.
_KIN = (
    {"agreement", "contract"},
    {"launch", "completion"},
    {"launch", "construction", "pilot"},
    {"talks", "agreement"},
)
_DAY_HAPPENED, _MONTH_HAPPENED, _PLANNED, _VAGUE = 1.5, 1.0, 0.8, 0.2
_STARTS = ("talks", "agreement", "contract", "construction", "pilot")
_APART_DAYS = 45
_LONG_DAYS = 1_400


def compare_dates(a: Features, b: Features) -> Iterable[Reason]:
    """Acts that both date alike; each its own act of a kind that happens once; one begun after the other's end."""
    events = sorted(
        (
            (weight, f"{first.kind} {_vaguer(first.date, second.date).value}")
            for first in a.statement.fact.milestones
            for second in b.statement.fact.milestones
            if first.date and second.date and (weight := _agree(first, second)) > 0
        ),
        key=lambda event: (-event[0], event[1]),
    )
    if events:
        best, act = events[0]
        firm = best >= 0.7
        more = 0.3 * (len({text for weight, text in events if weight >= 0.7}) - 1) if firm else 0.0
        yield Reason(f"the same date: {act}", round(best + min(more, 0.6), 2), "date" if firm else "")
    if not events or events[0][0] < 0.7:
        yield from _each_its_own(a, b)
        yield from _years_apart(a, b)
    yield from _begun_after_the_end(a, b)


def _agree(a: MilestoneFact, b: MilestoneFact) -> float:
    """0 if they cannot be one act; else what it says that both date it so."""
    assert a.date
    assert b.date
    same = a.kind == b.kind
    if a.modality != b.modality or not (same or any({a.kind, b.kind} <= kin for kin in _KIN)):
        return 0.0
    if not (_within(a.date, b.date) or _within(b.date, a.date)):
        return 0.0
    if not month_of(a) or not month_of(b):
        return _VAGUE
    if a.modality != "happened":
        weight = _PLANNED
    else:
        weight = _DAY_HAPPENED if a.date.granularity == b.date.granularity == "day" else _MONTH_HAPPENED
    return weight if same else weight * 0.7


def _each_its_own(a: Features, b: Features) -> Iterable[Reason]:
    for kind in sorted(a.fresh.keys() & b.fresh.keys()):
        if _days_between(a.fresh[kind], b.fresh[kind]) > _APART_DAYS:
            yield Reason(f"each reports its own act: {kind}", -2.0, contradicts=True)
            return
    first, second = _contracts(a.statement.fact.milestones), _contracts(b.statement.fact.milestones)
    if first and second and all(_days_between(_days(x), _days(y)) > _APART_DAYS for x in first for y in second):
        yield Reason(f"different contracts: {first[0].value} / {second[0].value}", -2.0, contradicts=True)


def _begun_after_the_end(a: Features, b: Features) -> Iterable[Reason]:
    """`a` is the older article: what it calls finished was not signed later."""
    if a.statement.fact.status not in ("completed", "cancelled"):
        return
    end = a.statement.published_at.date()
    starts = [m.date.first for m in b.statement.fact.milestones if m.date and m.kind in _STARTS and month_of(m)]
    if starts and min(starts) > end:
        yield Reason("the one was over before the other began", -1.5, contradicts=True)


def _years_apart(a: Features, b: Features) -> Iterable[Reason]:
    """What one tells lies long after all that the other tells: a plant may be rebuilt in another project."""
    first, second = _dated(a), _dated(b)
    if first and second and all(_days_between(x, y) > _LONG_DAYS for x in first for y in second):
        yield Reason("years lie between what they tell", -0.8)


def _dated(features: Features) -> list[tuple[date, date]]:
    return [_days(m.date) for m in features.statement.fact.milestones if m.date]


def _contracts(milestones: Sequence[MilestoneFact]) -> list[PartialDate]:
    return [m.date for m in milestones if m.kind == "contract" and m.modality == "happened" and m.date and month_of(m)]


def _within(inner: PartialDate, outer: PartialDate) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _vaguer(a: PartialDate, b: PartialDate) -> PartialDate:
    return max(a, b, key=lambda on: (on.last - on.first, on.value))


def _days(on: PartialDate) -> tuple[date, date]:
    return on.first, on.last


def _days_between(a: tuple[date, date], b: tuple[date, date]) -> int:
    return max((b[0] - a[1]).days, (a[0] - b[1]).days, 0)
