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
    """text: a few plain words; weight: above zero for, below against; support: the kind of evidence that it is, so
    that two reasons of one kind do not count as two; contradicts: it rules a sure match out."""

    text: str
    weight: float
    support: str = ""
    contradicts: bool = False
