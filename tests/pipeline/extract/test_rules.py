"""Every trigger rule, by its own examples and counterexamples."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.pipeline.extract.lexicon import LexiconError
from tracker.pipeline.extract.rules import TriggerRule, parse_rule, trigger_rules

LANGUAGES = ("ko", "en")
EXAMPLES = [(rule, text) for language in LANGUAGES for rule in trigger_rules(language) for text in rule.examples]
COUNTEREXAMPLES = [
    (rule, text) for language in LANGUAGES for rule in trigger_rules(language) for text in rule.counterexamples
]


def holds(rule: TriggerRule, text: str) -> bool:
    return rule.wanted(text) and bool(rule.find(text))


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=[f"{rule.id}: {text}" for rule, text in EXAMPLES])
def test_the_rule_finds_its_example(rule: TriggerRule, text: str) -> None:
    assert holds(rule, text)


@pytest.mark.parametrize(
    ("rule", "text"), COUNTEREXAMPLES, ids=[f"{rule.id}: {text}" for rule, text in COUNTEREXAMPLES]
)
def test_the_rule_passes_over_its_counterexample(rule: TriggerRule, text: str) -> None:
    assert not holds(rule, text)


GOOD: dict[str, Any] = {
    "id": "x",
    "kind": "talks",
    "priority": 1,
    "pattern": "협의",
    "confidence": 0.5,
    "examples": ["협의"],
    "counterexamples": ["합의"],
}


@pytest.mark.parametrize("key", ["examples", "counterexamples", "pattern", "kind"])
def test_a_rule_that_lacks_a_part_is_refused_by_name(key: str) -> None:
    with pytest.raises(LexiconError, match="rule x"):
        parse_rule({**GOOD, key: None}, "test.yaml")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "party"},
        {"modality": "maybe"},
        {"confidence": 1.5},
        {"pattern": "a.*b"},
        {"pattern": "("},
        {"extra": 1},
    ],
)
def test_a_rule_that_cannot_work_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(LexiconError):
        parse_rule({**GOOD, **change}, "test.yaml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_exist_for_all_kinds_of_milestone(language: str) -> None:
    from tracker.pipeline.words import MILESTONE_KINDS

    assert {rule.kind for rule in trigger_rules(language)} == set(MILESTONE_KINDS)
