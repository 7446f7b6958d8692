"""Milestones → the status of an initiative as the article leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from .layers import Event

_AT_WORK = frozenset({"construction", "pilot", "launch", "organization", "investment"})
_AGREED = frozenset({"agreement", "contract"})
_PHASES = frozenset({"completion", "launch", "construction"})
_BOUGHT = "investment-buy"
_LONG_AGO = timedelta(days=330)


def status_of(events: Sequence[Event], published: date, body: str) -> str:
    """The highest rung that the milestones reach: exploring, agreed, in_progress, completed; or cancelled."""
    done = [e for e in events if e.modality == "happened"]
    kinds = {e.kind for e in done}
    if "cancellation" in kinds:
        return "cancelled"
    if _finished(done, body):
        return "in_progress" if _goes_on(events, done) else "completed"
    if kinds & _AT_WORK or "completion" in kinds:
        return "in_progress"
    if kinds & _AGREED or "announcement" in kinds:
        return "in_progress" if _under_way(events, done, published) else "agreed"
    only_possible = all(e.modality == "possible" or e.kind == "talks" for e in events)
    return "exploring" if only_possible else "agreed"


def _finished(done: Sequence[Event], body: str) -> bool:
    """Built, or a plant in commercial operation, or bought."""
    if any(e.kind == "completion" for e in done):
        return True
    plant = [e for e in done if e.kind == "launch" and _is_plant(body[e.start : e.end + 20])]
    bought = [e for e in done if e.trigger.rule.endswith(_BOUGHT) and "인수" in body[e.start : e.end + 20] + "인수"]
    return bool(plant) or (
        bool(bought) and len(done) == len(bought) and "지분" not in body[bought[0].start : bought[0].end]
    )


def _is_plant(text: str) -> bool:
    return any(words in text for words in ("상업운전", "상업 운전", "commercial operation", "entered service"))


def _goes_on(events: Sequence[Event], done: Sequence[Event]) -> bool:
    """A further phase stands after what is finished; a goal of output does not count as one."""
    last = max((e.date.last for e in done if e.date and e.kind in _PHASES), default=None)
    ahead = [e for e in events if e.modality != "happened" and e.kind in _PHASES]
    return any(last is None or e.date is None or e.date.first > last for e in ahead)


def _under_way(events: Sequence[Event], done: Sequence[Event], published: date) -> bool:
    """Agreed so long ago, with a goal or a date to be finished by, that work must have begun."""
    oldest = min((e.date.last for e in done if e.date), default=published)
    goal = any(e.kind in {"target", "investment", "completion", "launch"} and e.modality != "happened" for e in events)
    return goal and published - oldest > _LONG_AGO
