"""The typed layers between an article and its facts. Each stage adds one layer and changes none.

Every start and end counts characters of the article's body, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.pipeline.records import DateMention, PartialDate

Case = Literal["subject", "with", "from", "to", "genitive", "object", "at", "topic", "bare"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its place in the article. section counts sub-headings and separate news items."""

    index: int
    start: int
    end: int
    kind: str
    section: int
    brief: bool = False  # one of several unrelated short items ("◇…", "▶…")


@dataclass(frozen=True, slots=True)
class Sentence:
    index: int
    start: int
    end: int
    text: str
    block: int
    section: int
    brief: bool
    quotes: tuple[tuple[int, int], ...] = ()  # direct speech
    speech: bool = False  # nothing but somebody's words


@dataclass(frozen=True, slots=True)
class Clause:
    start: int
    end: int
    link: str  # the connective ending that closes it, "" for the last


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names an organization. catalog_id is None where only its shape gave it away."""

    start: int
    end: int
    surface: str
    catalog_id: str | None
    kind: str
    rule: str
    confidence: float
    parent: str | None = None  # catalog id of the group whose name begins this unknown name ("LG BCM")
    case: Case = "bare"
    head: str = ""  # the noun that the name only qualifies: a person's title, a building, "자회사"
    topic: bool = False  # marked with -은/-는
    series: int = -1  # mentions joined by "와", "·" or a comma share a number


@dataclass(frozen=True, slots=True)
class Entity:
    """All mentions of one organization in the article."""

    key: int
    name: str
    surfaces: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    kind: str
    catalog_id: str | None
    group: str | None
    group_id: str | None
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class EntityMention:
    entity: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Trigger:
    rule: str
    kind: str
    start: int
    end: int
    confidence: float
    modality: str = ""  # set where the wording itself decides
    when: str = "any"  # the date it needs: any, dated, deadline, future
    strong: bool = True  # may open an initiative of its own


@dataclass(frozen=True, slots=True)
class Reading:
    """How sure the text is of an act, and the rule that says so."""

    modality: str
    rule: str


@dataclass(frozen=True, slots=True)
class Event:
    trigger: Trigger
    sentence: int
    clause: Clause
    date: PartialDate | None
    mention: DateMention | None
    modality: str
    start: int  # the evidence
    end: int
    rules: tuple[str, ...]
    confidence: float
    organizations: tuple[EntityMention, ...] = ()
    inherited: bool = False  # the subject comes from an earlier sentence

    @property
    def kind(self) -> str:
        return self.trigger.kind
