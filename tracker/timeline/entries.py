"""What a timeline shows, free of Django: entries in lanes, in one order for chart and list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Acts by which something later is promised: a dotted line leads from the latest of them to the promise.
PROMISING = {"announcement", "agreement", "contract", "investment", "organization", "talks", "construction", "pilot"}


@dataclass(frozen=True, slots=True)
class SectorMark:
    slug: str
    name: str
    letter: str
    hue: int


@dataclass(frozen=True, slots=True)
class Party:
    """A participant as it was called on the day; now: its name of today where that differs."""

    slug: str
    name: str
    now: str
    role: str
    lead: bool
    ours: bool  # belongs to the group whose timeline this is


@dataclass(frozen=True, slots=True)
class Entry:
    """One milestone. first and last: the days it spans, both None when no date is known. promised_by: id of the entry
    by which it was promised."""

    id: str
    initiative: str
    title: str
    address: str
    lane: str
    kind: str
    kind_word: str
    modality: str
    modality_word: str
    status_word: str
    date_value: str
    first: date | None
    last: date | None
    sectors: tuple[SectorMark, ...]
    parties: tuple[Party, ...]
    confidence: float
    reviewed: bool
    reports: int
    quote: str
    sample: bool
    status: str = ""
    overdue: bool = False
    promised_by: str = ""

    @property
    def is_span(self) -> bool:
        return self.first is not None and self.first != self.last


@dataclass(frozen=True, slots=True)
class Lane:
    slug: str
    name: str
    former: str  # "구 …" where entries fall into the time of an earlier name


@dataclass(frozen=True, slots=True)
class Timeline:
    """entries: newest first, undated last. cut: more were found than are shown."""

    entries: tuple[Entry, ...]
    lanes: tuple[Lane, ...]
    initiatives: int
    cut: bool = False

    @property
    def years(self) -> list[tuple[str, list[Entry]]]:
        """Entries by year for the list, in their order; "" for those without a date."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(str(entry.first.year) if entry.first else "", []).append(entry)
        return list(found.items())


def find_promise(entry: Entry, siblings: Sequence[Entry]) -> str:
    """The id of the latest act before a planned or possible entry by which it was promised, "" if there is none."""
    if entry.modality == "happened" or entry.first is None:
        return ""
    acts = [
        other
        for other in siblings
        if other.modality == "happened"
        and other.kind in PROMISING
        and other.last is not None
        and other.last <= entry.first
    ]
    return max(acts, key=lambda act: (act.last, act.id)).id if acts else ""
