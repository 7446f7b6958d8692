"""How weights are fitted: a handful of decisions is enough to see which way each sign points."""

from __future__ import annotations

import pytest

from tests.gold import tune
from tests.gold.tune import PRIOR, Choice, Sample, choices_right, fit_weights, most_right, pairs_of, samples_right

TOY = [
    Sample({"always": 1, "dated": 1}, 1.0),
    Sample({"always": 1, "dated": 1}, 1.0),
    Sample({"always": 1, "dated": 1, "spoken": 1}, 1.0),
    Sample({"always": 1, "denied": 1}, 0.0),
    Sample({"always": 1, "denied": 1, "spoken": 1}, 0.0),
    Sample({"always": 1}, 0.0),
]


def test_a_sign_of_what_is_right_gets_weight_and_a_sign_of_what_is_wrong_less_than_none() -> None:
    weight = fit_weights(TOY, "toy")
    assert weight["dated"] > 1 > -1 > weight["denied"]
    assert abs(weight["spoken"]) < min(weight["dated"], -weight["denied"])


def test_the_fit_is_the_same_each_time() -> None:
    assert fit_weights(TOY, "toy") == fit_weights(TOY, "toy")


def test_what_was_known_of_a_sign_is_kept_where_no_sample_shows_it() -> None:
    weight = fit_weights(TOY, "participants")
    assert {sign: weight[sign] for sign in ("source", "aside")} == {
        sign: PRIOR["participants"][sign] for sign in ("source", "aside")
    }


def test_what_was_known_of_a_sign_gives_way_to_samples_that_say_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tune, "PRIOR", {"toy": {"dated": -1.0}})
    assert fit_weights(TOY, "toy")["dated"] > 0


def test_every_pair_of_an_act_and_an_initiative_is_a_decision_of_its_own() -> None:
    pairs = pairs_of([Choice("a", ({"near": 1}, {"far": 1}), right=0), Choice("a", (), right=None)])
    assert pairs == [Sample({"near": 1}, 1.0), Sample({"far": 1}, 0.0)]


def test_an_act_that_no_initiative_fits_opens_its_own() -> None:
    weight = {"near": 1.0, "far": -1.0}
    stays = Choice("a", ({"near": 1}, {"far": 1}), right=0)
    opens = Choice("a", ({"far": 1},), right=None)
    assert choices_right([stays, opens, Choice("a", (), right=None)], weight) == (2, 2)
    assert choices_right([opens], {"far": 1.0}) == (0, 1)


def test_among_options_the_heaviest_is_judged() -> None:
    choice = Choice("a", ({"lead:subject": 1}, {"partner:subject": 1}), right=1)
    assert most_right([choice], {"partner:subject": 1.0}) == (1, 1)
    assert most_right([choice], {"lead:subject": 1.0}) == (0, 1)


def test_the_judge_of_decisions_gives_the_two_sides_of_f1() -> None:
    hits, total = samples_right(TOY, {"dated": 5.0, "always": -2.0}, 0.5)
    assert hits / total == 1.0
    hits, total = samples_right(TOY, {"always": 5.0}, 0.5)
    assert (hits, total) == (6.0, 9.0)
