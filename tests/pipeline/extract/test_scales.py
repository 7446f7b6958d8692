"""A decision is a sum of named signs, each with the weight that a rule file gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tracker.pipeline.extract import scales
from tracker.pipeline.extract.lexicon import LexiconError
from tracker.pipeline.extract.scales import EVEN, choose, logistic, probability, weigh, weights

Give = Callable[[Any], None]


@pytest.fixture
def give(monkeypatch: pytest.MonkeyPatch) -> Iterator[Give]:
    """Puts other content in the place of the scale's file; nothing of it outlives the test."""

    def forget() -> None:
        scales.weights.cache_clear()
        scales._by_sign.cache_clear()

    def put(content: Any) -> None:
        forget()
        monkeypatch.setattr(scales, "load_yaml", lambda name: content)

    yield put
    forget()


def test_each_sign_adds_its_weight_as_often_as_it_counts(give: Give) -> None:
    give({"dated": 1.5, "alone": -2})
    assert weigh("toy", [("dated", 2), ("alone", 1)]) == pytest.approx(1.0)


def test_a_sign_that_the_scale_does_not_know_weighs_nothing(give: Give) -> None:
    give({"dated": 1.5})
    assert weigh("toy", [("dated", 1), ("never seen", 9)]) == pytest.approx(1.5)


def test_without_a_sign_yes_is_as_likely_as_no(give: Give) -> None:
    give({"dated": 1.5})
    assert probability("toy", []) == EVEN


def test_what_speaks_for_it_makes_it_likelier_and_what_speaks_against_it_less_likely(give: Give) -> None:
    give({"for": 1.0, "against": -1.0})
    assert probability("toy", [("against", 1)]) < EVEN < probability("toy", [("for", 1)])
    assert probability("toy", [("for", 1)]) + probability("toy", [("against", 1)]) == pytest.approx(1.0)


@pytest.mark.parametrize(("total", "likely"), [(1e9, 1.0), (-1e9, 0.0)])
def test_no_sum_is_too_large_for_a_probability(total: float, likely: float) -> None:
    assert logistic(total) == pytest.approx(likely)


@pytest.mark.parametrize("content", [{"dated": "much"}, {"dated": None}, {"dated": [1]}, ["dated"], None])
def test_a_weight_that_is_no_number_is_refused_with_the_name_of_the_file(give: Give, content: Any) -> None:
    give(content)
    with pytest.raises(LexiconError, match=r"toy\.yaml: numbers are expected"):
        weights("toy")


def test_of_several_options_the_one_for_which_the_signs_weigh_most_is_chosen(give: Give) -> None:
    give({"lead:subject": 2.0, "customer:subject": -1.0, "customer:ordered": 4.0})
    options = ("partner", "lead", "customer")
    assert choose("toy", options, [("subject", 1)]) == "lead"
    assert choose("toy", options, [("subject", 1), ("ordered", 1)]) == "customer"


def test_where_nothing_speaks_for_any_option_the_first_is_chosen(give: Give) -> None:
    give({"lead:subject": 2.0})
    assert choose("toy", ("partner", "lead"), []) == "partner"


def test_an_option_that_the_scale_does_not_name_is_beaten_only_by_a_weight_above_nothing(give: Give) -> None:
    give({"lead:subject": -1.0})
    assert choose("toy", ("lead", "supplier"), [("subject", 1)]) == "supplier"


@pytest.mark.parametrize("name", ["clustering", "events", "participants", "roles", "status"])
def test_the_scales_that_are_shipped_can_be_read(name: str) -> None:
    assert weights(name)
