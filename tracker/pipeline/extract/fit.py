"""How well an act belongs to an initiative: named signs, weighed by rules/clustering.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from .context import Context
from .layers import Event
from .lexicon import LexiconError, load_yaml

_BACK = re.compile(
    r"^(?:이|그|해당|이번|같은|새|이들|양|두|세|네)\s?(?:사업|프로젝트|협약|계약|공장|발전소|설비|단지|회사|기관|기업|곳|사|쪽|측|센터|시스템|"
    r"플랫폼|서비스|법인|도시|계획|목표|합의|투자|건물|시설|공사|연구소|업체)"
    r"|^(?:양사|3사|4사|양측|양 기관|세 곳|발전소|설비|공장|센터|컨소시엄|완공|준공|착공|당초|애초|원래|당시|이후|이에 앞서|앞서|이를|여기|이곳|"
    r"이어|우선|먼저|협약에 따라|계약에 따라|계약 기간|총사업비|사업비|사업 주체|발주처|발주사|주관사|일정은|그러나|하지만|다만|또|또한|아울러)"
    r"|^(?:The|This|That|These|Those|It|Its|They|Under|Construction|Completion|Commercial)\b"
)
_ANAPHOR = re.compile(
    r"양사|두 회사|세 회사|양측|양쪽|이 사업|이 설비|이 공장|이 플랫폼|이 목표|이번 협약|해당 사업|이곳|이 회사는|새 공장"
)
_PROJECT = re.compile(
    r"이 (?:사업|프로젝트|계약|공장|설비|플랫폼|발전소|서비스)(?=[을를은는이의에도])|이번 (?:사업|협약|계약|프로젝트)|해당 (?:사업|프로젝트)"
)
_ANOTHER = re.compile(r"별도의|별개의|또 다른|별도로|separate(?:ly)?|another")
_PHASES = frozenset(
    {"construction", "completion", "launch", "target", "organization", "pilot", "cancellation", "announcement"}
)
_BUILT = frozenset({"completion", "construction"})
DEALS = frozenset({"agreement", "contract", "investment"})
_MOST_WORDS = 3


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


@dataclass
class Cluster:
    """An initiative while the text is read. last: the sentence that spoke of it last."""

    events: list[Event] = field(default_factory=list)
    roles: list[tuple[int, str]] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)
    sentences: set[int] = field(default_factory=set)
    last: int = 0


_QUOTED = re.compile(r"[‘'“\"]([^‘’'“”\"\n]{4,30})[’'”\"]")


def quoted_names(text: str) -> set[str]:
    """Names of projects and products, as a text marks them by quotes, without blanks."""
    return {match.group(1).replace(" ", "") for match in _QUOTED.finditer(text)}


@cache
def weights() -> dict[str, float]:
    """The weight of each sign. Raises LexiconError for one that is no number."""
    entries = load_yaml("clustering.yaml")
    try:
        return {str(key): float(value) for key, value in entries.items()}
    except (TypeError, ValueError, AttributeError) as error:
        raise LexiconError(f"clustering.yaml: numbers are expected ({error})") from error


def fit(event: Event, profile: Profile, cluster: Cluster, context: Context, *, newest: bool) -> float:
    """The sum of the signs' weights; minus infinity across the items of a round-up."""
    own, other = context.sentences[event.sentence], context.sentences[cluster.last]
    if own.section != other.section and (own.brief or other.brief):
        return float("-inf")
    weight = weights()
    return sum(weight[name] * times for name, times in signs(event, profile, cluster, context, newest=newest))


def signs(
    event: Event, profile: Profile, cluster: Cluster, context: Context, *, newest: bool
) -> Iterator[tuple[str, int]]:
    """The signs for and against, each with how often it counts."""
    yield _nearness(event, cluster, context), 1
    if newest:
        yield "newest", 1
        yield from _reference(event, cluster, context)
    yield from _partners(event, profile, cluster, context)
    about = cluster.profile
    yield from _compared("place", profile.places, about.places)
    yield from _compared("country", profile.countries, about.countries)
    if profile.sectors and about.sectors and not profile.sectors & about.sectors:
        yield "sector_differs", 1
    yield from _subjects(event, profile, cluster, context)
    if _ANOTHER.search(context.sentences[event.sentence].text):
        yield "another", 1
    said = context.sentences[event.sentence].text.replace(" ", "")
    if any(name in said for name in about.names):
        yield "name_shared", 1
    yield "word_shared", min(_MOST_WORDS, len(profile.tokens & about.tokens))
    yield from _kinds(event, profile, cluster, context)


def _nearness(event: Event, cluster: Cluster, context: Context) -> str:
    own, other = context.sentences[event.sentence], context.sentences[cluster.last]
    if own.index == other.index:
        return "same_sentence"
    if own.block == other.block:
        return "next_sentence" if own.index - other.index == 1 else "same_paragraph"
    if own.section != other.section:
        return "other_section"
    return "near_paragraph" if own.block - other.block <= 2 else "far_paragraph"


def refers_back(text: str) -> bool:
    """Whether a sentence opens by pointing to what was just said."""
    return bool(_BACK.search(text))


def _reference(event: Event, cluster: Cluster, context: Context) -> Iterator[tuple[str, int]]:
    own, other = context.sentences[event.sentence], context.sentences[cluster.last]
    if _PROJECT.search(own.text) and own.block - other.block <= 3:
        yield "refers_project", 1
    elif refers_back(own.text) or _ANAPHOR.search(own.text):
        near = own.index - other.index <= 1 or own.block == other.block
        yield ("refers_back" if near else "refers_back_far"), 1


def _partners(event: Event, profile: Profile, cluster: Cluster, context: Context) -> Iterator[tuple[str, int]]:
    mine, theirs = profile.partners, cluster.profile.partners
    if not mine or not theirs:
        return
    if mine & theirs:
        yield "partner_shared", 1
    elif _related(mine, theirs, context):
        yield "partner_related", 1
    else:
        yield ("partner_differs_deal" if event.kind in DEALS else "partner_differs"), 1


def _related(mine: set[int], theirs: set[int], context: Context) -> bool:
    """Whether two sets hold affiliates of one group, as a group and its holding."""
    groups = {context.entities[e].group_id for e in mine} - {None}
    return bool(groups & {context.entities[e].group_id for e in theirs})


def _compared(name: str, mine: set[str], theirs: set[str]) -> Iterator[tuple[str, int]]:
    if mine and theirs:
        yield (f"{name}_shared" if mine & theirs else f"{name}_differs"), 1


def _subjects(event: Event, profile: Profile, cluster: Cluster, context: Context) -> Iterator[tuple[str, int]]:
    if not profile.subjects:
        return
    known = cluster.profile.leads | cluster.profile.partners
    if profile.subjects & cluster.profile.subjects:
        yield "subject_shared", 1
    elif not profile.subjects & known and not _related(profile.subjects, cluster.profile.leads, context):
        yield ("subject_differs_deal" if event.kind in DEALS else "subject_differs"), 1


def _kinds(event: Event, profile: Profile, cluster: Cluster, context: Context) -> Iterator[tuple[str, int]]:
    again = [e for e in cluster.events if e.kind == event.kind and e.date and event.date and e.date != event.date]
    apart = context.sentences[event.sentence].block - context.sentences[cluster.last].block
    if event.kind in _BUILT and any(e.modality == event.modality == "happened" for e in again):
        yield "built_twice", 1
    elif event.kind in _PHASES and not profile.partners and not profile.places:
        yield ("phase" if apart <= 2 else "phase_far"), 1
    elif event.kind in DEALS and again:
        yield "deal_again", 1
    elif event.kind in DEALS and apart and event.date and profile.partners and not cluster.profile.partners:
        yield "new_partner_far", 1
