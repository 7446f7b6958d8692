"""One thing for or against two statements being one initiative."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Tie(Enum):
    """How two statements share who does it."""

    IDENTITY = "identity"  # the same organization of a conglomerate
    CUSTOMER = "customer"  # the same customer or lead, while one of them names no conglomerate
    GROUP = "group"  # different organizations of one conglomerate
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reason:
    """text: a few plain words, then what they are about ("the same place: 영암"); weight: above zero for, below
    against; support: the kind of evidence that it is, so that two reasons of one kind do not count as two;
    contradicts: it rules a sure match out."""

    text: str
    weight: float
    support: str = ""
    contradicts: bool = False

    @property
    def words(self) -> str:
        """Always the same for one kind of reason: "the same place"."""
        return self.text.partition(": ")[0]

    @property
    def about(self) -> str:
        """What differs from case to case: "영암"; empty for a reason that its words say whole."""
        return self.text.partition(": ")[2]

    def __str__(self) -> str:
        return f"{self.text} ({'+' if self.weight > 0 else '−'}{abs(self.weight):.1f})"
