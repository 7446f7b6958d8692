"""What a timeline shows, free of Django: entries in lanes, in one order for chart and list."""

from dataclasses import dataclass
from datetime import date, timedelta


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


@dataclass(slots=True)  # not frozen: thousands are made at a time, and freezing doubles what one costs
class Entry:
    """One milestone. first and last: the days it spans, both None when no date is known. promised_by: id of the entry
    by which it was promised; replaced_by: of the target that took its place. origins: how many independent texts state
    it. begun: when the first act of its initiative happened; age: months since then. cursor: its place in the list."""

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
    replaced_by: str = ""
    origins: int = 0
    begun: date | None = None
    age: int | None = None
    cursor: str = ""

    @property
    def is_span(self) -> bool:
        return self.first is not None and self.first != self.last

    @property
    def middle(self) -> date | None:
        """The day at which it is drawn."""
        return self.first + timedelta(days=(self.last - self.first).days // 2) if self.first and self.last else None


@dataclass(frozen=True, slots=True)
class Lane:
    slug: str
    name: str
    former: str  # "구 …" where entries fall into the time of an earlier name


@dataclass(frozen=True, slots=True)
class Timeline:
    """A part of a timeline. entries: newest first, undated last. following: where the next part begins, "" if this is
    the end."""

    entries: tuple[Entry, ...]
    lanes: tuple[Lane, ...]
    following: str = ""

    @property
    def years(self) -> list[tuple[str, list[Entry]]]:
        """Entries by year for the list, in their order; "" for those without a date."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(str(entry.first.year) if entry.first else "", []).append(entry)
        return list(found.items())


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many entries of one lane and main sector lie in a month."""

    lane: str
    lane_name: str
    month: date
    sector: int | None
    count: int
