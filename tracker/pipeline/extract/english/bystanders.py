"""Participants that an English sentence without an act names: "Encored will supply the software", "Taking part are …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.pipeline.extract.context import Context
from tracker.pipeline.extract.layers import EntityMention, Sentence

from .descriptions import description
from .frames import CALLED_BY, GIVES_TO, MADE_BY, PARTS_FROM, SUPPLIES, VEHICLE
from .roles import put

_TAKES_PART = re.compile(
    r"\b(?:will|would|is to|are to) (?:also )?[a-z]{3,}\b|\bto (?:provide|supply|build|operate|run|install|handle|contribute|design|develop|join|test|hold|maintain|manage|take|finance|lend|own|oversee|shoulder|host)\b|\b(?:taken on|brought in|enlisted|hired|retained)\b|\b(?:deal|contract|agreement|order) with\b|\b(?:adding|chipping in|bears?|covers?|bearing|tender|called by|commissioned by)\b|\b(?:from|by) [A-Z]"
    r"|\b(?:is|are|as|was|were) (?:its |the |a |an |also )*(?:partners?|contractors?|suppliers?|operators?|customers?|consultants?)\b|\bjoin(?:s|ed|ing)\b|\bwith [A-Z][^,.;]{1,40} (?:as|taking|holding|providing|supplying|in charge)\b"
    r"|\bhold(?:s|ing)? (?:the (?:rest|remain)|\d|an? )|\bcontractor, |\b(?:provides?|supplies|supplied|provided|developed|designed|built|operates?)\b|\bstake\b|\bpartner\b|\bcarried out by\b|\bhandles\b|\b(?:put up|pays?|paid|financed|funded|funds|advis(?:es|ed|e)|helped|helps|assist(?:s|ed)|fitted|wrote|made|makes|is in charge|in charge of|responsible for|subsidi[sz](?:es|ed|ing)|sponsor(?:s|ed|ing)?|grant(?:s|ed)?|buys?|bought|purchases?|hosts?|(?:sub-?)?contractor|continue to)\b"
)
_NOUN = (
    r"(?:(?P<customer>customer|client|buyer|orderer|ordering (?:party|body)|purchaser|offtaker|end user)|(?P<supplier>(?:sub-?)?contractor|supplier|vendor|manufacturer)"
    r"|(?P<partner>partner|investor|financier|lender|member|participant|shareholder|operator|developer|signator(?:y|ie)|backer))s?"
)
# "The customer is …", "Other members of the consortium include …", "Taking part in it are …".
_IS = re.compile(
    rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ther|[Ll]ocal|[Aa]mong(?: the| its)?|[Mm]ain) (?:[a-z\-]+ ){{0,3}}{_NOUN}(?: (?:of|in|to|on|for|behind) [^,.;]{{2,40}}?)? (?:is|are|was|were|will be|includes?|included) "
    rf"|^{_NOUN.replace('?P<', '?P<opens_')} (?:of|in|to|on|for) [^,.;]{{2,40}}? (?:is|are|was|were|will be|includes?|included) ",
    re.IGNORECASE,
)
_TAKING = re.compile(
    r"\b(?:[Tt]aking part|[Pp]articipating|[Ii]nvolved|[Jj]oining|[Oo]n board|[Cc]ooperating|[Ss]igning)(?: (?:in|on|for|with) [^,.;]{2,40}?)? (?:is|are|was|were|will be) (?:also )?"
)
_NAMED_WITHIN = 40  # characters from such words to the first name
_BUYS = re.compile(
    r"^(?: \([A-Z][A-Za-z&]{1,9}\))?(?: (?:will|would|is to|has agreed to|has|also))* (?:buys?|bought|purchases?|ordered|orders|commissioned|tendered|called for bids|put out the tender|uses|will use|hosts?)\b"
)
# What a public body or a host gives makes it no supplier.
_LENDS_PLACE = re.compile(
    r"^[^,.;]{0,40}? (?:suppl\w+|provid\w+|contribut\w+) (?:the |a |an |its |their |up to |about )?(?:[a-z0-9.]+ ){0,3}(?:sites?|land|space|buildings?|funding|funds?|money|subsid(?:y|ies)|support|permits?|capital|loans?|financing|test ?bed|incentives?|cost|costs|percent|won)\b"
)
_DENIED = re.compile(
    r"\b(?:rivals?|compet(?:e|es|ing|itors?|ition)|not|n[o’']t|denied|neither|might|analysts?|shares of|courting|separately)\b",
    re.IGNORECASE,
)


_WORKS = re.compile(
    r"^(?: \([A-Z][A-Za-z&]{1,9}\))?(?:, [^,;.]{3,90},)? (?:(?:will|would|is to|are to|is|are|was|were|has|have|had|also|then|jointly|been) ){0,3}"
    r"(?:suppl|provid|build|built|handl|install|integrat|operat|design|develop|deliver|maintain|manag|overse|financ|fund|invest|hold|own|host|lend|train|test|contribut|in charge|responsible|tak(?:e|es|ing) (?:part|charge|\d)|took part|join|taken on|hired|put up|pay|bear|lead)"
    r"|^ (?:as|taking|holding|providing|supplying|contributing|building|handling|having|owning) "
)
_WORKED_BY = re.compile(
    r"\b(?:built|supplied|developed|designed|installed|financed|funded|owned|operated|run|led|made|provided|managed|hosted|carried out|backed|subsidi[sz]ed|conducted)(?: [a-z]+){0,3} (?:by|with) (?:[\w'’\-.]+ ){0,4}$"
    r"|\b(?:partners?|contractors?|suppliers?|customers?|clients?|members?|participants?|investors?|lenders?)\b[^,.;]{0,30} (?:is|are|was|were|includ\w+) (?:[\w'’\-.]+ ){0,5}$"
    r"|\b(?:with|alongside|together with|from) (?:[\w'’\-.]+ ){0,4}(?:subsid\w+|support|backing|help|funding|loans?) (?:from|of|by) (?:[\w'’\-.]+ ){0,4}$"
)


def given_work(before: str, after: str) -> bool:
    """Whether a sentence, act or not, says what a name does for the matter: "…, while Encored is to supply the …"."""
    return bool(_WORKS.match(after) or _WORKED_BY.search(before[-90:]))


def bystanders(sentence_index: int, context: Context) -> dict[int, str]:
    """{entity: role} that a sentence without an act gives."""
    sentence = context.sentences[sentence_index]
    if _DENIED.search(sentence.text):
        return {}
    inside = context.inside(sentence.start, sentence.end)
    chosen = _by_noun(sentence, inside, context)
    words = description(sentence.text)
    for entity in context.subjects[sentence.index] if words else ():
        after = sentence.text[words.end() :] if words else ""
        if not context.is_conglomerate(entity) and _WORKS.match(after):
            lends = SUPPLIES.match(after) and not _LENDS_PLACE.match(after)
            put(chosen, entity, "customer" if _BUYS.match(after) else "supplier" if lends else "partner")
    if not any(x.mention.head == "supplier" for x in inside) and not _TAKES_PART.search(sentence.text):
        return chosen
    for linked in inside:
        if linked.mention.head in {"parent", "title", "rival", "source"} or linked.entity in chosen:
            continue
        role = "supplier" if linked.mention.head == "supplier" else _role(linked, sentence, context)
        if role:
            put(chosen, linked.entity, role)
    return chosen


def _by_noun(sentence: Sentence, inside: Sequence[EntityMention], context: Context) -> dict[int, str]:
    """Those whom the words before their list call customers, suppliers or partners."""
    chosen: dict[int, str] = {}
    for pattern in (_IS, _TAKING):
        for match in pattern.finditer(sentence.text):
            said = next((name.removeprefix("opens_") for name, text in match.groupdict().items() if text), "partner")
            at = sentence.start + match.end()
            first = next((x.mention for x in inside if at <= x.mention.start <= at + _NAMED_WITHIN), None)
            for linked in inside:
                if first and linked.mention.series == first.series:
                    big = context.is_conglomerate(linked.entity)
                    put(chosen, linked.entity, "lead" if said == "partner" and big else said)
    return chosen


def _role(linked: EntityMention, sentence: Sentence, context: Context) -> str:
    mention, entity = linked.mention, context.entities[linked.entity]
    after = context.body[mention.end : min(sentence.end, mention.end + 110)]
    before = context.body[max(sentence.start, mention.start - 60) : mention.start]
    side = "lead" if entity.group_id is not None else "partner"
    if entity.kind == "consortium" or VEHICLE.search(before):
        return "lead"
    if mention.case == "subject":
        if _BUYS.match(after):
            return "customer"
        return "supplier" if SUPPLIES.match(after) and not _LENDS_PLACE.match(after) else side
    if mention.case == "from":
        return _from(before, side)
    if re.search(r"\bcontractor,? $", before):
        return "supplier"
    if mention.case == "with":
        if re.search(r"\b(?:deal|contract|order)s? with (?:[\w'’\-.]+ ){0,3}$", before):
            return "customer"
        return "supplier" if SUPPLIES.match(after) and not after.startswith(" to ") else side
    return "customer" if mention.case == "to" and GIVES_TO.search(before) else ""


def _from(before: str, side: str) -> str:
    if MADE_BY.search(before) or PARTS_FROM.search(before):
        return "supplier"
    if CALLED_BY.search(before):
        return "customer"
    return side if re.search(r"\bby (?:[\w'’\-.]+ ){0,4}$", before) else ""
