"""Who takes part in an act: those named in its clause, its subject, and whom the sentence is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .context import Context
from .english.roles import participants as english_participants
from .layers import EntityMention, Event
from .lexicon import words
from .roles import GIVEN_TO, leads_by_words, put, role_of

_CHOSEN = re.compile(r"인수|사들|선정|골랐|고른|뽑|지정|낙점|투자|대표|주축|주관|합작|설립|시범업체|손잡|상대로")
_HOSTS = re.compile(r"수주|따냈|따낸|계약|선정|공모|입찰|발주|낙찰|우선협상|지분|수행|받아|빌렸|조달")

_AIMED_AT = re.compile(r"(?:을|를) (?:대상으로|상대로)")


def participants(event: Event, context: Context) -> dict[int, str]:
    """{entity: role} of the act, a conglomerate among them wherever the text has spoken of one."""
    if context.language == "en":
        return english_participants(event, context)
    sentence = context.sentences[event.sentence]
    inside = context.named[sentence.index]
    subject_at = _subject_series(inside, event)
    never = words(context.language, "never")
    chosen: dict[int, str] = {}
    for linked in inside:
        mention = linked.mention
        is_subject = mention.series == subject_at
        in_clause = event.clause.start <= mention.start < event.clause.end or event.kind == "talks"
        if (
            mention.head == "parent"
            or mention.surface in never
            or not (in_clause or is_subject or _carried(linked, event, inside, context))
        ):
            continue
        if is_subject or (mention.head != "title" and _takes_part(linked, event, context)):
            put(chosen, linked.entity, role_of(linked, event, context, is_subject=is_subject))
    _lead_consortia(chosen, context)
    _add_unsaid(chosen, event, inside, subject_at, context)
    return chosen


def _takes_part(linked: EntityMention, event: Event, context: Context) -> bool:
    """Whether the particle of a name that is no subject lets it share in the act."""
    mention, entity = linked.mention, context.entities[linked.entity]
    clause = context.body[event.clause.start : event.clause.end]
    if leads_by_words(linked, context) or (event.kind == "talks" and mention.catalog_id):
        return True
    if mention.head == "site":
        return entity.group_id is not None or event.kind in {"contract", "pilot"}
    if mention.case in {"with", "from", "subject"} or entity.kind == "consortium":
        return True
    if mention.case == "object" and not _AIMED_AT.search(clause):
        return bool(_CHOSEN.search(clause))
    if mention.case == "to":
        return bool(GIVEN_TO.search(clause) or _CHOSEN.search(clause))
    if mention.case in {"object", "genitive"} and _AIMED_AT.search(clause):
        return True
    if mention.case in {"at", "genitive"}:
        return bool(_HOSTS.search(clause)) and (mention.catalog_id is not None or mention.case == "at")
    return mention.catalog_id is not None and entity.group_id is not None


def _subject_series(inside: Sequence[EntityMention], event: Event) -> int:
    """The series that is the subject of the event's clause: its first one, else one of the clauses before."""
    before = [x.mention for x in inside if x.mention.case == "subject" and x.mention.start < event.trigger.end]
    own = [m for m in before if m.start >= event.clause.start]
    pool = own or before
    return pool[0].series if pool else -1


def _carried(linked: EntityMention, event: Event, inside: Sequence[EntityMention], context: Context) -> bool:
    """A partner named in an earlier clause goes on ("SK E&S와 손잡고 … 세웠다") where this clause names none."""
    if linked.mention.start >= event.clause.start:
        return False
    if leads_by_words(linked, context) or context.entities[linked.entity].kind == "consortium":
        return True
    paired = {"with", "from"}
    return linked.mention.case in paired and not any(
        x.mention.case in paired and event.clause.start <= x.mention.start < event.clause.end for x in inside
    )


def _lead_consortia(chosen: dict[int, str], context: Context) -> None:
    """In a consortium its named leader leads, the other members are partners: "GS건설 컨소시엄"."""
    for consortium in [e for e in chosen if context.entities[e].kind == "consortium"]:
        leaders = _named_after(consortium, context)
        if leaders:
            for entity, role in chosen.items():
                if role == "lead" and entity != consortium:
                    chosen[entity] = "partner"
        for leader in leaders:
            put(chosen, leader, "lead")


def _named_after(consortium: int, context: Context) -> list[int]:
    name = context.entities[consortium].name
    first = [e for e in context.entities if e.key != consortium and any(name.startswith(s) for s in e.surfaces)]
    return [max(first, key=lambda e: len(e.name)).key] if first else []


def _add_unsaid(
    chosen: dict[int, str], event: Event, inside: Sequence[EntityMention], subject_at: int, context: Context
) -> None:
    """The subject that Korean leaves out: whom the sentence before was about, else the conglomerate spoken of last."""
    site = any(x.mention.head == "site" and x.entity in chosen for x in inside)
    no_lead = "lead" not in chosen.values() and not any(context.is_conglomerate(e) for e in chosen)
    if no_lead or (subject_at < 0 and not site):
        for entity in context.subjects[event.sentence]:
            put(chosen, entity, "lead" if context.is_conglomerate(entity) else "partner")
    leader = context.leaders[event.sentence]
    if leader is not None and not any(context.is_conglomerate(e) for e in chosen):
        put(chosen, leader, "lead")
    if not any(context.is_conglomerate(e) for e in chosen):  # "KT의 공장 착공은"
        owners = [x.entity for x in inside if x.mention.case == "genitive" and context.is_conglomerate(x.entity)]
        for entity in owners[:1]:
            put(chosen, entity, "lead")
