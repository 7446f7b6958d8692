"""How well an act belongs to an initiative: named signs, weighed by rules/clustering.yaml.

An act joins the best initiative whose signs add up to more than nothing, else it opens one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .clusters import DEALS, Cluster, Profile
from .context import Context
from .layers import Event
from .scales import Sign, weigh

_BACK = re.compile(
    r"^(?:이|그|해당|이번|같은|새|이들|양|두|세|네)\s?(?:사업|프로젝트|협약|계약|공장|발전소|설비|단지|회사|기관|기업|곳|사|쪽|측|센터|시스템|"
    r"플랫폼|서비스|법인|도시|계획|목표|합의|투자|건물|시설|공사|연구소|업체)"
    r"|^(?:양사|3사|4사|양측|양 기관|세 곳|발전소|설비|공장|센터|컨소시엄|완공|준공|착공|당초|애초|원래|당시|이후|이에 앞서|앞서|이를|여기|이곳|"
    r"이어|우선|먼저|협약에 따라|계약에 따라|계약 기간|총사업비|사업비|사업 주체|발주처|발주사|주관사|일정은|그러나|하지만|다만)"
    r"|^(?:The|This|That|These|Those|It|Its|They|Under|Construction|Completion|Commercial|Work|Once)\b"
)
_ANAPHOR = re.compile(
    r"양사|두 회사|세 회사|양측|양쪽|이 사업|이 설비|이 공장|이 플랫폼|이 목표|이번 협약|해당 사업|이곳|이 회사는|새 공장"
)
_PROJECT = re.compile(
    r"이 (?:사업|프로젝트|계약|공장|설비|플랫폼|발전소|서비스|시스템|단지|센터)(?=[을를은는이의에도])|이번 (?:사업|협약|계약|프로젝트|수주|투자)"
    r"|해당 (?:사업|프로젝트|설비|공장)|\b(?:the|this) (?:project|plant|deal|contract|facility|agreement|system|venture|order|complex)\b",
)
_ANOTHER = re.compile(
    r"다른 (?:입찰|구역|사업|지역|현장|단지|프로젝트|공장|도시|곳)|별도의|별개의|또 다른|별도로|이와 별개로|separate(?:ly)?|another"
)
_OPENS = {
    "opens_also": re.compile(
        r"^(?:또한|또|아울러|이 밖에|이밖에|이외에도|그 밖에|이와 함께|이와 별도로|Also|In addition|Besides|Separately)\b"
    ),
    "opens_aside": re.compile(r"^(?:한편|Meanwhile|Elsewhere)\b"),
    "opens_history": re.compile(
        r"^[‘'\"]?(?:첫걸음|첫 단추|출발점|출발은|시작은|시작점|발단|계기는|첫 삽|밑그림|논의는|계획은|구상은|사업은|공사는|협상은|일정은|완공은|준공은|착공은"
        r"|가동은|개장은|입주는|인연은|협력은|The (?:plan|idea|project|talks|story|deal|work)\b)"
    ),
    "opens_earlier": re.compile(r"^(?:앞서|이에 앞서|이보다 앞서|당초|애초|Earlier|Previously|Last year|Before)\b"),
}
# Said of one more thing of the same sort.
_MORE = re.compile(
    r"[가-힣]에서도(?= )|[가-힣]에도(?= )|추가로 (?:따|수주|맺|체결|확보)|추가 수주|잇달아|잇따라|나란히|뒤이어|비슷한|같은 방식|자매|제2의"
    r"|\bsimilar|\bsister\b|\blikewise\b|\balso (?:has|is|plans|signed|won|runs|operates|built|supplied)|\bat home\b|\boverseas\b"
)
_FOR_IT = re.compile(
    r"이를 위해|이에 따라|이를 통해|이를 계기로|그 일환|그 첫|\bto that end\b|\bas part of (?:it|the|that|this)\b"
)
# How far an act brings a project (GUIDE.md, status): a project does not go back to an earlier rung later on.
_LADDER = {"talks": 0, "agreement": 1, "contract": 2, "construction": 3, "completion": 4, "launch": 4}
_PHASES = frozenset(
    {"construction", "completion", "launch", "target", "organization", "pilot", "cancellation", "announcement"}
)
_BUILT = frozenset({"completion", "construction"})
_MOST_WORDS = 3
_BRIEF_ARTICLE = 9  # sentences; short texts mostly report one matter
_LONG_BEFORE = 2  # years


def fit(event: Event, profile: Profile, cluster: Cluster, context: Context, *, newest: bool, count: int) -> float:
    """The sum of the signs' weights; minus infinity across the items of a round-up. count: initiatives opened so far."""
    own, other = context.sentences[event.sentence], context.sentences[cluster.last]
    if own.section != other.section and (own.brief or other.brief):
        return float("-inf")
    found = signs(event, profile, cluster, context, newest=newest, count=count)
    return weigh("clustering", found)


def signs(
    event: Event, profile: Profile, cluster: Cluster, context: Context, *, newest: bool, count: int
) -> Iterator[Sign]:
    """The signs for and against, each with how much it counts."""
    yield "always", 1
    near = _nearness(event, cluster, context)
    yield near, 1
    if newest:
        yield "newest", 1
        yield from _reference(event, cluster, context)
    if count == 1:
        yield "only", 1
        if len(context.sentences) <= _BRIEF_ARTICLE:
            yield "only_brief", 1
    yield from _partners(event, profile, cluster, context)
    about = cluster.profile
    yield from _compared("place", profile.places, about.places)
    if profile.around and about.places:
        yield ("around_shared" if profile.around & about.places else "around_differs"), 1
    yield from _compared("country", profile.countries, about.countries)
    yield from _compared("thing", profile.things, about.things)
    yield from _compared("site", profile.sites, about.sites)
    yield from _compared("size", profile.sizes, about.sizes)
    if profile.sectors and about.sectors and not profile.sectors & about.sectors:
        yield "sector_differs", 1
    yield from _subjects(event, profile, cluster, context)
    yield from _wording(event, profile, cluster, context, near)
    yield from _kinds(event, profile, cluster, context)
    yield from _times(event, cluster, near)


def _nearness(event: Event, cluster: Cluster, context: Context) -> str:
    own, other = context.sentences[event.sentence], context.sentences[cluster.last]
    if own.index == other.index:
        return "same_sentence"
    if own.block == other.block:
        return "next_sentence" if own.index - other.index == 1 else "same_paragraph"
    if own.section != other.section:
        return "other_section"
    return "near_paragraph" if own.block - other.block <= 2 else "far_paragraph"


@dataclass(frozen=True, slots=True)
class _Words:
    """What a sentence's own wording says of belonging; the same towards every initiative."""

    project: bool
    back: bool
    another: bool
    opens: tuple[str, ...]
    more: bool
    for_it: bool
    said: str  # without blanks


@lru_cache(maxsize=512)
def _wording_of(text: str) -> _Words:
    return _Words(
        project=bool(_PROJECT.search(text)),
        back=refers_back(text) or bool(_ANAPHOR.search(text)),
        another=bool(_ANOTHER.search(text)),
        more=bool(_MORE.search(text)),
        for_it=bool(_FOR_IT.search(text)),
        opens=tuple(name for name, pattern in _OPENS.items() if pattern.search(text)),
        said=text.replace(" ", ""),
    )


def refers_back(text: str) -> bool:
    """Whether a sentence opens by pointing to what was just said."""
    return bool(_BACK.search(text))


def _reference(event: Event, cluster: Cluster, context: Context) -> Iterator[Sign]:
    own, other = context.sentences[event.sentence], context.sentences[cluster.last]
    words = _wording_of(own.text)
    if words.project and own.block - other.block <= 3:
        yield "refers_project", 1
    elif words.back:
        near = own.index - other.index <= 1 or own.block == other.block
        yield ("refers_back" if near else "refers_back_far"), 1


def _partners(event: Event, profile: Profile, cluster: Cluster, context: Context) -> Iterator[Sign]:
    mine, theirs = profile.partners, cluster.profile.partners
    if mine and not theirs:
        yield ("partner_new_deal" if event.kind in DEALS else "partner_new"), 1
    if not mine or not theirs:
        return
    if mine & theirs:
        yield "partner_shared", 1
        if mine - theirs:
            yield "partner_further", 1
    elif _related(mine, theirs, context):
        yield "partner_related", 1
    else:
        yield ("partner_differs_deal" if event.kind in DEALS else "partner_differs"), 1


def _related(mine: set[int], theirs: set[int], context: Context) -> bool:
    """Whether two sets hold affiliates of one group, as a group and its holding."""
    groups = {context.entities[e].group_id for e in mine} - {None}
    return bool(groups & {context.entities[e].group_id for e in theirs})


def _compared(name: str, mine: set[str], theirs: set[str]) -> Iterator[Sign]:
    if mine and theirs:
        yield (f"{name}_shared" if mine & theirs else f"{name}_differs"), 1
    elif mine:
        yield f"{name}_new", 1


def _subjects(event: Event, profile: Profile, cluster: Cluster, context: Context) -> Iterator[Sign]:
    if not profile.told:
        yield "subject_unsaid", 1
    if not profile.subjects:
        return
    known = cluster.profile.leads | cluster.profile.partners
    if profile.subjects & cluster.profile.subjects:
        yield "subject_shared", 1
    elif profile.subjects & known:
        yield "subject_known", 1
    elif _related(profile.subjects, cluster.profile.leads, context):
        yield "subject_related", 1
    else:
        yield ("subject_differs_deal" if event.kind in DEALS else "subject_differs"), 1


def _wording(event: Event, profile: Profile, cluster: Cluster, context: Context, near: str) -> Iterator[Sign]:
    sentence, about = context.sentences[event.sentence], cluster.profile
    words = _wording_of(sentence.text)
    if words.another:
        yield "another", 1
    if words.more and near != "same_sentence":
        yield "more", 1
    if words.for_it and near == "next_sentence":
        yield "for_it", 1
    if near != "same_sentence":
        for name in words.opens:
            yield name, 1
        first = not sentence.index or context.sentences[sentence.index - 1].block != sentence.block
        if first and near != "same_paragraph":
            yield "opens_paragraph", 1
    if any(name in words.said for name in about.names):
        yield "name_shared", 1
    elif profile.names and about.names:
        yield "name_differs", 1
    yield "word_shared", min(_MOST_WORDS, len(profile.tokens & about.tokens))
    if profile.headline & about.headline:
        yield "headline_shared", 1
    elif about.headline and not profile.headline:
        yield "headline_left", 1
    if not (profile.partners or profile.places or profile.names or profile.things):
        yield "nothing_own", 1


def _kinds(event: Event, profile: Profile, cluster: Cluster, context: Context) -> Iterator[Sign]:
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
    if event.kind in _PHASES and again:
        yield "phase_again", 1
    if event.kind == "talks" and any(e.kind in DEALS and e.modality == "happened" for e in cluster.events):
        yield "talks_after_deal", 1


def _times(event: Event, cluster: Cluster, near: str) -> Iterator[Sign]:
    known = [e.date for e in cluster.events if e.date]
    if event.date is None or not known or near == "same_sentence":
        return
    if any(date.value == event.date.value for date in known):
        yield "date_shared", 1
    yield from _order(event, cluster)
    if event.modality != "happened":
        yield "plan", 1
    elif event.date.last < min(date.first for date in known):
        yield "date_before", 1
        if min(date.first for date in known).year - event.date.last.year >= _LONG_BEFORE:
            yield "date_long_before", 1


def _order(event: Event, cluster: Cluster) -> Iterator[Sign]:
    """Whether the act stands where the ladder of one project would have it among those already told."""
    rung = _LADDER.get(event.kind)
    if rung is None or event.date is None or event.modality != "happened":
        return
    fits = breaks = False
    for other in cluster.events:
        step = _LADDER.get(other.kind)
        if step is None or step == rung or other.date is None or other.modality != "happened":
            continue
        low, high = (event.date, other.date) if rung < step else (other.date, event.date)
        fits |= low.first <= high.last
        breaks |= low.first > high.last
    if breaks:
        yield "order_breaks", 1
    elif fits:
        yield "order_fits", 1
