"""What the ledger of promises shows, free of Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Party:
    slug: str
    name: str  # as it was called when the promise was first stated
    lead: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """An article that states a date. outlets: how many more brought the same text."""

    day: date
    outlet: str
    address: str  # the article's page
    fact: str  # public id of the milestone, whose evidence has the sentence
    value: str
    due_on: date
    others: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """What settled a promise: the milestone that fulfilled or withdrew it, or the later target."""

    fact: str
    kind_word: str
    value: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Search:
    """What was searched for evidence, and when. outlets: (name, articles), most first."""

    at: datetime
    articles: int
    outlets: tuple[tuple[str, int], ...]
    outlet_count: int

    @property
    def more_outlets(self) -> int:
        return self.outlet_count - len(self.outlets)


@dataclass(frozen=True, slots=True)
class PromiseEntry:
    """One promise. before: the values of the targets that it superseded, first to last. recalled: every article that
    states it tells it as a plan of the past. late_days: see the model."""

    id: str
    title: str
    address: str
    kind: str
    kind_word: str
    value: str
    due_on: date
    state: str
    state_word: str
    quote: str
    outlet: str
    parties: tuple[Party, ...]
    sectors: tuple[object, ...]
    late_days: int | None
    settled: Settled | None
    before: tuple[str, ...]
    search: Search | None
    recalled: bool
    sample: bool
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """A promise that stands for itself, with every target that was stated before it: its slippage."""

    entry: PromiseEntry
    statements: tuple[Statement, ...]  # oldest first

    @property
    def slipped(self) -> bool:
        return len({statement.value for statement in self.statements}) > 1
