"""Sentence → triggers: the stretches whose wording states an act of one of the twelve kinds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import ahocorasick_rs

from .layers import Sentence, Trigger
from .rules import TriggerRule, trigger_rules

# No sentence states so many acts; what repeats one word for a page is read no further.
MOST = 40


def find_triggers(sentence: Sentence, language: str) -> tuple[Trigger, ...]:
    """Triggers in order of place. Where two overlap, the rule of higher priority wins."""
    taken: list[Trigger] = []
    covered = bytearray(len(sentence.text))
    for rule in _needs(language).wanted(sentence.text.lower() if language == "en" else sentence.text):
        for left, right in rule.find(sentence.text):
            if covered.find(1, left, right) < 0:
                covered[left:right] = b"\1" * (right - left)
                taken.append(_trigger(rule, sentence.start + left, sentence.start + right))
    return tuple(sorted(taken, key=lambda trigger: (trigger.start, trigger.end))[:MOST])


class _Needs:
    """Which rules a sentence can satisfy at all, by one pass over the words that they need."""

    def __init__(self, rules: tuple[TriggerRule, ...]) -> None:
        self.rules = rules
        by_word: dict[str, list[int]] = {}
        for place, rule in enumerate(rules):
            for word in rule.needs:
                by_word.setdefault(word, []).append(place)
        self._places = list(by_word.values())
        self._always = {place for place, rule in enumerate(rules) if not rule.needs}
        self._matcher = ahocorasick_rs.AhoCorasick(list(by_word))

    def wanted(self, text: str) -> Iterator[TriggerRule]:
        """In the order of their priority. text: in small letters where the rules ignore case."""
        found = set(self._always)
        for word, _, _ in self._matcher.find_matches_as_indexes(text, overlapping=True):
            found.update(self._places[word])
        return (self.rules[place] for place in sorted(found))


@cache
def _needs(language: str) -> _Needs:
    return _Needs(trigger_rules(language))


def _trigger(rule: TriggerRule, start: int, end: int) -> Trigger:
    return Trigger(rule.id, rule.kind, start, end, rule.confidence, rule.modality, rule.when, rule.strong)
