"""What a made-up world is made of. Organizations and groups are pointed to by their place in the cast."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

# Numbers at scale 1; groups and organizations are the same at every scale.
GROUPS, ORGANIZATIONS = 90, 3_000
INITIATIVES, MILESTONES, ARTICLES = 100_000, 400_000, 200_000
PART = 1_000  # initiatives that are made, and stored, at once


@dataclass(frozen=True, slots=True)
class World:
    """The same seed and scale make the same world, on any machine."""

    seed: int
    scale: float

    @property
    def initiatives(self) -> int:
        """A multiple of ten, in which the numbers of milestones and articles are exact."""
        return max(10, round(self.scale * INITIATIVES / 10) * 10)

    @property
    def parts(self) -> int:
        return -(-self.initiatives // PART)

    @property
    def milestones(self) -> int:
        return self.initiatives * MILESTONES // INITIATIVES

    @property
    def articles(self) -> int:
        return self.initiatives * ARTICLES // INITIATIVES


@dataclass(frozen=True, slots=True)
class MadeName:
    """An official name with the days on which it held."""

    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    group: int
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class MadeGroup:
    slug: str
    name: str
    english: str


@dataclass(frozen=True, slots=True)
class MadeOrganization:
    """stands_for: the group that it means as a whole."""

    slug: str
    kind: str
    name: str
    english: str
    names: tuple[MadeName, ...]
    memberships: tuple[Membership, ...] = ()
    stands_for: int | None = None

    def name_on(self, day: date) -> str:
        for one in self.names:
            if (one.since is None or one.since <= day) and (one.until is None or day < one.until):
                return one.name
        return self.name

    def group_on(self, day: date) -> int | None:
        return next((one.group for one in self.memberships if one.holds_on(day)), None)


@dataclass(frozen=True, slots=True)
class Cast:
    """affiliates: the organizations of each group; partners: those of no group; both by weight, heaviest first."""

    groups: tuple[MadeGroup, ...]
    organizations: tuple[MadeOrganization, ...]
    affiliates: tuple[tuple[int, ...], ...]
    partners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MadeParty:
    public_id: str
    organization: int
    role: str
    group: int | None
    review: str


@dataclass(frozen=True, slots=True)
class MadeMilestone:
    public_id: str
    kind: str
    value: str
    first: date
    last: date
    granularity: str
    modality: str
    review: str


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence of an article and the fact that it states: a party or a milestone by its place in the story. earlier:
    of the story before this one, which the article mentions as well."""

    start: int
    end: int
    party: int | None
    milestone: int | None
    confidence: float
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class MadeArticle:
    """rewrite: brings the text of the article before it."""

    public_id: str
    number: int
    language: str
    publisher: str
    title: str
    byline: str
    published_at: datetime
    body: str
    paragraphs: tuple[tuple[int, int], ...]
    spans: tuple[Span, ...]
    rewrite: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One initiative with all that is told of it."""

    number: int
    public_id: str
    title: str
    status: str
    sectors: tuple[str, ...]
    town: str
    thing: str
    amount: int | None
    review: str
    parties: tuple[MadeParty, ...]
    milestones: tuple[MadeMilestone, ...]
    articles: list[MadeArticle] = field(default_factory=list)
