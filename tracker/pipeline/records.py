"""The frozen dataclasses that travel between the stages of the pipeline.

Offsets are counted in Python characters of `ParsedArticle.body`, end exclusive, and always satisfy
`article.body[span.start:span.end] == quote`. Words of kind, role, status and modality are those of `words.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

Granularity = Literal["day", "month", "quarter", "half", "year", "range"]
ParagraphKind = Literal["body", "caption", "byline", "subhead", "bullet", "quote"]


EXCERPT = "text/plain; part=excerpt"  # the media type of a text that is only the beginning of its article


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What arrived, before anybody read it."""

    content: bytes
    media_type: str  # text/html, text/plain, application/json
    name: str = ""  # file name or id, for messages
    address: str = ""
    charset: str = ""  # as the server declared it; may be wrong
    publisher: str = ""  # hints of the source, used where the document is silent
    title: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: ParagraphKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hints:
    """What a source usually writes about: ids of sectors and of groups. They only settle what an article leaves open,
    never what it says."""

    sectors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One text by one publisher. `published_at` is aware; the body has paragraphs separated by a blank line."""

    id: str
    language: Literal["ko", "en"]
    publisher: str
    title: str
    published_at: datetime
    body: str
    byline: str = ""
    address: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    hints: Hints = NO_HINTS


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as the text states it.

    value: YYYY-MM-DD, YYYY-MM, YYYY-Qn, YYYY-Hn, YYYY or A/B of these; first and last: the days it spans, inclusive.
    """

    value: str
    first: date
    last: date
    granularity: Granularity


@dataclass(frozen=True, slots=True)
class DateMention:
    """A stretch of text that states a date. deadline: it says "by" (까지); since: it says "from" (부터);
    saying: it dates the saying ("…했다고 5일 밝혔다"), not the act."""

    start: int
    end: int
    date: PartialDate
    rule: str
    deadline: bool = False
    since: bool = False
    saying: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The span that states a fact, the rules that read it and how sure they are (0 to 1)."""

    start: int
    end: int
    quote: str
    rules: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class CatalogName:
    """One name of a catalog organization. official: its registered or commonly printed name in that period;
    since inclusive, until exclusive, None unbounded."""

    name: str
    language: Literal["ko", "en"]
    official: bool
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CatalogAffiliation:
    group: str  # id of a CatalogGroup
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CatalogOrganization:
    id: str
    kind: str
    name: str
    english: str
    names: tuple[CatalogName, ...]  # every name, those of today included
    affiliations: tuple[CatalogAffiliation, ...] = ()
    is_group: bool = False  # stands for a group as a whole ("포스코그룹")


@dataclass(frozen=True, slots=True)
class CatalogGroup:
    id: str
    name: str
    english: str
    names: tuple[CatalogName, ...]


@dataclass(frozen=True, slots=True)
class SectorWords:
    """A sector with its word list. strong words make a text of the sector by themselves, weak ones only in company."""

    id: str
    name: str
    english: str
    letter: str
    letter_english: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A catalog name found in a text. ids: the organizations it may mean at the asked date, most likely first. hinted:
    a hint of the source put the first there."""

    start: int
    end: int
    surface: str
    ids: tuple[str, ...]
    hinted: bool = False


class NameIndex(Protocol):
    """What extraction needs to know of the catalog; made by the link stage."""

    hash: str

    def find(self, text: str, on: date) -> list[NameMatch]:
        """Non-overlapping catalog names in `text` at word borders, in order."""
        ...

    def organization(self, id: str) -> CatalogOrganization: ...

    def name_at(self, id: str, on: date) -> str: ...

    def group_at(self, id: str, on: date) -> CatalogGroup | None: ...

    def group_name_at(self, group_id: str, on: date) -> str: ...

    def group_named(self, surface: str, on: date) -> CatalogGroup | None:
        """The group whose own name `surface` is at that date ("포스코", "현대차그룹")."""
        ...


@dataclass(frozen=True, slots=True)
class OrganizationFact:
    """An organization that takes part in an initiative, as this article names it."""

    key: str  # o1, o2 … within the article
    name: str  # the fullest name that the article uses
    mentions: tuple[str, ...]  # distinct surface forms
    spans: tuple[tuple[int, int], ...]  # where they stand in the body
    kind: str
    group: str | None  # name of the group as of the article's date
    group_id: str | None = None
    catalog_id: str | None = None


@dataclass(frozen=True, slots=True)
class ParticipationFact:
    organization: str  # key of an OrganizationFact
    role: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class MilestoneFact:
    kind: str
    date: PartialDate | None
    modality: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ReportFact:
    """What one article says about one initiative."""

    key: str  # i1, i2 … within the article
    title: str
    sectors: tuple[str, ...]
    status: str
    participations: tuple[ParticipationFact, ...]
    milestones: tuple[MilestoneFact, ...]
    locations: tuple[str, ...] = ()
    amount_krw: int | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate that did not become a fact, and why; for `manage.py explain`."""

    stage: str
    what: str
    why: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Extraction:
    article_id: str
    organizations: tuple[OrganizationFact, ...]
    reports: tuple[ReportFact, ...]
    extractor: str
    version: str
    lexicon_hash: str
    dropped: tuple[Dropped, ...] = ()


class Extractor(Protocol):
    name: str
    version: str

    def extract(self, article: ParsedArticle, names: NameIndex, sectors: Sequence[SectorWords]) -> Extraction: ...
