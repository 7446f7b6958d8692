"""Who works with whom, free of Django. A tie is a shared initiative, never a shared sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.pipeline.partners.rungs import STAGES

__all__ = ["STAGES", "Market", "Node", "Sector", "Tie", "sort_ties", "without_mirrored"]


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector as it is drawn."""

    slug: str
    name: str
    letter: str
    hue: int


@dataclass(frozen=True, slots=True)
class Node:
    """One side of a tie: an organization, or a group that stands for its affiliates. group: that of the organization,
    with its slug ("" for none), at the day that is shown."""

    slug: str
    name: str
    is_group: bool = False
    kind: str = "company"
    group_slug: str = ""
    group_name: str = ""

    @property
    def key(self) -> str:
        """Tells a group from an organization with the same slug."""
        return f"group:{self.slug}" if self.is_group else f"{self.group_slug}:{self.slug}"


@dataclass(frozen=True, slots=True)
class Tie:
    """All that two sides share. origins: texts independent of each other; reviewed: editors vouch for all of it."""

    owner: Node
    partner: Node
    rung: int
    initiatives: int
    origins: int
    reviewed: bool
    first: date
    last: date
    sectors: tuple[Sector, ...] = ()

    @property
    def stage(self) -> str:
        return STAGES[self.rung]

    @property
    def hue(self) -> int:
        """That of its sector; grey for several."""
        return self.sectors[0].hue if len(self.sectors) == 1 else 7


@dataclass(frozen=True, slots=True)
class Market:
    """Ties between groups and the partners of most of them. more: there are partners beyond these. others: groups that
    have ties with them, too, but found no room; absent: of which no such tie was found."""

    groups: tuple[Node, ...]
    partners: tuple[Node, ...]
    ties: tuple[Tie, ...]
    more: bool = False
    others: tuple[Node, ...] = ()
    absent: tuple[Node, ...] = ()


ORDERS = {
    "partner": lambda tie: (tie.partner.name, tie.owner.name),
    "owner": lambda tie: (tie.owner.name, tie.partner.name),
    "kind": lambda tie: (tie.partner.is_group, tie.partner.kind),
    "stage": lambda tie: tie.rung,
    "initiatives": lambda tie: tie.initiatives,
    "origins": lambda tie: tie.origins,
    "first": lambda tie: tie.first,
    "last": lambda tie: tie.last,
}


def rank(tie: Tie) -> tuple[int, int, int, str, str]:
    """Most shared initiatives first."""
    return -tie.initiatives, -tie.origins, -tie.rung, tie.partner.name, tie.owner.name


def sort_ties(ties: Iterable[Tie], order: str) -> list[Tie]:
    """By a name of ORDERS, falling with a leading minus; equal ones, and all with another order, by rank."""
    ranked = sorted(ties, key=rank)
    name = order.removeprefix("-")
    if name not in ORDERS:
        return ranked
    return sorted(ranked, key=ORDERS[name], reverse=order.startswith("-"))


def without_mirrored(ties: Iterable[Tie]) -> list[Tie]:
    """Two groups that work with each other are partners of each other: one tie of the two is enough for a picture."""
    kept: dict[tuple[Node, Node], Tie] = {}
    for tie in ties:
        if (tie.partner, tie.owner) not in kept:
            kept[(tie.owner, tie.partner)] = tie
    return list(kept.values())
