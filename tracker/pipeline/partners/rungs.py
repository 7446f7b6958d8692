"""The rungs of a partnership and what shows that one was reached."""

from collections.abc import Iterable
from typing import Final

# Weakest first; a rung is stored as its place in this row.
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


def rung_of(kind: str, quotes: Iterable[str] = ()) -> int | None:
    """The rung that a happened milestone of that kind shows, None if it shows none. quotes: the sentences that state
    it: the founding of a unit is a joint venture only where they say so."""
    if kind == "organization":
        said = any(word in quote.casefold() for quote in quotes for word in JOINT_VENTURE_WORDS)
        return STAGES.index("joint_venture") if said else None
    stage = STAGE_OF_KIND.get(kind)
    return None if stage is None else STAGES.index(stage)
