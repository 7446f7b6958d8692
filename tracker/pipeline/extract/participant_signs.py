"""What speaks for and against an organization taking part in an initiative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .bystanders import DENIED, TAKES_PART
from .clusters import Cluster
from .context import Context
from .english.bystanders import given_work
from .layers import EntityMention, Sentence
from .phrases import Phrases
from .role_signs import verbs_behind
from .scales import Sign

_SOURCE = re.compile(r"^\s?(?:에 따르면|에 의하면)|^,? (?:said|says|told|according)")
_ASIDE = Phrases(r"관측|거론|엿보|눈독|기웃|이름이 나온|\brumou?r")
_REACH = 2  # paragraphs after its acts in which a text still speaks of an initiative
_MANY = 3


def reach(cluster: Cluster, clusters: Sequence[Cluster], context: Context) -> dict[int, str]:
    """{sentence: how it belongs} for the sentences that may be about the initiative: those of its acts ("act"), those
    given to it ("told") and those without an act after it, until another initiative comes ("near")."""
    owner: dict[int, Cluster] = {e.sentence: c for c in clusters for e in c.events}
    acts = {e.sentence for e in cluster.events}
    found = {index: "act" if index in acts else "told" for index in cluster.sentences}
    for index in sorted(acts):
        start = context.sentences[index]
        for sentence in context.sentences[index + 1 :]:
            apart = sentence.block - start.block
            if sentence.index in owner or apart > _REACH or sentence.section != start.section:
                break
            found.setdefault(sentence.index, "near" if apart == 0 else "near_paragraph")
        for sentence in reversed(context.sentences[:index]):
            if sentence.index in owner or sentence.block != start.block:
                break
            found.setdefault(sentence.index, "before")
    return found


def participant_signs(
    entity: int, cluster: Cluster, zones: dict[int, str], clusters: Sequence[Cluster], context: Context
) -> Iterator[Sign]:
    """Signs for the scale `participants`, each at most once."""
    found: dict[str, float] = {"always": 1}
    for name in _ruled(entity, cluster, clusters):
        found[name] = 1
    count = 0
    for index, zone in zones.items():
        sentence = context.sentences[index]
        for linked in context.named[sentence.index]:
            if linked.entity == entity:
                count += 1
                for name in _of_mention(linked, sentence, zone, cluster, context):
                    found[name] = 1
    found["named"] = min(_MANY, count)
    if not count:
        found["unnamed"] = 1
    for name in _of_entity(entity, cluster, context):
        found[name] = 1
    yield from found.items()


def _ruled(entity: int, cluster: Cluster, clusters: Sequence[Cluster]) -> Iterator[str]:
    """What the rules of participants.py said of it."""
    given = [role for e, role in cluster.roles if e == entity]
    if given:
        yield "ruled"
        if len(given) > 1:
            yield "ruled_twice"
    for role in sorted(set(given)):
        yield f"ruled_{role}"
    if any(e == entity for c in clusters if c is not cluster for e, _ in c.roles):
        yield "ruled_elsewhere" if given else "only_elsewhere"


def _of_mention(
    linked: EntityMention, sentence: Sentence, zone: str, cluster: Cluster, context: Context
) -> Iterator[str]:
    mention = linked.mention
    if zone == "act":
        clauses = [e.clause for e in cluster.events if e.sentence == sentence.index]
        zone = "clause" if any(c.start <= mention.start < c.end for c in clauses) else "act"
    yield f"zone_{zone}"
    yield f"{zone}_{mention.case}"
    if mention.head:
        yield f"head_{mention.head}"
        yield f"{zone}_head_{mention.head}"
    rest = sentence.text[mention.end - sentence.start : mention.end - sentence.start + 80]
    if _SOURCE.match(rest):
        yield "source"
    if context.language == "en" and given_work(sentence.text[: mention.start - sentence.start], rest):
        yield "given_work"
        yield f"given_work_{zone}"
    if DENIED.stand_in(rest):
        yield "denied"
    shares, aside = _tells(sentence.text)
    if shares:
        yield f"{'act' if zone == 'clause' else zone}_takes_part"
    if aside:
        yield "aside"
    if any(start <= mention.start < end for start, end in sentence.quotes):
        yield "spoken"
    # Whose name of the catalog it is may be a guess; that it is one is none.
    yield "rule_org-catalog" if mention.rule == "org-hinted" else f"rule_{mention.rule}"
    _, nearest = verbs_behind(rest)
    if nearest:
        yield f"verb_{nearest}_{mention.case}"
        yield f"{'act' if zone in {'act', 'clause'} else 'beside'}_verb_{nearest}"


@lru_cache(maxsize=1024)
def _tells(text: str) -> tuple[bool, bool]:
    """Whether a sentence says that somebody takes part, and whether it only hands on a rumour."""
    return TAKES_PART.stand_in(text) and not DENIED.stand_in(text), _ASIDE.stand_in(text)


def _only_titled(entity: int, context: Context) -> bool:
    """Whether the text names it only to say whose office somebody holds ("허창수 당시 GS그룹 회장")."""
    heads = {linked.mention.head for linked in context.mentions if linked.entity == entity}
    return heads == {"title"}


def _of_entity(entity: int, cluster: Cluster, context: Context) -> Iterator[str]:
    one = context.entities[entity]
    leads = {e for e, role in cluster.roles if role == "lead" and context.is_conglomerate(e) and e != entity}
    groups = {context.entities[e].group_id for e in leads}
    if context.is_conglomerate(entity):
        yield "big"
        if one.group_id in groups:
            yield "big_group_of_affiliate" if one.is_group else "big_same_group"
            if one.is_group and _only_titled(entity, context):
                yield "group_only_titled"
        elif groups:
            yield "big_other_group"
        else:
            yield "big_alone"
    else:
        yield f"kind_{one.kind}"
        yield "small_known" if one.catalog_id else "small_unknown"
    if any(surface in context.title for surface in one.surfaces):
        yield "in_title"
    if any(entity in context.subjects[e.sentence] for e in cluster.events):
        yield "subject"
    if context.language == "en":
        yield "english"
