"""By which act something later was promised: where the dotted line of a timeline begins."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

# Acts by which something later is promised: a line leads from the latest of them to the promise.
PROMISING = {"announcement", "agreement", "contract", "investment", "organization", "talks", "construction", "pilot"}


class Act(Protocol):
    """A milestone. first and last: the days it spans, both None when no date is known."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def modality(self) -> str: ...
    @property
    def first(self) -> date | None: ...
    @property
    def last(self) -> date | None: ...


def find_promise(plan: Act, siblings: Sequence[Act]) -> str:
    """The id of the latest act before a planned or possible one by which it was promised, "" if there is none."""
    if plan.modality == "happened" or plan.first is None:
        return ""
    acts = [
        (other.last, other.id)
        for other in siblings
        if other.modality == "happened"
        and other.kind in PROMISING
        and other.last is not None
        and other.last <= plan.first
    ]
    return max(acts)[1] if acts else ""
