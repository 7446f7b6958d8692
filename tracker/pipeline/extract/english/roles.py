"""Who takes part in an English act and as what: verb frames, voice and prepositions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.pipeline.extract.context import Context
from tracker.pipeline.extract.layers import Clause, EntityMention, Event

from .frames import (
    PUBLIC,
    SOLD_TO,
    SUPPLIES,
    VEHICLE,
    Frame,
    object_role,
    owner_role,
    subject_role,
)


def participants(event: Event, context: Context, clauses: Sequence[Clause] = ()) -> dict[int, str]:
    """{entity: role} of the act: its subject, those named in its clause, and whom the sentence is about."""
    sentence = context.sentences[event.sentence]
    inside = [x for x in context.named[sentence.index] if x.mention.head not in {"parent", "rival"}]
    subject = _subject_series(inside, event)
    actors = frozenset(x.entity for x in inside if x.mention.series == subject)
    chosen: dict[int, str] = {}
    for linked in inside:
        is_subject = linked.mention.series == subject
        if is_subject or _in_reach(linked, event, inside):
            put(chosen, linked.entity, _role(linked, event, context, is_subject=is_subject, actors=actors))
        elif linked.entity not in chosen and SOLD_TO.search(context.body[sentence.start : linked.mention.start][-90:]):
            put(chosen, linked.entity, "customer")
        elif linked.entity not in chosen and _HELPS.match(context.body[linked.mention.end : sentence.end]):
            put(chosen, linked.entity, _helper(linked, event, context))
    _add_subjects(chosen, event, context, told=subject >= 0)
    return chosen


_HELPS = re.compile(
    r"^(?: \([A-Z][A-Za-z&]{1,9}\))?(?:, [^,;.]{3,70},)? (?:(?:will|is to|are to|would|was|were|has been|have been) (?:also )?"
    r"(?:integrat|install|handl|suppl|provid|build|built|operat|maintain|design|develop|manag|overse|analy|deliver|ship|lend|financ|test|train|taken on|hired)|holds? |have (?:smaller |larger |equal )?stakes?\b)"
)


def _helper(linked: EntityMention, event: Event, context: Context) -> str:
    """The role of one whom another clause of the sentence gives a part: "…, and Lotte Innovate will integrate it"."""
    if linked.mention.case != "subject" or linked.mention.start < event.clause.end:
        return ""
    if SUPPLIES.match(context.body[linked.mention.end : linked.mention.end + 110]):
        return "supplier"
    return "lead" if context.is_conglomerate(linked.entity) else "partner"


def _in_reach(linked: EntityMention, event: Event, inside: Sequence[EntityMention]) -> bool:
    """Named in the act's clause, or as the other side in a clause before that this one goes on from."""
    mention = linked.mention
    if event.clause.start <= mention.start < event.clause.end:
        return True
    paired = any(
        x.mention.case in {"with", "from", "to"} and event.clause.start <= x.mention.start < event.clause.end
        for x in inside
    )
    if mention.start >= event.clause.end and mention.case == "with" and not paired:
        return True
    if mention.start >= event.clause.end:  # "picked A to build it and B to supply the cells"
        return (
            any(
                x is not linked
                and x.mention.case == "object"
                and event.clause.start <= x.mention.start < event.clause.end
                for x in inside
            )
            and mention.start - event.clause.end < 12
            and mention.case == "object"
        )
    if mention.start >= event.clause.start or mention.case not in {"with", "from", "to"}:
        return False
    return not any(
        x.mention.case in {"with", "from", "to"} and event.clause.start <= x.mention.start < event.clause.end
        for x in inside
    )


def _subject_series(inside: Sequence[EntityMention], event: Event) -> int:
    """The series that is the act's subject: the last before the verb, in its clause if one is there."""
    before = [
        x.mention
        for x in inside
        if x.mention.case == "subject"
        and x.mention.start < event.trigger.end
        and x.mention.head not in {"source", "title", "site"}
    ]
    own = [m for m in before if m.start >= event.clause.start]
    if own:
        return own[-1].series
    if before:
        return before[-1].series
    titled = [
        x.mention
        for x in inside
        if x.mention.head == "title" and x.mention.start < event.trigger.end and x.mention.case in {"subject", "object"}
    ]
    return titled[0].series if titled else -1


def _add_subjects(chosen: dict[int, str], event: Event, context: Context, *, told: bool) -> None:
    """Where the sentence names no side of its own, whom the text is speaking of takes part."""
    big = any(context.is_conglomerate(e) for e in chosen)
    led = any(role == "lead" for role in chosen.values())
    if not told or (not big and not led):
        for entity in context.subjects[event.sentence]:
            if entity not in chosen:
                put(chosen, entity, _implied(entity, event, context, others=bool(chosen)))
    if told and _CONTRAST.search(context.sentences[event.sentence].text[:60]):
        return  # "Fluence, meanwhile, …": another matter
    if not any(context.is_conglomerate(e) for e in chosen) and context.leaders[event.sentence] is not None:
        put(chosen, context.leaders[event.sentence] or 0, "lead")


def _role(linked: EntityMention, event: Event, context: Context, *, is_subject: bool, actors: frozenset[int]) -> str:
    """The role of one named organization; "" where it has no part. actors: those who are the act's subject."""
    mention, entity = linked.mention, context.entities[linked.entity]
    sentence = context.sentences[event.sentence]
    clause = context.body[event.clause.start : event.clause.end]
    before = context.body[max(sentence.start, mention.start - 110) : mention.start]
    after = context.body[mention.end : min(sentence.end, mention.end + 110)]
    big = entity.group_id is not None
    if entity.kind == "consortium":
        return "lead"
    if mention.head == "source":
        gives = entity.kind in PUBLIC and event.kind in {"agreement", "contract"}
        return "lead" if big else "customer" if gives else ""
    if VEHICLE.search(before):
        return "lead"
    if mention.head == "title" and not is_subject:
        return "partner" if re.search(r"\bmet (?:with )?(?:[\w\-]+ ){0,2}$", before) else ""
    if is_subject:
        facing, beside = _others(linked, event, actors, context)
        return subject_role(entity.kind, after, event.kind, big=big, facing=facing, beside=beside)
    if linked.entity in actors:
        return ""
    doers = actors or frozenset(context.subjects[event.sentence]) - {linked.entity}
    led = any(context.is_conglomerate(e) for e in doers)
    if mention.head == "site":
        return owner_role(event.kind, clause, big=big, served=led)
    return object_role(Frame(mention.case, event.kind, entity.kind, clause, before, after, big, led, bool(actors)))


def _others(linked: EntityMention, event: Event, actors: frozenset[int], context: Context) -> tuple[bool, bool]:
    """Whether a conglomerate stands over against the subject in its clause, and whether one acts together with it."""
    named = {
        x.entity
        for x in context.inside(event.clause.start, event.clause.end)
        if x.entity != linked.entity and x.mention.head not in {"parent", "rival"} and context.is_conglomerate(x.entity)
    }
    return bool(named - actors), bool(named & actors)


def _implied(entity: int, event: Event, context: Context, *, others: bool) -> str:
    """The role of whom "it" or "the utility" stands for."""
    sentence = context.sentences[event.sentence]
    if others and _IT_SELECTS.search(sentence.text) and event.kind in {"agreement", "contract"}:
        return "customer"
    return "lead" if context.is_conglomerate(entity) else "partner"


_IT_SELECTS = re.compile(
    r"\b(?:[Ii]t|[Tt]hey|[Tt]he (?:company|utility|city|ministry|operator|group|firm|agency|authority|carmaker|steelmaker|province|government)) (?:has |had |have |also |then |later )*(?:picked|chose|selected|hired|tapped|awarded|ordered|appointed|placed an order|commissioned (?=[A-Z]))\b(?! up)"
)
_CONTRAST = re.compile(r"^Meanwhile|^Elsewhere|, meanwhile,|, by contrast,|^By contrast|, for its part,")
_RANK = {"customer": 3, "supplier": 2, "lead": 1, "partner": 0}


def put(chosen: dict[int, str], entity: int, role: str) -> None:
    if role and (entity not in chosen or _RANK[role] > _RANK[chosen[entity]]):
        chosen[entity] = role
