"""Sentence → triggers: the stretches whose wording states an act of one of the twelve kinds."""

from __future__ import annotations

from .layers import Sentence, Trigger
from .rules import TriggerRule, trigger_rules


def find_triggers(sentence: Sentence, language: str) -> tuple[Trigger, ...]:
    """Triggers in order of place. Where two overlap, the rule of higher priority wins."""
    taken: list[Trigger] = []
    searched = sentence.text.lower() if language == "en" else sentence.text
    for rule in trigger_rules(language):
        if not rule.wanted_in(searched):
            continue
        for left, right in rule.find(sentence.text):
            start, end = sentence.start + left, sentence.start + right
            if not any(start < other.end and other.start < end for other in taken):
                taken.append(_trigger(rule, start, end))
    return tuple(sorted(taken, key=lambda trigger: (trigger.start, trigger.end)))


def _trigger(rule: TriggerRule, start: int, end: int) -> Trigger:
    return Trigger(rule.id, rule.kind, start, end, rule.confidence, rule.modality, rule.when, rule.strong)
