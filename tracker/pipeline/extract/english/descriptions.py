"""Whom "the utility", "the German firm" or "the city" at the head of an English sentence stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import Match

from tracker.pipeline.extract.layers import Entity, EntityMention

_PLAIN = (
    r"utility|ministry|city|province|university|start-?up|institute|agency|authority|operator|developer|retailer|chipmaker|integrator|brewer|airline|lender|bank|fund"
    r"|consultancy|vendor|contractor|supplier|customer|client|buyer|municipality|government"
)
_DESCRIBED = re.compile(
    rf"^(?:But |And |Meanwhile, |Under [^,]{{2,40}}, |In [^,]{{2,30}}, )?[Tt]he (?:(?P<adjective>[A-Z][a-z]+(?:-based)?) (?:[a-z\-]+ ){{0,2}}(?P<noun>firm|company|group|maker|giant|partner|{_PLAIN})|(?P<plain>{_PLAIN}))"
    r"(?= (?:will|would|has|have|had|is|was|also|plans?|agreed|then|aims?|hopes?|could|may|selected|picked|chose|awarded|ordered|hired|tapped|signed|supplies|supplied|provides?|provided|holds?|owns?|runs?|operates?|takes?|took|joined|expects?|wants?)\b)"
)
# What a description calls an organization that is so by its kind or name.
_BY_NAME = {
    "ministry": re.compile(r"Ministry|Department"),
    "city": re.compile(r"[Cc]ity"),
    "province": re.compile(r"Provinc"),
    "university": re.compile(r"University|KAIST|Institute of"),
    "institute": re.compile(r"Institute"),
    "agency": re.compile(r"Agency"),
    "authority": re.compile(r"Authority"),
    "bank": re.compile(r"Bank"),
    "utility": re.compile(r"Electric|Power|KEPCO|Energy"),
}
_COUNTRY = {"Fre": "Fra", "Dut": "Net", "Dan": "Den", "Fin": "Fin", "Tha": "Tha", "Pol": "Pol", "Swe": "Swe"}
_NEAR = 60  # characters before or after a name in which it is described


def description(text: str) -> Match[str] | None:
    """The words at the head of a sentence that may stand for an organization named before."""
    return _DESCRIBED.match(text)


def described(
    match: Match[str], body: str, before: Sequence[EntityMention], entities: Sequence[Entity]
) -> tuple[int, ...]:
    """The organization outside any group that fits the description and was named last; empty where none does."""
    adjective, noun = match["adjective"], match["noun"] or match["plain"]
    for linked in reversed(before):
        mention, entity = linked.mention, entities[linked.entity]
        if entity.group_id is not None or mention.head in {"parent", "rival"}:
            continue
        around = body[max(0, mention.start - _NEAR) : mention.start].rpartition("\n")[2]
        behind = body[mention.end : mention.end + _NEAR].partition("\n")[0]
        if _fits(adjective, noun, mention.surface, around, behind):
            return (linked.entity,)
    return ()


def _fits(adjective: str | None, noun: str, surface: str, before: str, behind: str) -> bool:
    apposition = behind if behind.startswith(",") else ""
    if adjective:
        start = adjective[:3]
        country = _COUNTRY.get(start, start)
        return bool(re.search(rf"\b(?:{start}|{country})\w*(?:['’]s?)?(?: [\w\-]+){{0,4}} $", before)) or bool(
            re.match(rf"^,? (?:an?|the|of|in)(?: [\w\-]+){{0,4}} ?(?:{start}|{country})", behind)
        )
    named = _BY_NAME.get(noun)
    if named and named.search(surface):
        return True
    return bool(
        re.search(rf"\b{noun} $", before)
        or re.match(rf"^, (?:an?|the|its|one of)(?: [\w'’\-]+){{0,6}} {noun}", apposition)
    )
