"""Who works with whom, free of Django. An edge is a shared initiative, never a shared sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

# The rungs of a partnership, weakest first, and the milestones that show that a rung was reached.
STAGES: Final = ("talks", "agreement", "pilot", "contract", "joint_venture")
STAGE_OF_KIND: Final = {
    "talks": "talks",
    "announcement": "talks",
    "agreement": "agreement",
    "pilot": "pilot",
    "contract": "contract",
    "investment": "contract",
    "construction": "contract",
    "launch": "contract",
    "completion": "contract",
}
JOINT_VENTURE_WORDS: Final = ("합작", "joint venture", "조인트벤처")


@dataclass(frozen=True, slots=True)
class Shared:
    """An initiative that both sides take part in."""

    id: str
    title: str
    address: str
    affiliates: tuple[str, ...]  # slugs of the group's side
    stage: str
    reports: int
    origins: int  # texts among the reports that are independent of each other
    reviewed: bool
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partner with all that it shares with the group, strongest first."""

    slug: str
    name: str
    kind: str
    kind_word: str
    group_name: str  # the conglomerate that the partner itself belongs to, "" for none
    sectors: tuple[tuple[str, str, int], ...]  # (name, letter, hue)
    shared: tuple[Shared, ...]

    @property
    def stage(self) -> str:
        return strongest(one.stage for one in self.shared)

    @property
    def reports(self) -> int:
        return sum(one.reports for one in self.shared)

    @property
    def origins(self) -> int:
        return sum(one.origins for one in self.shared)

    @property
    def affiliates(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(slug for one in self.shared for slug in one.affiliates))

    @property
    def reviewed(self) -> bool:
        return all(one.reviewed for one in self.shared)

    @property
    def first(self) -> date | None:
        return min((one.first for one in self.shared if one.first), default=None)

    @property
    def last(self) -> date | None:
        return max((one.last for one in self.shared if one.last), default=None)


@dataclass(frozen=True, slots=True)
class Network:
    """partners: most shared initiatives first; affiliates: {slug: name} of the group's side, busiest first."""

    partners: tuple[Partnership, ...]
    affiliates: dict[str, str]
    initiatives: int


def strongest(stages: Iterable[str]) -> str:
    """The highest rung among them; "talks" when there is none."""
    return max(stages, key=STAGES.index, default="talks")


def stage_of(kinds: Iterable[str], quotes: Iterable[str]) -> str:
    """The rung that the happened milestones of an initiative show. quotes: what states its founding of units."""
    if any(word in quote.casefold() for quote in quotes for word in JOINT_VENTURE_WORDS):
        return "joint_venture"
    return strongest(STAGE_OF_KIND[kind] for kind in kinds if kind in STAGE_OF_KIND)
