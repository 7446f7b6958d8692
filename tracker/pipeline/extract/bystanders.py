"""Participants that a sentence without an act names: "에릭슨엘지는 5G 기술을 맡기로 했다", "발주처는 …이다"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .context import Context
from .english.bystanders import bystanders as english_bystanders
from .layers import Entity, EntityMention
from .phrases import Phrases
from .roles import leads_by_words, put

_SUPPLIES = re.compile(r"공급|납품|들여온|들여와|댄다|대는|조달|제공|supplie|provide|built")
_BUYS = re.compile(r"사들인|구매한|사들이기로|발주")
_HELPS = re.compile(r"출자|지분|참여|거들|거든|보탠|보태|힘을|이름을 올|짐을 나눠|일원|가세")
TAKES_PART = Phrases(
    r"(?:와|과) (?:함께 )?(?:꾸린|만든|구성한|손잡|설립한|세운|짝을|한 팀)|컨소시엄(?:에는|에|은|는)|"
    r"맡(?:았|는|기로|을|아|고)|거들|거든|책임(?:진다|지고|을)|참여(?:했|하|한)|이름을 올|보탠|보태|댄다|대고|대는|주관|들여온|들여와|사들인|"
    r"공급(?:한다|했|하고|하며|하는)|지원(?:한다|하고|하기로)|돕는다|힘을 (?:보|모)|나눠 (?:맡|진)|운영(?:한다|을 맡)|담당|주관사|발주처|"
    r"시공(?:한다|을)|출자|가세했|한 팀을|\bwill (?:provide|supply|build|operate)|\bpartner|\bcontractor|\bjoined|\binvolved"
)
DENIED = Phrases(
    r"기웃|관심을 보|진출해 있|경쟁|다투|따로 따|따로 수주|(?:이름|사명)을 바|다툼|분쟁|소송|법정 공방|갈등|맞고소|라이벌|탈락|고배|밀렸|떨어졌|잡지 못|외면|아니다|않(?:았|는)|rival|compet"
)
_NAMED = re.compile(
    r"(?P<customer>발주처|발주사|발주자|발주기관|수요처|고객사|상대방|계약 상대|사업 주체|사업주체)(?:는|은|인)\s"
    r"|(?P<lead>주관사|대표사|주간사)(?:는|은)\s|(?P<supplier>공급사|공급업체|납품업체)(?:는|은)\s"
)


def bystanders(sentence_index: int, context: Context) -> dict[int, str]:
    """{entity: role}, empty where the sentence gives nobody a part."""
    if context.language == "en":
        return english_bystanders(sentence_index, context)
    sentence = context.sentences[sentence_index]
    chosen = _named_roles(sentence_index, context)
    if not TAKES_PART.stand_in(sentence.text) or DENIED.stand_in(sentence.text):
        return chosen
    for linked in context.named[sentence.index]:
        mention, entity = linked.mention, context.entities[linked.entity]
        if mention.head in {"parent", "title", "site"} or mention.case in {"genitive", "bare", "to"}:
            continue
        rest = sentence.text[mention.end - sentence.start : mention.end - sentence.start + 60]
        role = "lead" if entity.group_id and mention.case == "subject" and not _HELPS.search(rest) else "partner"
        if entity.group_id is None and mention.case in {"at", "from"} and _SUPPLIES.search(rest):
            role = "supplier"
        if mention.case == "subject" and _BUYS.search(rest):
            role = "host"
        if entity.kind == "consortium" or leads_by_words(linked, context):
            role = "lead"
        chosen.setdefault(linked.entity, role)
    return chosen


def _named_roles(sentence_index: int, context: Context) -> dict[int, str]:
    """ "발주처는 국토교통부와 한국수자원공사이며": the word before says what they are."""
    sentence = context.sentences[sentence_index]
    chosen: dict[int, str] = {}
    for match in _NAMED.finditer(sentence.text):
        at = sentence.start + match.end()
        for linked in context.inside(at, min(sentence.end, at + 40)):
            if linked.mention.start - at <= 24:
                put(chosen, linked.entity, match.lastgroup or "partner")
                at = linked.mention.end
    return chosen


_PROVIDES = re.compile(r"공급|납품|제공|설계|제작|개발|구축|설치|들여온|suppl|provid|deliver|install|design")
_ORDERS = re.compile(r"발주|주문|공모|맡긴|맡겼|의뢰|사들|구매|order|commission|tender|award")


def role_beside(entity: int, zones: Mapping[int, str], context: Context) -> str:
    """The role of one who takes part without a part in any act: by the first sentence that names it."""
    one = context.entities[entity]
    for index in sorted(zones):
        sentence = context.sentences[index]
        for linked in context.named[sentence.index]:
            if linked.entity == entity:
                return _beside(linked, sentence.text[linked.mention.end - sentence.start :], one, context)
    return "lead" if one.group_id else "partner"


def _beside(linked: EntityMention, rest: str, one: Entity, context: Context) -> str:
    case = linked.mention.case
    if case == "subject" and _ORDERS.search(rest):
        return "customer"
    if one.group_id is None:
        provides = case in {"subject", "at", "from"} and one.kind == "company" and _PROVIDES.search(rest)
        return "supplier" if provides else "partner"
    return "partner" if _HELPS.search(rest) else "lead"
