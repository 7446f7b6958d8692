"""What the rows of the tables hold: plain values, addresses complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Coded:
    """A value of a vocabulary: its code and its word."""

    code: str
    word: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """name: on the day of the row."""

    id: str
    name: str
    role: Coded
    group: str

    def __str__(self) -> str:
        return f"{self.name} ({self.role.word})"

    def as_code(self) -> dict[str, str]:
        return {"id": self.id, "name": self.name, "role": self.role.code, "group": self.group}


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """The first sentence that states it. article: its own address, else its page here."""

    quote: str = ""
    outlet: str = ""
    title: str = ""
    day: date | None = None
    article: str = ""
    confidence: float | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    id: str
    kind: Coded
    modality: Coded
    date_value: str
    date_words: str
    first: date | None
    last: date | None
    initiative: str
    title: str
    status: Coded
    sectors: tuple[Coded, ...]
    parties: tuple[PartyRow, ...]
    promise: Coded | None
    reports: int
    reviewed: bool
    evidence: EvidenceRow
    address: str
    initiative_address: str
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    id: str
    title: str
    status: Coded
    sectors: tuple[Coded, ...]
    parties: tuple[PartyRow, ...]
    places: tuple[str, ...]
    amount_krw: int | None
    first_reported: date | None
    last_reported: date | None
    reports: int
    reviewed: bool
    sample: bool
    address: str


@dataclass(frozen=True, slots=True)
class PromiseRow:
    id: str
    kind: Coded
    state: Coded
    date_value: str
    date_words: str
    due_on: date
    late_days: int | None
    late_words: str
    before: tuple[str, ...]
    settled: str
    title: str
    parties: tuple[str, ...]
    lead: tuple[str, ...]
    sectors: tuple[Coded, ...]
    quote: str
    outlet: str
    searched: date | None
    searched_articles: int | None
    sample: bool
    address: str
    initiative_address: str


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """initiatives: how many the two share."""

    id: str
    owner: str
    name: str
    kind: Coded
    group: str
    stage: Coded
    sectors: tuple[str, ...]
    initiatives: int
    origins: int
    reviewed: bool
    first: date | None
    last: date | None
    address: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    id: str
    title: str
    outlet: str
    published: datetime | None
    language: str
    initiatives: int
    sample: bool
    article: str
    address: str


@dataclass(frozen=True, slots=True)
class HitRow:
    kind: Coded
    id: str
    name: str
    detail: str
    day: date | None
    address: str
