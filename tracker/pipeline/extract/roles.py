"""Who takes part in an act and as what, from particles and verbs.

"A는 B와" signs; "A가 B로부터 수주" makes B the customer; who tenders, selects or hosts is a customer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .context import Context
from .layers import EntityMention, Event

_PUBLIC = frozenset({"government", "public_institution", "association"})
_SELECTS = re.compile(r"선정|공모|발주|골랐|뽑|낙점|낙찰|입찰|우선협상|지정|awarded|picked|selected|named|tender")
_SUPPLIES = re.compile(r"공급|납품|들여온|댄다|대는|조달|제공|supplie|provide|built")
_BUYS = re.compile(r"사들인|구매한|사들이기로|발주")
_GIVEN_TO = re.compile(r"공급|납품|설치|구축|판매|수출|깔|투자|적용")
_HELPS = re.compile(r"출자|지분|참여|거들|거든|보탠|보태|힘을|이름을 올|짐을 나눠|일원")
_TAKES_PART = re.compile(
    r"(?:와|과) (?:함께 )?(?:꾸린|만든|구성한|손잡|설립한|세운|짝을|한 팀)|컨소시엄(?:에는|에|은|는)|맡(?:았|는|기로|을|아|고)|거들|거든|책임(?:진다|지고|을)|참여(?:했|하|한)|이름을 올|보탠|보태|댄다|대고|대는|주관|들여온|들여와|사들인|공급(?:한다|했|하고|하며|하는)|"
    r"지원(?:한다|하고|하기로)|돕는다|힘을 (?:보|모)|나눠 (?:맡|진)|운영(?:한다|을 맡)|담당|주관사|발주처|시공(?:한다|을)|출자|\bwill (?:provide|supply|build|operate)|\bpartner|\bcontractor|\bjoined|\binvolved"
)
_DENIED = re.compile(r"기웃|관심을 보|진출해 있|경쟁|다투|라이벌|탈락|고배|밀렸|떨어졌|잡지 못|외면|아니다|않(?:았|는)|rival|compet")


def participants(event: Event, context: Context) -> dict[int, str]:
    """{entity: role} of the act: those named in its clause, its subject, and whom the sentence is about."""
    sentence = context.sentences[event.sentence]
    inside = context.inside(sentence.start, sentence.end)
    subject_at = _subject_series(inside, event)
    chosen: dict[int, str] = {}
    for linked in inside:
        mention = linked.mention
        in_clause = event.clause.start <= mention.start < event.clause.end
        is_subject = mention.series == subject_at
        if mention.head == "parent" or not (in_clause or is_subject or _carried(linked, event, inside, context)):
            continue
        if (mention.head == "title" and not is_subject) or not (is_subject or _takes_part(linked, event, context)):
            continue
        _put(chosen, linked.entity, _role(linked, event, context, is_subject))
    for consortium in [e for e in chosen if context.entities[e].kind == "consortium"]:
        leaders = _named_after(consortium, context)
        if leaders:
            chosen = {e: "partner" if role == "lead" and e != consortium else role for e, role in chosen.items()}
        for leader in leaders:
            _put(chosen, leader, "lead")
    if not _has_subject(chosen, context) and not any(context.is_conglomerate(e) for e in chosen):
        for entity in context.subjects[event.sentence]:
            _put(chosen, entity, "lead" if context.is_conglomerate(entity) else "partner")
    elif subject_at < 0 and not any(x.mention.head == "site" and x.entity in chosen for x in inside):
        for entity in context.subjects[event.sentence]:
            _put(chosen, entity, "lead" if context.is_conglomerate(entity) else "partner")
    if not any(context.is_conglomerate(e) for e in chosen) and context.leaders[event.sentence] is not None:
        _put(chosen, context.leaders[event.sentence] or 0, "lead")
    return chosen


_CHOSEN = re.compile(r"인수|사들|선정|골랐|고른|뽑|지정|낙점|투자|대표|주축|주관|합작|설립|시범업체|손잡")
_HOSTS = re.compile(r"수주|따냈|따낸|계약|선정|공모|입찰|발주|낙찰|우선협상|지분|수행|받아|빌렸|조달")


def _takes_part(linked: EntityMention, event: Event, context: Context) -> bool:
    """Whether the particle of a name that is no subject lets it share in the act."""
    mention, entity = linked.mention, context.entities[linked.entity]
    clause = context.body[event.clause.start : event.clause.end]
    if _leads_by_words(linked, context):
        return True
    if event.kind == "talks" and mention.catalog_id:
        return True
    if mention.head == "site":
        return entity.group_id is not None or event.kind in {"contract", "pilot"}
    if mention.case in {"with", "from", "subject"} or entity.kind == "consortium" or context.language == "en":
        return True
    if mention.case == "object":
        return bool(_CHOSEN.search(clause))
    if mention.case == "to":
        return bool(_GIVEN_TO.search(clause) or _CHOSEN.search(clause))
    if mention.case in {"at", "genitive"}:
        return bool(_HOSTS.search(clause)) and (mention.catalog_id is not None or mention.case == "at")
    return mention.catalog_id is not None and entity.group_id is not None


def _subject_series(inside: list[EntityMention], event: Event) -> int:
    """The series that is the subject of the event's clause: the last one before the trigger, in the clause or before."""
    before = [x.mention for x in inside if x.mention.case == "subject" and x.mention.start < event.trigger.end]
    own = [m for m in before if m.start >= event.clause.start]
    pool = own or before
    return pool[0].series if pool else -1


def _carried(linked: EntityMention, event: Event, inside: list[EntityMention], context: Context) -> bool:
    """A partner named in an earlier clause goes on ("SK E&S와 손잡고 … 세웠다") where this clause names none."""
    mention = linked.mention
    if mention.start >= event.clause.start:
        return False
    if _leads_by_words(linked, context) or context.entities[linked.entity].kind == "consortium":
        return True
    if mention.case not in {"with", "from"}:
        return False
    return not any(
        x.mention.case in {"with", "from"} and event.clause.start <= x.mention.start < event.clause.end for x in inside
    )


def _named_after(consortium: int, context: Context) -> list[int]:
    """The organization in a consortium's name leads it: "GS건설 컨소시엄"."""
    name = context.entities[consortium].name
    first = [e for e in context.entities if e.key != consortium and any(name.startswith(s) for s in e.surfaces)]
    return [max(first, key=lambda e: len(e.name)).key] if first else []


def _has_subject(chosen: dict[int, str], context: Context) -> bool:
    return any(role == "lead" for role in chosen.values())


_RANK = {"customer": 3, "supplier": 2, "lead": 1, "partner": 0}


def _put(chosen: dict[int, str], entity: int, role: str) -> None:
    if entity not in chosen or _RANK[role] > _RANK[chosen[entity]]:
        chosen[entity] = role


_LED = re.compile(
    r"^(?:\([^)\n]{1,20}\))?(?:(?:을|를) (?:대표사|주축|주관사|간사|중심|필두|대표)로|(?:이|가) (?:이끄|이끈|주도|대표를|대표사|주관))"
)


def _leads_by_words(linked: EntityMention, context: Context) -> bool:
    return bool(_LED.match(context.body[linked.mention.end : linked.mention.end + 40]))


def _role(linked: EntityMention, event: Event, context: Context, is_subject: bool) -> str:
    entity = context.entities[linked.entity]
    if _leads_by_words(linked, context):
        return "lead"
    clause = context.body[event.clause.start : event.clause.end]
    case, big = linked.mention.case, entity.group_id is not None
    deal = event.kind == "contract"
    if linked.mention.head == "site" and not is_subject:
        return "customer" if deal or not big else "lead" if big and event.kind != "pilot" else "customer"
    if entity.kind == "consortium":
        return "lead"
    if is_subject:
        if big:
            return "lead"
        return "customer" if entity.kind in _PUBLIC and _SELECTS.search(clause) else "partner"
    if case == "from" or (case == "at" and (deal or _SELECTS.search(clause))):
        return "customer"
    if case == "with":
        if deal:
            return "customer"
        return "lead" if big else "partner"
    if deal and (case in {"to", "subject"} or (case in {"genitive"} and entity.kind in _PUBLIC)):
        return "customer"
    if case == "genitive" and entity.kind in _PUBLIC and _SELECTS.search(clause):
        return "customer"
    if case == "to" and _GIVEN_TO.search(clause) and not big:
        return "customer"
    return "lead" if big and case in {"subject", "object"} and event.kind != "investment" else "partner"


_NAMED = re.compile(r"(?P<customer>발주처|발주사|발주자|발주기관|수요처|고객사|상대방|계약 상대)(?:는|은|인)\s|(?P<lead>주관사|대표사|주간사|사업 주체|사업주체)(?:는|은)\s|(?P<supplier>공급사|공급업체|납품업체)(?:는|은)\s")


def _named_roles(sentence_index: int, context: Context) -> dict[int, str]:
    """ "발주처는 국토교통부와 한국수자원공사이며": the word before says what they are."""
    sentence = context.sentences[sentence_index]
    chosen: dict[int, str] = {}
    for match in _NAMED.finditer(sentence.text):
        at = sentence.start + match.end()
        for linked in context.inside(at, min(sentence.end, at + 40)):
            if linked.mention.start - at <= 24:
                _put(chosen, linked.entity, match.lastgroup or "partner")
                at = linked.mention.end
    return chosen


def bystanders(sentence_index: int, context: Context) -> dict[int, str]:
    """{entity: role} that a sentence without an act gives: "에릭슨엘지는 5G 기술을 맡기로 했다"."""
    sentence = context.sentences[sentence_index]
    chosen = _named_roles(sentence_index, context)
    if not _TAKES_PART.search(sentence.text) or _DENIED.search(sentence.text):
        return chosen
    for linked in context.inside(sentence.start, sentence.end):
        mention, entity = linked.mention, context.entities[linked.entity]
        if mention.head in {"parent", "title", "site"} or mention.case in {"genitive", "bare", "to"}:
            continue
        rest = sentence.text[mention.end - sentence.start : mention.end - sentence.start + 60]
        role = "lead" if entity.group_id and mention.case == "subject" and not _HELPS.search(rest) else "partner"
        if entity.group_id is None and mention.case in {"at", "from"} and _SUPPLIES.search(rest):
            role = "supplier"
        if mention.case == "subject" and _BUYS.search(rest):
            role = "customer"
        if entity.kind == "consortium" or _leads_by_words(linked, context):
            role = "lead"
        if linked.entity not in chosen:
            chosen[linked.entity] = role
    return chosen


def settle(roles: Iterable[tuple[int, str]], context: Context) -> dict[int, str]:
    """One role an entity over all acts of an initiative: a customer stays one, a conglomerate that leads once leads."""
    votes: dict[int, list[str]] = {}
    for entity, role in roles:
        votes.setdefault(entity, []).append(role)
    final: dict[int, str] = {}
    for entity, given in votes.items():
        if context.is_conglomerate(entity) and "lead" in given and given.count("customer") <= given.count("lead"):
            final[entity] = "lead"
        else:
            final[entity] = max(given, key=lambda role: (given.count(role), _RANK[role]))
    return final
