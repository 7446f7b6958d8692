"""What the rule about promises reads and says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

State = Literal["open", "due", "fulfilled", "superseded", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Act:
    """A milestone of an initiative, happened or planned. first and last: the days it spans, None where no date is
    known. articles: the day on which each article that states it was published; empty where an editor added it.
    put_off_in: those of them whose sentence says that a date was put off; recalled_in: those that tell a plan as one of
    the past ("was to be finished in 2019")."""

    id: str
    kind: str
    modality: str
    first: date | None
    last: date | None
    articles: Mapping[str, date] = field(default_factory=dict)
    put_off_in: frozenset[str] = frozenset()
    recalled_in: frozenset[str] = frozenset()

    @property
    def stated(self) -> date | None:
        """When it was first stated."""
        return min(self.articles.values(), default=None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a promise. by: id of the act that fulfilled or withdrew it, or of the promise that superseded it.
    recalled: no article looks forward to it; all tell it as a plan of the past. late_days: of a fulfilled one, how many
    days after its last day the act began at the least; 0 if it was not later; None where that cannot be said.
    """

    state: State
    by: str = ""
    late_days: int | None = None
    recalled: bool = False
