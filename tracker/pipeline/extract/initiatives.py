"""Events → initiatives: acts that share partners, project, place or a reference back belong together.

Acts are read in the order of the text. Each joins the initiative that it fits best, or opens one of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from .bystanders import bystanders
from .context import Context
from .layers import Event
from .locations import find_places, outside_names, wide_places, without_venues
from .participants import participants

_BACK = re.compile(
    r"^(?:이|그|해당|이번|같은|새|이들|양|두|세|네)\s?(?:사업|프로젝트|협약|계약|공장|발전소|설비|단지|회사|기관|기업|곳|사|쪽|측|센터|시스템|플랫폼|서비스|법인|도시|계획|목표|합의|투자|건물|시설|공사|연구소|업체)"
    r"|^(?:양사|3사|4사|양측|양 기관|세 곳|발전소|설비|공장|센터|컨소시엄|완공|준공|착공|당초|애초|원래|당시|이후|이에 앞서|앞서|이를|여기|이곳|이어|우선|먼저|협약에 따라|계약에 따라|계약 기간|총사업비|사업비|사업 주체|발주처|발주사|주관사|일정은|그러나|하지만|다만|또|또한|아울러)"
    r"|^(?:The|This|That|These|Those|It|Its|They|Under|Construction|Completion|Commercial|The (?:two|project|plant|deal|pair|partners|companies))\b"
)
_ANAPHOR = re.compile(r"양사|두 회사|세 회사|양측|양쪽|이 사업|이 설비|이 공장|이 플랫폼|이 목표|이번 협약|해당 사업|이곳|이 회사는|새 공장")
_TOKEN = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z0-9&\-]{1,20}")
_QUOTED = re.compile(r"[‘'“\"]([^‘’'“”\"\n]{2,30})[’'”\"]")
_PHASES = frozenset({"construction", "completion", "launch", "target", "organization", "pilot", "cancellation", "announcement"})
_DEALS = frozenset({"agreement", "contract", "investment"})
_ANOTHER = re.compile(r"별도의|별개의|또 다른|이와 별도|separate(?:ly)?|another")
_JOIN = 0.7


@dataclass
class Profile:
    """What an act or an initiative is about."""

    partners: set[int] = field(default_factory=set)
    leads: set[int] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    subjects: set[int] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)


@dataclass
class Cluster:
    events: list[Event] = field(default_factory=list)
    roles: list[tuple[int, str]] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)
    sentences: set[int] = field(default_factory=set)
    last: int = 0


def cluster_events(events: Sequence[Event], context: Context) -> list[Cluster]:
    """The article's initiatives, in the order in which the text opens them; not yet checked for what they lack."""
    rare = _rare_tokens(context)
    clusters: list[Cluster] = []
    by_sentence: dict[int, list[Event]] = {}
    for event in events:
        by_sentence.setdefault(event.sentence, []).append(event)
    for sentence in context.sentences:
        for event in by_sentence.get(sentence.index, ()):
            roles = participants(event, context)
            profile = _profile(event, roles, context, rare)
            _place(event, roles, profile, clusters, context)
        if sentence.index not in by_sentence:
            _attach(sentence.index, clusters, context)
    return clusters


def _place(event: Event, roles: dict[int, str], profile: Profile, clusters: list[Cluster], context: Context) -> None:
    scored = [(fit(event, profile, c, context, newest=c is _newest(clusters)), -i, c) for i, c in enumerate(clusters)]
    best = max(scored, key=lambda item: item[:2], default=None)
    if best is not None and best[0] >= _JOIN:
        cluster = best[2]
    else:
        cluster = Cluster()
        clusters.append(cluster)
    cluster.events.append(event)
    cluster.roles += roles.items()
    cluster.sentences.add(event.sentence)
    cluster.last = event.sentence
    cluster.profile.subjects |= profile.subjects
    cluster.profile.partners |= profile.partners
    cluster.profile.leads |= profile.leads
    cluster.profile.places |= profile.places
    cluster.profile.tokens |= profile.tokens
    cluster.profile.countries |= profile.countries


def _newest(clusters: list[Cluster]) -> Cluster:
    """The initiative of which the text spoke last."""
    return max(clusters, key=lambda cluster: cluster.last)


def fit(event: Event, profile: Profile, cluster: Cluster, context: Context, *, newest: bool) -> float:
    """How well an act belongs to an initiative; above the threshold it joins."""
    own, other = context.sentences[event.sentence], context.sentences[cluster.last]
    if own.section != other.section and (own.brief or other.brief):
        return -9.0
    score = _nearness(event, cluster, context)
    text = own.text
    if newest and (_BACK.search(text) or _ANAPHOR.search(text)):
        score += 0.8 if own.index - other.index <= 1 or own.block == other.block else 0.3
    score += _partners(event, profile, cluster, context)
    score += _overlap(profile.places, cluster.profile.places, 0.6, -1.0)
    score += _overlap(profile.countries, cluster.profile.countries, 0.1, -0.5)
    if profile.subjects:
        known = cluster.profile.leads | cluster.profile.partners
        if profile.subjects & cluster.profile.subjects:
            score += 0.3
        elif not profile.subjects & known and not _related(profile.subjects, cluster.profile.leads, context):
            score -= 1.7 if event.kind in _DEALS else 0.9
    if _ANOTHER.search(text):
        score -= 0.8
    shared = profile.tokens & cluster.profile.tokens
    score += min(0.9, 0.3 * len(shared))
    return score + _kinds(event, profile, cluster, context)


def _partners(event: Event, profile: Profile, cluster: Cluster, context: Context) -> float:
    if profile.partners and cluster.profile.partners and _related(profile.partners, cluster.profile.partners, context):
        return 0.0 if not profile.partners & cluster.profile.partners else 1.3
    return _overlap(profile.partners, cluster.profile.partners, 1.3, -1.8 if event.kind in _DEALS else -1.3)


def _related(mine: set[int], theirs: set[int], context: Context) -> bool:
    """Whether two sets hold affiliates of one group, as a group and its holding."""
    groups = {context.entities[e].group_id for e in mine} - {None}
    return bool(groups & {context.entities[e].group_id for e in theirs})


def _nearness(event: Event, cluster: Cluster, context: Context) -> float:
    own, other = context.sentences[event.sentence], context.sentences[cluster.last]
    if own.index == other.index:
        return 1.3
    if own.block == other.block:
        return 0.9 if own.index - other.index == 1 else 0.6
    if own.section != other.section:
        return -0.4
    return 0.35 if own.block - other.block <= 2 else 0.1


def _overlap(mine: set[int] | set[str], theirs: set[int] | set[str], same: float, different: float) -> float:
    if not mine or not theirs:
        return 0.0
    return same if set(mine) & set(theirs) else different


def _kinds(event: Event, profile: Profile, cluster: Cluster, context: Context) -> float:
    again = [e for e in cluster.events if e.kind == event.kind and e.date and event.date and e.date != event.date]
    if event.kind in {"completion", "construction"} and any(e.modality == event.modality == "happened" for e in again):
        return -0.7
    if event.kind in _PHASES and not profile.partners and not profile.places:
        return 0.4
    if event.kind in _DEALS and again:
        return -0.6
    far = context.sentences[event.sentence].block != context.sentences[cluster.last].block
    if event.kind in _DEALS and far and event.date and profile.partners and not cluster.profile.partners:
        return -0.4
    return 0.0


def _profile(event: Event, roles: dict[int, str], context: Context, rare: set[str]) -> Profile:
    sentence = context.sentences[event.sentence]
    start = min(event.start, event.clause.start)
    text = context.body[start : event.clause.end]
    inside = tuple(x.mention for x in context.inside(start, event.clause.end))
    leads = {e for e in roles if context.is_conglomerate(e)}
    subjects = set(context.subjects[sentence.index])
    own_groups = {context.entities[e].group_id for e in subjects}
    others = {e for e in leads - subjects if context.entities[e].group_id not in own_groups}
    partners = {e for e in roles if e not in leads} | (others if len(leads) > 1 else set())
    plain = outside_names(text, start, inside)
    found = find_places(plain, context.language)
    places = without_venues(plain, found) if event.kind in _DEALS or event.kind == "talks" else set(found)
    wide = places & wide_places(context.language)
    own = {x.entity for x in context.inside(sentence.start, sentence.end) if x.mention.head == "site"} & leads
    return Profile(partners, leads, places - wide, _tokens(text) & rare, leads & subjects or own, wide)


def _tokens(text: str) -> set[str]:
    found = {match.group()[:6] for match in _TOKEN.finditer(text)}
    return found | {match.group(1).replace(" ", "") for match in _QUOTED.finditer(text)}


def _rare_tokens(context: Context) -> set[str]:
    """Words that stand in few sentences of the article and in more than one: they tie acts together."""
    counts: Counter[str] = Counter()
    for sentence in context.sentences:
        counts.update(_tokens(sentence.text))
    names = {surface[:6] for entity in context.entities for surface in entity.surfaces}
    limit = max(3, len(context.sentences) // 6)
    return {token for token, n in counts.items() if 2 <= n <= limit and token not in names and len(token) > 1}


def _attach(index: int, clusters: list[Cluster], context: Context) -> None:
    """Give a sentence without an act to the initiative it goes on about."""
    if not clusters:
        return
    sentence = context.sentences[index]
    named = {x.entity for x in context.inside(sentence.start, sentence.end) if context.entities[x.entity].kind == "consortium"}
    owners = [c for c in clusters if named & c.profile.partners]
    cluster = owners[-1] if owners else _newest(clusters)
    if owners:
        _join_in(cluster, index, context)
        cluster.last = index
        return
    last = context.sentences[cluster.last]
    if sentence.section != last.section or sentence.block - last.block > 1 or sentence.speech:
        return
    if sentence.block != last.block and not _BACK.search(sentence.text):
        return
    _join_in(cluster, index, context)


def _join_in(cluster: Cluster, index: int, context: Context) -> None:
    roles = bystanders(index, context)
    cluster.roles += roles.items()
    cluster.sentences.add(index)
    cluster.profile.leads |= {e for e in roles if context.is_conglomerate(e)}
    cluster.profile.partners |= {e for e in roles if not context.is_conglomerate(e)}
