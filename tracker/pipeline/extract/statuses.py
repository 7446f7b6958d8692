"""Milestones → the status of an initiative as the article leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from .layers import Event

_AT_WORK = frozenset({"construction", "pilot", "launch", "organization", "investment"})
_AGREED = frozenset({"agreement", "contract"})


def status_of(events: Sequence[Event]) -> str:
    """The highest rung that the milestones reach: exploring, agreed, in_progress, completed; or cancelled."""
    done = [e for e in events if e.modality == "happened"]
    kinds = {e.kind for e in done}
    ahead = {e.kind for e in events if e.modality == "planned"}
    if "cancellation" in kinds:
        return "cancelled"
    if "completion" in kinds:
        return "in_progress" if ahead & {"completion", "launch", "target", "construction"} else "completed"
    if kinds & _AT_WORK:
        return "in_progress"
    if kinds & _AGREED:
        return "agreed"
    if "talks" in kinds or not kinds:
        only_possible = all(e.modality == "possible" or e.kind == "talks" for e in events)
        return "exploring" if only_possible else "agreed"
    return "agreed"
