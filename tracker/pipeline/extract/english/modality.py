"""How sure an English clause is of an act, read from the words around its verb; denials are no acts."""

from __future__ import annotations

import re

from tracker.pipeline.extract.layers import Clause, Reading, Sentence, Trigger

from .asides import is_aside

# Case matters: "May" is a month.
_POSSIBLE = re.compile(
    r"\b(?:could|may|might|considers?|considering|considered|possib(?:le|ly)|explor(?:e|es|ing)|weigh(?:s|ing)?|mull(?:s|ed|ing)?|ey(?:es|eing)|studying|looking (?:at|into)|reportedly (?:planning|considering)|rumou?red"
    r"|close to|nearing|near|likely|potential(?:ly)?|whether|if|in talks (?:to|on|about|over)|hints?(?:ed)? at|floated|speculation|toying with|not ruled? out)\b"
)
_PLANNED = re.compile(
    r"\b(?:will|would|plans?|planned|planning|(?:is|are|was|were) (?:then |also |originally |initially )?(?:to|due|set|expected|scheduled|slated|supposed|meant|on track|targeted)|to be|to follow|due|expect(?:s|ed|ing)?|aims?|aimed|aiming|scheduled|supposed|promis(?:ed|es)"
    r"|intends?|intended|hop(?:es|ed|ing)|wants?|set for|set to|then set|target(?:s|ed|ing)?|pledg(?:ed|es)|slated|by 20\d\d|going to|vow(?:ed|s)|should|goal|seeks?|seeking|commit(?:ted|s) to|earmarked|forecast|on course|decided to|agreed to|must"
    r"|foreseen|pencilled in|postponed|delayed|deferred|put off|pushed back|brought forward|preparing to|prepares to|ready to|gearing up to|is to|are to)\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(
    r"\b(?:to|will|would|shall|should) (?:be |have |\w+ly |then |also |jointly |first )*$", re.IGNORECASE
)
_NOUN_PLAN = re.compile(
    r"\b(?:plans?|talks|proposal|bid|intention|option|order|contract|deal|agreement) (?:to|for|on|over|about) $",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|having) (?:been |already |also |now |since |just |recently |formally |finally |first |only |jointly )*$|\bafter (?:it |they )?$",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|n[o’']t|never|no|neither|nor|without|den(?:y|ies|ied)|declined? to|refus(?:ed|es) to|fail(?:ed|s)? to|yet to|instead of|rather than|ruled out|no plans? to|stopped short of|unable to|any|whether to)\b",
    re.IGNORECASE,
)
_NOT_NEGATED = re.compile(
    r"\b(?:not only|no later|not (?:just|until)|no longer|no fewer|no less|does not include|not disclose|n[o’']t disclose|no stranger)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied)|dismiss(?:ed|es)|reject(?:ed|s)|rebuffed)\b[^,;]{0,60}\b(?:reports?|rumou?rs?|speculation|claims?|that|it)\b|\b(?:has|had|have) no (?:plans?|intention)\b"
)
_NOT_BEFORE = re.compile(
    r"\b(?:will|would|is|are|can|could) not (?:be )?[a-z ]{2,40} (?:before|until|till|earlier than) (?:[a-z]+ ){0,4}(?:[A-Z][a-z]+ )?(?:20\d\d|next|January|February|March|April|May|June|July|August|September|October|November|December)"
)
_PAST_FORM = re.compile(
    r"(?:ed|won|began|begun|broke|broken|went|came|met|bought|took|taken|struck|ran|signed|live|built|sold|chosen|chose|led|held|made|run|set up|got|put|gave|drew|fell|spent)\b",
    re.IGNORECASE,
)
_PAST_HEAD = re.compile(
    r"^(?:[a-z]{2,14}ed|won|began|begun|broke|broken|went|came|met|bought|took|struck|ran|built|sold|chose|chosen|held|made|got|gave|drew|fell|spent|laid|drawn)\b",
    re.IGNORECASE,
)
_LAST_PAST = re.compile(r"(?:ed|public|struck|won|built|found|chosen|begun|broken)$", re.IGNORECASE)
_AHEAD_OWN = re.compile(
    r"^(?:to|will|would)\b|\b(?:to be|is to|are to|will|would|due|expected|scheduled|slated|set (?:for|to)|planned|foreseen|targeted|postponed|delayed|put (?:off|back)|push(?:ed)? back|supposed|meant|on track|to follow|should)\b",
    re.IGNORECASE,
)
_PARTICIPLE_AHEAD = re.compile(
    r"\s?(?:(?:is|are|was|were|has been|had been|have been|being) (?:then |also |now |originally |initially |only )?(?:to|due|set|expected|scheduled|slated|planned|supposed|targeted|promised|foreseen|pencilled|postponed|delayed|likely to|put off|pushed)|(?:had|has) (?:originally |initially )?been (?:due|set|expected|planned|promised|scheduled))\b"
    r"|\s?(?:will|would|should)\b"
)
_POSSIBLE_AFTER = re.compile(r"^[^,;]{0,14}\b(?:could|may|might)\b")
_DIRECT = frozenset({"announcement", "agreement", "contract", "investment", "talks", "cancellation"})


def read_english(sentence: Sentence, trigger: Trigger, clause: Clause) -> Reading | None:
    """What the wording says before any date is considered; None for what is denied or told of others."""
    begin, offset = clause.start - sentence.start, trigger.start - sentence.start
    before = sentence.text[max(begin, offset - 70) : offset]
    own = sentence.text[offset : trigger.end - sentence.start]
    after = sentence.text[trigger.end - sentence.start : clause.end - sentence.start]
    late = _NOT_BEFORE.search(sentence.text[max(begin, offset - 32) : clause.end - sentence.start])
    if late and not trigger.modality:
        return Reading("planned", "en-not-before")
    if trigger.kind != "cancellation" and _NEGATED.search(before[-32:]) and not _NOT_NEGATED.search(before):
        return None
    if _DENIES.search(sentence.text[max(0, offset - 130) : offset]) or is_aside(sentence, trigger, clause):
        return None
    if trigger.modality:
        return Reading(trigger.modality, "wording")
    head = _PAST_HEAD.match(own)
    if _is_possible(before, own, after, told=bool(head)):
        return Reading("possible", "en-might")
    return _by_verb(trigger.kind, before, own, after, told=bool(head))


def _is_possible(before: str, own: str, after: str, *, told: bool) -> bool:
    if _POSSIBLE.search(before[-45:]) or _POSSIBLE.search(own.split(" ", maxsplit=1)[0]):
        return True
    return not told and bool(_POSSIBLE_AFTER.match(after) or re.search(r"\b(?:could|may|might)\b", own))


def _by_verb(kind: str, before: str, own: str, after: str, *, told: bool) -> Reading:
    ahead = _AHEAD_OWN.search(own)
    if _INFINITIVE.search(before):
        return Reading("planned", "en-will")
    if _DONE.search(before) and (told or not _PLANNED.search(own)):
        return Reading("happened", "en-done")
    if _NOUN_PLAN.search(before) or (_PARTICIPLE_AHEAD.match(after) and not (told and kind in _DIRECT)):
        return Reading("planned", "en-will")
    if not told and not ahead and _LAST_PAST.search(own) and " " in own:
        return Reading("happened", "en-past")  # "the contract signed in May", "construction started"
    past = _PAST_FORM.search(own)
    near = before[-40:]
    planned = _PLANNED.search(near)
    if planned and not (past and re.search(r",| and | that | which |;", near[planned.end() :])):
        return Reading("planned", "en-will")
    if told and not ahead:
        return Reading("happened", "en-past")
    if (_PLANNED.search(own) and not (told and kind in _DIRECT)) or (ahead and not told):
        return Reading("planned", "en-will")
    return Reading("happened", "en-past" if past else "no-mark")
