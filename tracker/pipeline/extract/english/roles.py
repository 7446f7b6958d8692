"""Who takes part in an English act and as what: verb frames, voice and prepositions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.pipeline.extract.context import Context
from tracker.pipeline.extract.layers import Clause, EntityMention, Event

_PUBLIC = frozenset({"government", "public_institution", "association"})
_SELECTS = re.compile(
    r"\b(?:picked|chose|chosen|selected|named|awarded|ordered|commissioned|hired|tapped|appointed|designated|tender(?:ed)?|picks|selects|taps|awards|invited)\b"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|is|are|being|get|got) (?:[a-z]+ly |also |then |jointly |finally )?(?:[a-z]+ed|chosen|built|won|made|taken|run|led|brought)\b"
)
_MADE_BY = re.compile(
    r"\b(?:developed|supplied|provided|built|designed|delivered|installed|made|manufactured|engineered|carried out|powered|furnished)(?: [\w'’\-]+){0,4}? by (?:[\w'’\-.]+ ){0,5}$"
)
_LED_BY = re.compile(
    r"\b(?:led|headed|spearheaded|set up|formed|founded|established|run|operated|created) (?:jointly )?by (?:[\w'’\-.]+ ){0,4}$"
)
_SELECTED_BY = re.compile(
    r"\b(?:chosen|selected|picked|awarded|named|ordered|commissioned|hired|tapped|designated|called|tendered|appointed|invited|held|approved|contracted)(?: [\w'’\-]+){0,8}? by (?:[\w'’\-.]+ ){0,4}$"
)
_HELPER = re.compile(
    r"\b(?:brought in|came on board|signed on|hired|enlisted|commissioned|subcontract\w*|contractor|(?:will|would|is to|are to|to|also) (?:supply|provide|deliver|install|furnish|contribute)|suppl(?:y|ies|ied|ying)|provid(?:es|ed|ing)|delivered|delivers)\b"
)
_WORKS_FOR = re.compile(
    r"\b(?:order|contract|deal|tender|bid|award|project|orders|contracts|job|mandate|letter of award|agreement|license|licence|approval)\b(?:[^,;]{0,70}) from (?:[\w'’\-.]+ ){0,5}$"
)
_DEAL_WITH = re.compile(
    r"\b(?:contract|order|orders|contracts|supply (?:deal|agreement)|purchase agreement|sales? (?:deal|agreement)|offtake agreement|deal to (?:supply|sell|build|deliver|provide))\b"
)
_GIVES_TO = re.compile(
    r"\b(?:suppl(?:y|ies|ied|ying)|sell|sells|sold|selling|deliver(?:s|ed|ing)?|provid(?:e|es|ed|ing)|hand(?:s|ed)?(?: over)?|export(?:s|ed)?|ship(?:s|ped)?|sale|supply|deliver(?:y|ies)|install(?:ed|s)?)\b"
)
_SITE_OWNER = frozenset({"contract", "pilot", "launch", "completion", "construction", "agreement"})
_JOINED = re.compile(r"\b(?:including|joined by|comprising|together with|alongside|along with) (?:[\w'’\-.]+ ){0,4}$")
_TEAM = re.compile(
    r"\b(?:team|consortium|group|alliance|venture|council|partnership)\b[^,.;]{0,30}\b(?:led|headed) by (?:[\w'’\-.]+ ){0,3}$"
)
_STARTED_BY = re.compile(r"\b(?:by|of) (?:[\w'’\-.]+ ){0,4}$")
_TELLER = re.compile(r"^(?:\s?\([A-Z&]{2,8}\))? (?:said|says|told|added)\b")


def participants(event: Event, context: Context, clauses: Sequence[Clause] = ()) -> dict[int, str]:
    """{entity: role} of the act: its subject, those named in its clause, and whom the sentence is about."""
    sentence = context.sentences[event.sentence]
    inside = [x for x in context.inside(sentence.start, sentence.end) if x.mention.head not in {"parent", "rival"}]
    subject = _subject_series(inside, event)
    chosen: dict[int, str] = {}
    for linked in inside:
        is_subject = linked.mention.series == subject
        if not (is_subject or _in_reach(linked, event, inside)):
            continue
        role = _role(linked, event, context, is_subject=is_subject)
        if role:
            _put(chosen, linked.entity, role)
    _add_subjects(chosen, event, context, told=subject >= 0)
    return chosen


def _in_reach(linked: EntityMention, event: Event, inside: Sequence[EntityMention]) -> bool:
    """Named in the act's clause, or as the other side in a clause before that this one goes on from."""
    mention = linked.mention
    if event.clause.start <= mention.start < event.clause.end:
        return True
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
    titled = [x.mention for x in inside if x.mention.head == "title" and x.mention.start < event.trigger.end]
    return titled[0].series if titled else -1


def _add_subjects(chosen: dict[int, str], event: Event, context: Context, *, told: bool) -> None:
    """Where the sentence names no side of its own, whom the text is speaking of takes part."""
    big = any(context.is_conglomerate(e) for e in chosen)
    led = any(role == "lead" for role in chosen.values())
    if not told or (not big and not led):
        for entity in context.subjects[event.sentence]:
            if entity not in chosen:
                _put(chosen, entity, "lead" if context.is_conglomerate(entity) else "partner")
    if not any(context.is_conglomerate(e) for e in chosen) and context.leaders[event.sentence] is not None:
        _put(chosen, context.leaders[event.sentence] or 0, "lead")


def _role(linked: EntityMention, event: Event, context: Context, *, is_subject: bool) -> str:
    """The role of one named organization; "" where it has no part."""
    mention, entity = linked.mention, context.entities[linked.entity]
    sentence = context.sentences[event.sentence]
    clause = context.body[event.clause.start : event.clause.end]
    before = context.body[max(sentence.start, mention.start - 110) : mention.start]
    after = context.body[mention.end : min(sentence.end, mention.end + 110)]
    big = entity.group_id is not None
    if entity.kind == "consortium":
        return "lead"
    if mention.head == "source":
        return "lead" if big else ""
    if mention.head == "title" and not is_subject:
        return "partner" if re.search(r"\bmet (?:with )?(?:[\w\-]+ ){0,2}$", before) else ""
    if is_subject:
        return _subject_role(entity.kind, clause, after, event, big=big)
    if mention.head == "site":
        return _owner_role(event, clause, big=big)
    return _object_role(linked, event, clause, before, after, entity.kind, big=big)


def _subject_role(kind: str, clause: str, after: str, event: Event, *, big: bool) -> str:
    passive = bool(_PASSIVE.search(after[:40]))
    if not passive and _SELECTS.search(after[:60]) and not big:
        return "customer"
    if re.match(
        r"^(?: \([A-Z&]{2,8}\))?,? (?:has |have |had )?(?:also )?(?:picked|chose|chosen|selected|hired|tapped|awarded|ordered)\b",
        after,
    ):
        return "customer"
    if re.search(r"\b(?:brought in|came on board|signed on|subcontractor|contractor)\b", after[:60]):
        return "supplier"
    if big:
        return "lead"
    if kind == "company":
        return "supplier" if _HELPER.search(after[:60]) else "partner"
    if kind == "public_institution":
        return (
            "lead"
            if event.kind in {"contract", "construction", "completion", "launch", "agreement"}
            and not _DEAL_WITH.search("")
            and passive is False
            else "partner"
        )
    return "partner"


def _owner_role(event: Event, clause: str, *, big: bool) -> str:
    if event.kind not in _SITE_OWNER:
        return "lead" if big else ""
    if event.kind == "contract" or _GIVES_TO.search(clause):
        return "customer"
    return "lead" if big else ("customer" if event.kind in {"pilot", "contract"} else "")


def _object_role(
    linked: EntityMention, event: Event, clause: str, before: str, after: str, kind: str, *, big: bool
) -> str:
    case = linked.mention.case
    deal = event.kind == "contract" or bool(_DEAL_WITH.search(clause))
    if re.search(r"\bby (?:[\w'’\-.]+ ){0,4}$", before) and case == "from":
        if _MADE_BY.search(before):
            return "supplier"
        if _SELECTED_BY.search(before):
            return "customer"
        if _LED_BY.search(before):
            return "lead" if big else "partner"
        return "lead" if big else "partner"
    if case == "from":
        if deal or _WORKS_FOR.search(before) or (event.kind in {"agreement", "pilot"} and kind in _PUBLIC):
            return "customer"
        return "lead" if big else "partner"
    if case == "with":
        if _JOINED.search(before):
            return "lead" if big else "partner"
        if deal and event.kind == "contract":
            return "customer"
        return "lead" if big else "partner"
    if case == "to":
        if _GIVES_TO.search(clause):
            return "customer"
        if re.search(r"\bto $", before) or re.search(r"\bfor (?:[\w'’\-.]+ ){0,4}$", before):
            return (
                "customer" if deal or kind in _PUBLIC or event.kind in _SITE_OWNER else ("lead" if big else "partner")
            )
        return "partner"
    if case == "subject":  # of another clause before or after
        return _other_subject(after, before, kind, big=big)
    if case == "object":
        if _SELECTS.search(clause) and not big:
            return "supplier"
        return "lead" if big else "partner"
    if case == "genitive":
        if re.search(r"\bof (?:[\w'’\-.]+ ){0,3}$", before):
            return ""
        return (
            "customer"
            if kind in _PUBLIC and (deal or _SELECTS.search(clause))
            else ("lead" if big and event.kind not in {"contract"} else "")
        )
    if case == "at":
        return "customer" if not big and kind != "government" else ("lead" if big else "")
    return ""


def _other_subject(after: str, before: str, kind: str, *, big: bool) -> str:
    if _TELLER.match(after):
        return "lead" if big else ""
    if re.match(r"^(?: \([A-Z&]{2,8}\))? built\b", after) and re.search(r"\b(?:which|that|whom) $", before):
        return "supplier"
    if _HELPER.search(after[:50]):
        return "supplier"
    if re.search(r"\b(?:calls? for|wants|tender|holds|operates|oversees|owns|hosts)\b", after[:40]) and kind in _PUBLIC:
        return "customer"
    return "lead" if big else "partner"


_RANK = {"customer": 3, "supplier": 2, "lead": 1, "partner": 0}


def _put(chosen: dict[int, str], entity: int, role: str) -> None:
    if entity not in chosen or _RANK[role] > _RANK[chosen[entity]]:
        chosen[entity] = role


_TAKES_PART = re.compile(
    r"\b(?:will|would|is to|are to|to) (?:also )?(?:provide|supply|build|operate|run|install|handle|contribute|design|develop|join|test|hold|maintain|manage|take|finance|lend|own|oversee|shoulder|host)\b"
    r"|\b(?:is|are|as|was|were) (?:its |the |a |an |also )*(?:partners?|contractors?|suppliers?|operators?|customers?|consultants?)\b|\bjoin(?:s|ed|ing)\b|\bwith [A-Z][^,.;]{1,40} (?:as|taking|holding|providing|supplying|in charge)\b"
    r"|\bholds? \d|\bcontractor, |\b(?:provides?|supplies|supplied|provided|developed|designed|built|operates?)\b|\bstake\b|\bpartner\b|\bcarried out by\b|\bhandles\b"
)
_DENIED = re.compile(
    r"\b(?:rivals?|compet(?:e|es|ing|itors?|ition)|not|n[o’']t|denied|neither|might|analysts?|shares of|courting|separately)\b",
    re.IGNORECASE,
)


def bystanders(sentence_index: int, context: Context) -> dict[int, str]:
    """{entity: role} that a sentence without an act gives: "Encored will supply the software"."""
    sentence = context.sentences[sentence_index]
    if not _TAKES_PART.search(sentence.text) or _DENIED.search(sentence.text):
        return {}
    chosen: dict[int, str] = {}
    for linked in context.inside(sentence.start, sentence.end):
        mention, entity = linked.mention, context.entities[linked.entity]
        big = entity.group_id is not None
        after = context.body[mention.end : min(sentence.end, mention.end + 110)]
        before = context.body[max(sentence.start, mention.start - 60) : mention.start]
        if mention.head in {"parent", "title", "rival", "source"}:
            continue
        role = _bystander_role(mention.case, before, after, entity.kind, big=big)
        if role:
            _put(chosen, linked.entity, role)
    return chosen


def _bystander_role(case: str, before: str, after: str, kind: str, *, big: bool) -> str:
    if kind == "consortium":
        return "lead"
    if case == "subject":
        supplies = re.search(r"\b(?:suppl(?:y|ies|ied)|provid(?:e|es|ed)|install|contractor)\b", after[:70])
        return "supplier" if supplies and not big else "lead" if big else "partner"
    if case == "from":
        if _MADE_BY.search(before):
            return "supplier"
        return ("lead" if big else "partner") if re.search(r"\bby (?:[\w'’\-.]+ ){0,4}$", before) else ""
    if re.search(r"\bcontractor,? $", before):
        return "supplier"
    if case == "with":
        return "lead" if big else "partner"
    if case == "to":
        return "customer" if _GIVES_TO.search(before) else ""
    return ""
