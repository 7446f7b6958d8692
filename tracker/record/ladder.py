"""The status of an initiative as the steps that it has taken, each with the milestone that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.models import Initiative, Milestone, MilestoneKind, Modality, Status

STEPS = (Status.EXPLORING, Status.AGREED, Status.IN_PROGRESS, Status.COMPLETED)
# What shows that a step was taken, as the reading of articles has it (pipeline/extract/statuses.py).
SHOWS = {
    MilestoneKind.TALKS: Status.EXPLORING,
    MilestoneKind.AGREEMENT: Status.AGREED,
    MilestoneKind.CONTRACT: Status.AGREED,
    MilestoneKind.ANNOUNCEMENT: Status.AGREED,
    MilestoneKind.ORGANIZATION: Status.IN_PROGRESS,
    MilestoneKind.INVESTMENT: Status.IN_PROGRESS,
    MilestoneKind.PILOT: Status.IN_PROGRESS,
    MilestoneKind.CONSTRUCTION: Status.IN_PROGRESS,
    MilestoneKind.LAUNCH: Status.IN_PROGRESS,
    MilestoneKind.COMPLETION: Status.COMPLETED,
    MilestoneKind.CANCELLATION: Status.CANCELLED,
}
# What is planned as the end of an initiative.
ENDS = (MilestoneKind.COMPLETION, MilestoneKind.TARGET)


@dataclass(frozen=True, slots=True)
class Step:
    """shown_by: of a step that was reached the first milestone that shows it, of one ahead the plan for it; None where
    no sentence says when."""

    status: Status
    reached: bool
    now: bool
    shown_by: Milestone | None


def climb(initiative: Initiative, milestones: Sequence[Milestone]) -> list[Step]:
    """The four steps in their order; a cancelled initiative has the branch behind the last one that it reached."""
    status = Status(initiative.status)
    happened = [one for one in milestones if one.modality == Modality.HAPPENED]
    shown = _shown(happened)
    if status == Status.COMPLETED and shown[Status.COMPLETED] is None:
        # A plant in operation counts as completed: its opening shows both.
        shown[Status.COMPLETED] = _latest(happened, MilestoneKind.LAUNCH)
    reached = _height(status, shown)
    steps = [_step(step, n <= reached, step == status, shown, milestones) for n, step in enumerate(STEPS)]
    if status == Status.CANCELLED:
        steps = steps[: reached + 1]
        steps.append(Step(Status.CANCELLED, reached=True, now=True, shown_by=shown[Status.CANCELLED]))
    return steps


def _shown(happened: Sequence[Milestone]) -> dict[Status, Milestone | None]:
    """The first milestone that shows each step; where there is one, the first that is not before the step below."""
    shown: dict[Status, Milestone | None] = {}
    below = date.min
    for step in Status:
        found = [one for one in happened if SHOWS.get(MilestoneKind(one.kind)) == step and one.date_from]
        after = [one for one in found if one.date_to and one.date_to >= below]
        chosen = min(after or found, key=lambda one: (one.date_from or date.max, one.pk), default=None)
        shown[step] = chosen
        below = max(below, chosen.date_from) if chosen and chosen.date_from else below
    return shown


def _height(status: Status, shown: dict[Status, Milestone | None]) -> int:
    """The place of the highest step that was reached, −1 before the first; what was cancelled had got as far as its
    milestones show."""
    if status in STEPS:
        return STEPS.index(status)
    return max((n for n, step in enumerate(STEPS) if shown[step] is not None), default=-1)


def _step(
    status: Status,
    reached: bool,
    now: bool,
    shown: dict[Status, Milestone | None],
    milestones: Sequence[Milestone],
) -> Step:
    return Step(status, reached, now, shown[status] if reached else _planned(milestones, status))


def _latest(happened: Sequence[Milestone], kind: MilestoneKind) -> Milestone | None:
    found = [one for one in happened if one.kind == kind and one.date_from]
    return max(found, key=lambda one: (one.date_from or date.min, one.pk), default=None)


def _planned(milestones: Sequence[Milestone], status: Status) -> Milestone | None:
    """The last date that was said of a step ahead; a date that another took the place of is none."""
    kinds = ENDS if status == Status.COMPLETED else [kind for kind, shows in SHOWS.items() if shows == status]
    plans = [one for one in milestones if one.modality == Modality.PLANNED and one.kind in kinds and one.date_to]
    standing = [one for one in plans if not _is_settled(one)]
    return max(standing, key=lambda one: (one.date_to or date.min, one.pk), default=None)


def _is_settled(milestone: Milestone) -> bool:
    promise = getattr(milestone, "promise", None)
    return promise is not None and promise.state != "open"
