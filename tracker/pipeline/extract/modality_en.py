"""How sure an English clause is of an act, read from the words before and after its verb."""

from __future__ import annotations

import re

from .layers import Reading, Sentence, Trigger

_POSSIBLE = re.compile(r"\b(?:could|may|might|consider(?:s|ing|ed)?|possib(?:le|ly)|explor(?:e|es|ing)|weigh(?:s|ing)|reportedly|rumou?red)\b", re.I)
_PLANNED = re.compile(
    r"\b(?:will|would|plans?|planned|planning|to be|is to|are to|was to|were to|due|expect(?:s|ed)?|aims?|aimed|scheduled|supposed|promised|intends?|hopes?|wants?|set for|set to|targets?|pledged|slated|by 20\d\d|going to|then set)\b",
    re.I,
)
_INFINITIVE = re.compile(r"\b(?:to|will|would|and) (?:\w+ly )?$", re.I)
_PAST_FORM = re.compile(r"(?:ed|won|began|broke|broken|went|came|met|bought|took|struck|ran|signed|live)\b", re.I)


def read_modality_english(sentence: Sentence, trigger: Trigger, start: int, end: int) -> Reading:
    """start and end: the clause, as body offsets."""
    if trigger.modality:
        return Reading(trigger.modality, "wording")
    left = max(start, trigger.start - 50) - sentence.start
    before = sentence.text[left : trigger.start - sentence.start]
    own = sentence.text[trigger.start - sentence.start : trigger.end - sentence.start]
    after = sentence.text[trigger.end - sentence.start : min(end, trigger.end + 25) - sentence.start]
    if _POSSIBLE.search(before) or re.match(r"\s?(?:could|may|might)\b", after):
        return Reading("possible", "en-might")
    if _INFINITIVE.search(before) or _PLANNED.search(before[-34:]) or re.match(r"\s?(?:is|are|was|were) (?:to|due|set|expected)\b", after):
        return Reading("planned", "en-will")
    if _PLANNED.search(own):
        return Reading("planned", "en-will")
    if _PAST_FORM.search(own):
        return Reading("happened", "en-past")
    return Reading("happened", "no-mark")
