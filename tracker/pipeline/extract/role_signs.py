"""What speaks for each role of an organization in an initiative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .clusters import Cluster
from .context import Context
from .layers import EntityMention, Sentence
from .phrases import Phrases
from .scales import Sign

_FRAMES = Phrases(
    {
        "supplies": r"공급|납품|제공|제작|설계|만든|만들|개발(?:한|했|을 맡)|구축(?:한|했|을 맡)|시공|들여온|깔았|대는|댄다|댔|대고|넣는다|넣었|얹|\bsuppl|\bprovid|\bdeliver|\bdesign|\bdevelop|\binstall",
        "orders": r"발주|주문|공모|맡긴|맡겼|의뢰|사들|구매|조달|입찰|\border|\bcommission|\btender|\baward|\bhired|\bprocure",
        "selects": r"선정|골랐|고른|뽑|낙점|지정|승인|허가|\bselect|\bchose|\bpick|\bnamed\b|\btapped|\bapprov",
        "hosts": r"적용|도입|설치|깔|실증|시범|공장에|단지에|캠퍼스에|\bat its\b|\bplant\b|\bsite\b",
        "together": r"함께|공동|손잡|손을|협약|협력|제휴|합작|짝을|\btogether|\bjoint|\bpartner|\bteam|\balliance|\bMOU",
        "consortium": r"컨소시엄|consorti",
        "owns": r"출자|지분|투자|자금|대출|\bstake|\binvest|\bfinanc",
        "leads": r"주도|이끄|이끈|주관|대표사|추진|짓는|건설한|운영한|\bled by|\bleads|\bbuild|\boperat|\bplans? to",
        "grants": r"보조금|국비|지원|사업비|예산|\bsubsid|\bgrant|\bsupport",
    }
)
# The verb that comes first after a name says most about it.
_NEAREST = Phrases(
    {
        "supplies": r"공급|납품|댔|댄다|대고|들여온|들여오|들여와|제품을 쓴|제작|supplie|provid|deliver",
        "orders": r"발주|맡긴|맡겼|사들|구매|order|commission",
        "selects": r"선정|골랐|뽑|낙점|지정|승인|select|chose|pick",
        "makes": r"개발|구축|설계|시공|짓|만들|build|develop|install",
        "signs": r"협약|체결|손잡|맺|sign|agree",
        "joins": r"참여|가세|합류|거들|돕|힘을 보|join|help",
        "runs": r"운영|주관|총괄|맡|operat|lead|run",
    }
)
_BEHIND = 70


def role_signs(entity: int, cluster: Cluster, zones: dict[int, str], ruled: str, context: Context) -> Iterator[Sign]:
    """Signs for the scale `roles`, before each the role that it is held against. ruled: the role by the rules."""
    found: dict[str, float] = {"always": 1, f"ruled_{ruled}": 1}
    given = [role for e, role in cluster.roles if e == entity]
    for role in sorted(set(given)):
        found[f"voted_{role}"] = given.count(role) / len(given)
    if not given:
        found["unvoted"] = 1
    kinds = {event.sentence: event.kind for event in cluster.events}
    opening = min(cluster.events, key=lambda e: e.start).sentence
    first, big = entity in context.subjects[opening], context.is_conglomerate(entity)
    for index in zones:
        sentence = context.sentences[index]
        inside = context.named[sentence.index]
        for place, linked in enumerate(inside):
            if linked.entity == entity:
                later = place > 0 and inside[place - 1].mention.series == linked.mention.series
                act = kinds.get(index, "none")
                for name in _of_mention(linked, sentence, act, first=first, big=big, later=later):
                    found[name] = 1
    for name in _of_entity(entity, cluster, context):
        found[name] = 1
    sites = _sites(entity, context)
    if sites:
        found["owns_site"] = 1
        for kind in sorted({event.kind for event in cluster.events} & {"contract", "agreement", "completion"}):
            found[f"owns_site_{kind}"] = 1
    if _owns_title_site(entity, context):
        found["owns_site_in_title"] = 1
    yield from found.items()


_SITE = re.compile(
    r"^(?: ?[가-힣]{1,4})? ?(?:제?\d{1,2})?(?:공장|사업장|제철소|조선소|발전소|제련소|연구소|캠퍼스|물류센터|사옥|본사|아파트|단지|점포|병원|공항|항)(?![가-힣]*(?:용|장))"
    r"|^(?:'s|’s)? (?:[A-Z][a-z]+ ){0,2}(?:plant|factory|mill|shipyard|works|smelter|campus|headquarters|store|terminal|hospital)"
)


def _sites(entity: int, context: Context) -> bool:
    """Whether the text speaks of a plant or site by the organization's name ("서광알텍 군산공장")."""
    ends = (end for _, end in context.entities[entity].spans)
    return any(_SITE.match(context.body[end : end + 24]) for end in ends)


def _owns_title_site(entity: int, context: Context) -> bool:
    for surface in context.entities[entity].surfaces:
        at = context.title.find(surface)
        if at >= 0 and _SITE.match(context.title[at + len(surface) :][:24]):
            return True
    return False


def _of_mention(
    linked: EntityMention, sentence: Sentence, act: str, *, first: bool, big: bool, later: bool
) -> Iterator[str]:
    mention = linked.mention
    rest = sentence.text[mention.end - sentence.start :][:_BEHIND]
    yield f"case_{mention.case}"
    yield f"{act}_{mention.case}"
    if mention.head:
        yield f"head_{mention.head}"
    beside = "" if first else "_beside"
    frames, nearest = verbs_behind(rest)
    for name in frames:
        yield f"{name}_{mention.case}"
        yield f"{name}_{mention.case}{beside}_{'big' if big else 'small'}"
    if nearest:
        yield f"verb_{nearest}_{mention.case}"
    if later:
        yield "later_in_series"
        if "consortium" in _FRAMES.find(sentence.text) or "한 팀" in sentence.text:
            yield "later_in_consortium"


@lru_cache(maxsize=2048)
def verbs_behind(rest: str) -> tuple[tuple[str, ...], str]:
    """The frames whose words stand behind a name, and the sort of the nearest verb."""
    return _FRAMES.find(rest), _NEAREST.first(rest)


def _of_entity(entity: int, cluster: Cluster, context: Context) -> Iterator[str]:
    one = context.entities[entity]
    big = {e for e, _ in cluster.roles if context.is_conglomerate(e)} - {entity}
    if one.group_id is None:
        yield f"kind_{one.kind}"
        return
    yield "big"
    if not big:
        yield "big_alone"
    elif any(context.entities[e].group_id == one.group_id for e in big):
        yield "big_same_group"
    else:
        yield "big_other_group"
    if one.is_group:
        yield "big_group"
    first = min(cluster.events, key=lambda e: e.start).sentence
    if entity in context.subjects[first]:
        yield "subject_first"
    if any(surface in context.title for surface in one.surfaces):
        yield "in_title"
