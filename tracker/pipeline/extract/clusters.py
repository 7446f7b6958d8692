"""What an act or an initiative is about, while the text is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from .layers import Event

DEALS = frozenset({"agreement", "contract", "investment"})


@dataclass
class Profile:
    """What an act or an initiative is about. leads: conglomerates; partners: all others and other groups."""

    partners: set[int] = field(default_factory=set)
    leads: set[int] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    subjects: set[int] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    sectors: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)  # what the text puts in quotes, without blanks
    things: set[str] = field(default_factory=set)  # the sorts of things built: plant, storage, apartment …
    sites: set[str] = field(default_factory=set)  # proper names of plants, sites and lesser places
    sizes: set[str] = field(default_factory=set)  # "40MW", "275MWh"
    headline: set[str] = field(default_factory=set)  # words of the article's title
    around: set[str] = field(default_factory=set)  # places that the text names just before, where the act names none
    told: bool = False  # the sentence names its own subject

    def take(self, other: Profile) -> None:
        """Adds what another act is about."""
        self.partners |= other.partners
        self.leads |= other.leads
        self.places |= other.places
        self.tokens |= other.tokens
        self.subjects |= other.subjects
        self.countries |= other.countries
        self.sectors |= other.sectors
        self.names |= other.names
        self.things |= other.things
        self.sites |= other.sites
        self.sizes |= other.sizes
        self.headline |= other.headline


@dataclass
class Cluster:
    """An initiative while the text is read. last: the sentence that spoke of it last."""

    events: list[Event] = field(default_factory=list)
    roles: list[tuple[int, str]] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)
    sentences: set[int] = field(default_factory=set)
    last: int = 0
