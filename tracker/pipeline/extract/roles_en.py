"""What an organization is to an act in English text, from prepositions and the verbs around its name."""

from __future__ import annotations

import re

from .context import Context
from .layers import EntityMention, Event

_PUBLIC = frozenset({"government", "public_institution", "association"})
_SELECTS = re.compile(r"\b(?:picked|selected|awarded|chose|chosen|tender|named|commissioned)\b", re.I)
_SUPPLIER_BEFORE = re.compile(r"\b(?:contractor|supplier|supplied by|built by|hired|with)\s?,?\s?$", re.I)
_SUPPLIER_AFTER = re.compile(r"^(?:\s\([^)\n]{1,14}\))?,? (?:was brought in|was hired|was commissioned|built|signed on|supplies|supplied|will supply|to supply)\b", re.I)
_BUILT = re.compile(r"\b(?:which|that)\s$")
_CONTRACT_FOR = re.compile(r"\b(?:contract|order|deal|supply|sell|sale)", re.I)
_DOING = frozenset({"contract", "completion", "construction", "launch", "investment", "agreement"})


def english_role(linked: EntityMention, event: Event, context: Context) -> str:
    """The role that one mention gives its organization in one act."""
    entity, mention = context.entities[linked.entity], linked.mention
    clause = context.body[event.clause.start : event.clause.end]
    before, after = context.body[max(0, mention.start - 24) : mention.start], context.body[mention.end : mention.end + 40]
    big, public = entity.group_id is not None, entity.kind in _PUBLIC
    if _SUPPLIER_AFTER.match(after) and (_BUILT.search(before) or "supply" in after or "brought" in after or "hired" in after or "signed on" in after):
        return "supplier"
    if re.search(r"\bcontractor,? ?(?:is )?$", before, re.I):
        return "supplier"
    if re.match(r"(?:'s|’s)?,? (?:as|the) contractor", after):
        return "supplier"
    if mention.case == "subject":
        return _subject(event.kind, big, public, entity.kind, clause, after)
    if event.kind == "contract" and mention.case in {"from", "with", "to", "genitive"}:
        return "customer" if not big or mention.case == "from" else "lead"
    if public and mention.case in {"to", "from", "genitive"}:
        return "customer" if _CONTRACT_FOR.search(clause) or _SELECTS.search(clause) else "partner"
    return "lead" if big else "partner"


def _subject(act: str, big: bool, public: bool, kind: str, clause: str, after: str) -> str:
    if big:
        return "lead"
    if public and re.match(r"^(?:\s\([^)\n]{1,14}\))? (?:picked|selected|awarded|chose|named|commissioned|held|wants)\b", after):
        return "customer"
    return "lead" if kind == "public_institution" and act in _DOING else "partner"
