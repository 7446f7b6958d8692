"""Events → initiatives: acts that share partners, project, place or a reference back belong together.

Acts are read in the order of the text. Each joins the initiative that it fits best, or opens one of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from .bystanders import bystanders
from .clusters import DEALS, Cluster, Profile
from .context import Context
from .fit import fit, refers_back
from .layers import Event
from .lexicon import words
from .locations import find_places, outside_names, wide_places, without_venues
from .participants import participants
from .things import find_sites, find_sizes, find_things

_TOKEN = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z0-9&\-]{1,20}")
_TOPICAL = re.compile(
    r"스마트|디지털|인공지능|AI|ICT|ESS|smart|Smart|energy|plant"
)  # they tie a theme together, not a project
_QUOTED = re.compile(r"[‘'“\"]([^‘’'“”\"\n]{2,30})[’'”\"]")
_STEM = 6  # characters by which a word is known in all its forms


def cluster_events(events: Sequence[Event], context: Context) -> list[Cluster]:
    """The article's initiatives, in the order in which the text opens them; not yet checked for what they lack."""
    ties = ties_of(context)
    clusters: list[Cluster] = []
    by_sentence: dict[int, list[Event]] = {}
    for event in events:
        by_sentence.setdefault(event.sentence, []).append(event)
    for sentence in context.sentences:
        for event in by_sentence.get(sentence.index, ()):
            roles = participants(event, context)
            profile = profile_of(event, roles, context, ties)
            _place(event, roles, profile, clusters, context)
        if sentence.index not in by_sentence:
            _attach(sentence.index, clusters, context)
    return clusters


def _place(event: Event, roles: dict[int, str], profile: Profile, clusters: list[Cluster], context: Context) -> None:
    newest = newest_of(clusters)
    scored = [
        (fit(event, profile, c, context, newest=c is newest, count=len(clusters)), -i, c)
        for i, c in enumerate(clusters)
    ]
    best = max(scored, key=lambda item: item[:2], default=None)
    if best is not None and best[0] >= 0:
        cluster = best[2]
    else:
        cluster = Cluster()
        clusters.append(cluster)
    add_event(cluster, event, roles, profile)


def add_event(cluster: Cluster, event: Event, roles: dict[int, str], profile: Profile) -> None:
    """Gives an act to an initiative."""
    cluster.events.append(event)
    cluster.roles += roles.items()
    cluster.sentences.add(event.sentence)
    cluster.last = event.sentence
    cluster.profile.take(profile)


def newest_of(clusters: Sequence[Cluster]) -> Cluster | None:
    """The initiative of which the text spoke last."""
    return max(clusters, key=lambda cluster: cluster.last, default=None)


@dataclass(frozen=True, slots=True)
class Ties:
    """Words of an article that tie acts together: rare ones, and those of its headline."""

    rare: set[str]
    headline: set[str]


def ties_of(context: Context) -> Ties:
    """Found once an article."""
    return Ties(_rare_tokens(context), _tokens(context.title) - _names(context))


def profile_of(event: Event, roles: dict[int, str], context: Context, ties: Ties) -> Profile:
    """What one act is about."""
    sentence = context.sentences[event.sentence]
    start = min(event.start, event.clause.start)
    text = context.body[start : event.clause.end]
    inside = tuple(x.mention for x in context.inside(start, event.clause.end))
    leads = {e for e in roles if context.is_conglomerate(e)}
    subjects = set(context.subjects[sentence.index])
    own_groups = {context.entities[e].group_id for e in subjects}
    others = {e for e in leads - subjects if context.entities[e].group_id not in own_groups}
    partners = {e for e in roles if e not in leads} | (others if len(leads) > 1 else set())
    partners |= (
        {x.entity for x in context.inside(start, event.clause.end) if x.mention.head == "parent"} - leads - subjects
    )
    plain = outside_names(text, start, inside)
    found = find_places(plain, context.language)
    places = without_venues(plain, found) if event.kind in DEALS or event.kind == "talks" else set(found)
    wide = places & wide_places(context.language)
    sectors = {id for id, _ in context.cues[sentence.index].strong}
    around = set() if places - wide else _places_around(event, context)
    own = {x.entity for x in context.named[sentence.index] if x.mention.head == "site"} & leads
    tokens = _tokens(text)
    return Profile(
        partners=partners,
        leads=leads,
        places=places - wide,
        around=around,
        tokens=tokens & ties.rare,
        subjects=leads & subjects or own,
        countries=wide - _HOME,
        sectors=sectors,
        names=quoted_names(sentence.text),
        things=find_things(plain, context.language),
        sites=find_sites(plain, context.language),
        sizes=find_sizes(text),
        headline=tokens & ties.headline,
        told=any(mention.case == "subject" for mention in inside),
    )


def _places_around(event: Event, context: Context) -> set[str]:
    """Where an act that names no place is, by the rest of its sentence, else by the sentence before in its paragraph."""
    for index in range(event.sentence, max(-1, event.sentence - 2), -1):
        sentence = context.sentences[index]
        if sentence.block != context.sentences[event.sentence].block:
            break
        inside = tuple(x.mention for x in context.named[index])
        found = set(find_places(outside_names(sentence.text, sentence.start, inside), context.language))
        if found - wide_places(context.language):
            return found - wide_places(context.language)
    return set()


def _tokens(text: str) -> set[str]:
    found = {word[:_STEM] for word in _TOKEN.findall(text)}
    return found | {name.replace(" ", "") for name in _QUOTED.findall(text)}


_HOME = frozenset({"한국", "Korea", "South Korea"})  # "the first outside Korea": it tells no project from another


_NAMED = re.compile(r"[‘'“\"]([^‘’'“”\"\n]{4,30})[’'”\"]")


def quoted_names(text: str) -> set[str]:
    """Names of projects and products, as a text marks them by quotes, without blanks."""
    return {name.replace(" ", "") for name in _NAMED.findall(text)}


def _names(context: Context) -> set[str]:
    return {surface[:_STEM] for entity in context.entities for surface in entity.surfaces}


def _rare_tokens(context: Context) -> set[str]:
    """Words that stand in few sentences of the article and in more than one: they tie acts together."""
    counts = Counter(chain.from_iterable(_tokens(sentence.text) for sentence in context.sentences))
    limit = max(3, len(context.sentences) // 6)
    rare = {token for token, n in counts.items() if 2 <= n <= limit and len(token) > 1 and not _TOPICAL.match(token)}
    return rare - _names(context) - _plain(context.language)


@cache
def _plain(language: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words(language, "common"))


def _attach(index: int, clusters: list[Cluster], context: Context) -> None:
    """Give a sentence without an act to the initiative it goes on about."""
    if not clusters:
        return
    sentence = context.sentences[index]
    named = {x.entity for x in context.named[sentence.index] if context.entities[x.entity].kind == "consortium"}
    owners = [c for c in clusters if named & c.profile.partners]
    cluster = owners[-1] if owners else max(clusters, key=lambda c: c.last)
    if owners:
        _join_in(cluster, index, context)
        cluster.last = index
        return
    last = context.sentences[cluster.last]
    if sentence.section != last.section or sentence.block - last.block > 1 or sentence.speech:
        return
    if sentence.block != last.block and not refers_back(sentence.text):
        return
    _join_in(cluster, index, context)


def _join_in(cluster: Cluster, index: int, context: Context) -> None:
    roles = bystanders(index, context)
    cluster.roles += roles.items()
    cluster.sentences.add(index)
    cluster.profile.leads |= {e for e in roles if context.is_conglomerate(e)}
    cluster.profile.partners |= {e for e in roles if not context.is_conglomerate(e)}
