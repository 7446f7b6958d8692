"""What an organization is to an act (lead, partner, customer, supplier), read from Korean particles and verbs.

"A는 B와" signs; "A가 B로부터 수주" makes B the customer; who tenders, selects or hosts is a customer. "host" is a weak
customer, from a place or a dative alone; it gives way to any other role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .context import Context
from .layers import EntityMention, Event

PUBLIC = frozenset({"government", "public_institution", "association"})
RANK = {"customer": 4, "supplier": 3, "lead": 2, "partner": 1, "host": 0}
GIVEN_TO = re.compile(r"공급|납품|설치|구축|판매|수출|깔|투자|적용")
_SELECTS = re.compile(r"선정|공모|발주|골랐|뽑|낙점|낙찰|입찰|우선협상|지정")
_SUPPLY_TALK = re.compile(r"공급하|납품하|판매하|수출하|공급에|공급을")
_TRIED_ON = re.compile(r"(?:을|를) (?:시범|실증|적용|우선)[가-힣]{0,4}(?:업체|기업|공장|대상)")
_AIMED_AT = re.compile(r"(?:을|를) (?:대상으로|상대로)")
_WINS = re.compile(r"수주|따냈|따낸|따내|낙찰받")
_ORDERED = re.compile(r"(?:이|가) (?:[^\n,]{0,20} )?(?:발주|공모|주문|입찰에 부)[친한] ")
_DOING = frozenset({"contract", "completion", "construction", "launch", "investment"})
_LED = re.compile(
    r"^(?:\([^)\n]{1,20}\))?(?:(?:을|를) (?:대표사|주축|주관사|간사|중심|필두|대표)(?:으)?로|(?:이|가) (?:이끄|이끈|주도|대표를|대표사|주관))"
)


def leads_by_words(linked: EntityMention, context: Context) -> bool:
    """ "KDB산업은행을 대표사로 한", "LG CNS가 이끈"."""
    return bool(_LED.match(context.body[linked.mention.end : linked.mention.end + 40]))


def put(chosen: dict[int, str], entity: int, role: str) -> None:
    """Keeps the weightier role where an entity has two in one act."""
    if entity not in chosen or RANK[role] > RANK[chosen[entity]]:
        chosen[entity] = role


def role_of(linked: EntityMention, event: Event, context: Context, *, is_subject: bool) -> str:
    """The role that one mention gives its organization in one act."""
    entity, mention = context.entities[linked.entity], linked.mention
    if leads_by_words(linked, context) or entity.kind == "consortium" or mention.rule == "org-head-venture":
        return "lead"
    big = entity.group_id is not None
    if mention.head == "site" and not is_subject:
        return "lead" if big and event.kind not in {"pilot", "contract"} else "host"
    clause = context.body[event.clause.start : event.clause.end]
    if is_subject:
        if event.kind == "contract" and entity.kind in PUBLIC and _buys_from(linked, event, context):
            return "customer"
        return _subject_role(entity.kind, big, event.kind, clause)
    if mention.case == "subject" and _ORDERED.match(context.body[mention.end : mention.end + 40]):
        return "customer"
    if mention.case in {"object", "genitive"} and _AIMED_AT.search(context.body[mention.end : event.clause.end]):
        return "customer"
    if mention.case == "object" and _TRIED_ON.match(context.body[mention.end : mention.end + 16]):
        return "customer"
    if event.kind == "contract" and big and mention.case in {"subject", "with"} and _wins(linked, event, context):
        return "lead"
    return _other_role(mention.case, entity.kind, big, event.kind, clause)


def _wins(linked: EntityMention, event: Event, context: Context) -> bool:
    """ "부산시가 발주한 사업을 LG CNS가 수주했다"; "한국전력은 효성중공업과 공급계약을 맺었다"."""
    start = linked.mention.start
    if linked.mention.case == "subject":
        ordered = _ORDERED.search(context.body[event.clause.start : start])
        return bool(ordered and _WINS.search(context.body[start : event.clause.end]))
    before = [x for x in context.inside(event.clause.start, start) if x.mention.case == "subject"]
    return bool(before) and context.entities[before[0].entity].kind in PUBLIC


def _buys_from(linked: EntityMention, event: Event, context: Context) -> bool:
    """A public body that signs with a conglomerate is its customer; with others it may be a co-owner."""
    after = context.inside(linked.mention.end, event.clause.end)
    return any(x.mention.case == "with" and context.is_conglomerate(x.entity) for x in after)


def _subject_role(kind: str, big: bool, act: str, clause: str) -> str:
    if big:
        return "lead"
    if kind in PUBLIC and _SELECTS.search(clause):
        return "customer"
    return "lead" if kind == "public_institution" and act in _DOING else "partner"


def _other_role(case: str, kind: str, big: bool, act: str, clause: str) -> str:
    deal = act == "contract"
    if case == "from" or (case == "at" and (deal or _SELECTS.search(clause))):
        return "customer"
    if case == "with":
        if deal or (act == "talks" and not big and _SUPPLY_TALK.search(clause)):
            return "customer"
        together = kind == "public_institution" and act in {"completion", "construction"}
        return "lead" if big or together else "partner"
    if case == "genitive" and kind in PUBLIC and (deal or _SELECTS.search(clause)):
        return "customer"
    if deal and case in {"to", "subject"}:
        return "customer"
    if case == "to" and GIVEN_TO.search(clause) and not big:
        return "host"
    return "lead" if big and case in {"subject", "object"} and act != "investment" else "partner"


def settle(roles: Iterable[tuple[int, str]], context: Context) -> dict[int, str]:
    """One role an entity over all acts of an initiative: a customer stays one, a conglomerate that leads once leads,
    unless the others lead and it ordered."""
    votes: dict[int, list[str]] = {}
    for entity, role in roles:
        votes.setdefault(entity, []).append(role)
    leads = {e for e, given in votes.items() if "lead" in given}
    return {entity: _settled(entity, given, leads, context) for entity, given in votes.items()}


def _settled(entity: int, given: list[str], leads: set[int], context: Context) -> str:
    if "customer" in given and (not context.is_conglomerate(entity) or leads - {entity}):
        return "customer"
    if context.is_conglomerate(entity) and "lead" in given:
        return "lead"
    best = max(given, key=lambda role: (given.count(role) if role != "host" else 0, RANK[role]))
    return "customer" if best == "host" else best
