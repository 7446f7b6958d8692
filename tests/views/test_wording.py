"""What rules and dates say in words."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from tracker.templatetags.rules import rule_words
from tracker.templatetags.wording import day_words, month_words


@pytest.mark.parametrize(("language", "words"), [("ko", "2020년 6월"), ("en", "Jun 2020")])
def test_the_edge_of_a_period_is_a_month(language: str, words: str) -> None:
    with translation.override(language):
        assert month_words(date(2020, 6, 1)) == words


def test_a_moment_is_told_as_the_day_it_was_here() -> None:
    eight_in_seoul = datetime(2017, 9, 13, 23, 0, tzinfo=UTC)
    with translation.override("ko"):
        assert day_words(eight_in_seoul) == "2017년 9월 14일"


def test_rules_are_said_in_words_each_once() -> None:
    with translation.override("ko"):
        assert rule_words(["ko-completion-built", "ko.day", "ko.same_year", "past-ending"]) == [
            "‘준공·완료’을(를) 뜻하는 말",
            "기사 날짜로 푼 날짜",
            "일어난 일로 말함",
        ]


def test_a_rule_without_words_is_left_to_its_name() -> None:
    assert rule_words(["something-new"]) == []
