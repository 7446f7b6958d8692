"""Words looked for in one pass are found exactly where the regular expressions that name them match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.pipeline.extract.needs import needed_words
from tracker.pipeline.extract.phrases import Phrases
from tracker.pipeline.extract.rules import trigger_rules

PATTERNS = {
    "plain": "협약|손잡",
    "optional": "생산 ?공정|(?:개발|구축)(?:한|했|을 맡)",
    "borders": r"\bsuppl|\bnamed\b|sensors?\b",
    "set": "인수[를은]|AI[ ·가]",
    "counted": r"\d{1,3} ?MW|[가-힣]고 있",
    "look": r"참여(?=했)|(?<!스)마트",
    "escaped": r"U\.S\.|\(주\)",
}
TEXTS = (
    "포스코는 14일 업무협약을 맺고 손잡았다",
    "생산공정과 생산 공정, 개발했다가 구축을 맡았다",
    "supplied by resuppliers; renamed, named twice, sensors and sensory",
    "인수를 AI가 맡고 사AI 은 인수 을",
    "40MW와 400 MW를 짓고 있다",
    "참여했고 참여하고 스마트 마트",
    "the U.S. firm (주)대상",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ignore_case", [False, True])
def test_a_pattern_is_found_where_its_regular_expression_matches(text: str, ignore_case: bool) -> None:
    flags = re.IGNORECASE if ignore_case else 0
    for said in (text, text.upper()):
        expected = tuple(name for name, pattern in PATTERNS.items() if re.search(pattern, said, flags))
        assert Phrases(PATTERNS, ignore_case=ignore_case).find(said) == expected


@given(st.text(alphabet="ab _가나-", max_size=12))
def test_borders_are_those_of_regular_expressions(text: str) -> None:
    patterns = {"left": r"\ba", "right": r"a\b", "both": r"\b가나\b", "inside": r"a\bb|a\b-", "odd": r"\b-b"}
    expected = tuple(name for name, pattern in patterns.items() if re.search(pattern, text))
    assert Phrases(patterns).find(text) == expected


def test_one_pattern_may_go_without_a_name() -> None:
    assert Phrases("협약|계약").stand_in("공급계약을")
    assert not Phrases("협약|계약").stand_in("공급을")


@pytest.mark.parametrize(("text", "first"), [("개발을 맡아 공급", "makes"), ("납품하고 개발", "gives"), ("참여", "")])
def test_the_first_pattern_of_a_text_is_told(text: str, first: str) -> None:
    assert Phrases({"gives": "공급|납품", "makes": "개발|공급망"}).first(text) == first


def test_of_two_at_one_place_the_one_listed_first_is_told() -> None:
    assert Phrases({"gives": "공급", "chain": "공급망"}).first("공급망을") == "gives"


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bLaunch(?:ed|es)?\b", {"launch"}),
        (r"\b(?:will|to) (?:open|roll out)\b|\bopened\b", {"open", "roll out", "opened"}),
        (r"ab?c{2,3}(?P<name>def|gh)", {"def", "gh"}),
        (r"(?:maybe )?[a-z]{1,3}(?=look)x", {"x"}),
        (r"U\.S\. (?-i:[A-Z])", {"u.s. "}),
        (r"xc{2}yy", {"cyy"}),
        (r"ab+c[\])x]de", {"ab"}),
        (r"[0-9]+|abc", set()),
        (r"(?:never)?", set()),
    ],
)
def test_needed_words_are_those_that_no_match_can_do_without(pattern: str, needed: set[str]) -> None:
    assert needed_words(pattern) == needed


def test_every_match_of_a_rule_holds_a_word_that_the_rule_is_said_to_need() -> None:
    for rule in trigger_rules("en"):
        needed = needed_words(rule.pattern.pattern)
        for example in (*rule.examples, *rule.counterexamples):
            for match in rule.pattern.finditer(example):
                assert not needed or any(word in match.group().lower() for word in needed), (rule.id, match.group())
