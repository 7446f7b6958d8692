"""How sure an English clause is of an act, read from the words around its verb; denials are no acts."""

from __future__ import annotations

import re

from tracker.pipeline.extract.layers import Clause, Reading, Sentence, Trigger

_POSSIBLE = re.compile(
    r"\b(?:could|may|might|considers?|considering|considered|possib(?:le|ly)|explor(?:e|es|ing)|weigh(?:s|ing)?|mull(?:s|ing)?|ey(?:es|eing)|studying|looking (?:at|into)|reportedly (?:planning|considering)|rumou?red"
    r"|close to|nearing|near|likely|potential(?:ly)?|whether|if|in talks (?:to|on|about|over)|hints?(?:ed)? at|floated|speculation)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|would|plans?|planned|planning|(?:is|are|was|were) (?:then |also |originally |initially )?(?:to|due|set|expected|scheduled|slated|supposed|meant|on track|targeted)|to be|to follow|due|expect(?:s|ed|ing)?|aims?|aimed|aiming|scheduled|supposed|promis(?:ed|es)"
    r"|intends?|intended|hop(?:es|ed|ing)|wants?|set for|set to|then set|target(?:s|ed|ing)?|pledg(?:ed|es)|slated|by 20\d\d|going to|vow(?:ed|s)|should|goal|seeks?|seeking|commit(?:ted|s) to|earmarked|forecast|on course|decided to|agreed to|must)\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\b(?:to|will|would|shall|should) (?:be |have |\w+ly |then |also |jointly )?$", re.IGNORECASE)
_NOUN_PLAN = re.compile(
    r"\b(?:plans?|talks|proposal|bid|intention|option|order|contract|deal|agreement) (?:to|for|on|over|about) $",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|having) (?:been |already |also |now |since |just |recently |formally |only |jointly )*$|\bafter (?:it |they )?$",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|n[o’']t|never|no|neither|nor|without|den(?:y|ies|ied)|declined? to|refus(?:ed|es) to|fail(?:ed|s)? to|yet to|instead of|rather than|ruled out|no plans? to|stopped short of|unable to|any|whether to)\b",
    re.IGNORECASE,
)
_NOT_NEGATED = re.compile(
    r"\b(?:not only|no later|not (?:just|until)|no longer|does not include|not disclose|n[o’']t disclose)\b",
    re.IGNORECASE,
)
_PAST_FORM = re.compile(
    r"(?:ed|won|began|begun|broke|broken|went|came|met|bought|took|taken|struck|ran|signed|live|built|sold|chosen|led|held|made|run|set up)\b",
    re.IGNORECASE,
)
_PARTICIPLE_AHEAD = re.compile(
    r"\s?(?:is|are|was|were|has been) (?:to|due|set|expected|scheduled|slated|planned|supposed|targeted|likely to)\b|\s?(?:will|would|should)\b"
)
_POSSIBLE_AFTER = re.compile(r"^[^,;]{0,14}\b(?:could|may|might)\b")


def read_english(sentence: Sentence, trigger: Trigger, clause: Clause) -> Reading | None:
    """What the wording says before any date is considered; None for what is denied."""
    begin, offset = clause.start - sentence.start, trigger.start - sentence.start
    before = sentence.text[max(begin, offset - 70) : offset]
    own = sentence.text[offset : trigger.end - sentence.start]
    after = sentence.text[trigger.end - sentence.start : clause.end - sentence.start]
    if trigger.kind != "cancellation" and _NEGATED.search(before[-32:]) and not _NOT_NEGATED.search(before):
        return None
    if trigger.modality:
        return Reading(trigger.modality, "wording")
    if _POSSIBLE.search(before[-45:]) or _POSSIBLE_AFTER.match(after) or _POSSIBLE.search(own.split(" ")[0]):
        return Reading("possible", "en-might")
    near = before[-40:]
    if _DONE.search(before) and not _PLANNED.search(own):
        return Reading("happened", "en-done")
    if _INFINITIVE.search(before) or _NOUN_PLAN.search(before) or _PARTICIPLE_AHEAD.match(after):
        return Reading("planned", "en-will")
    past = _PAST_FORM.search(own)
    planned = _PLANNED.search(near)
    if planned and not (past and re.search(r",| and | that | which ", near[planned.end() :])):
        return Reading("planned", "en-will")
    if _PLANNED.search(own):
        return Reading("planned", "en-will")
    return Reading("happened", "en-past" if past else "no-mark")
