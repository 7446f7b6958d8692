"""What a text speaks of building: sorts of things, proper names of sites, sizes."""

from __future__ import annotations

import pytest

from tracker.pipeline.extract import things
from tracker.pipeline.extract.lexicon import LexiconError
from tracker.pipeline.extract.things import find_sites, find_sizes, find_things


@pytest.mark.parametrize(
    ("text", "language", "sorts"),
    [
        ("울산 스마트공장에 ESS를 놓는다", "ko", {"plant", "storage"}),
        ("부산 신도시 아파트의 홈네트워크", "ko", {"city", "home"}),
        ("가상발전소 플랫폼", "ko", {"demand"}),
        ("공장 에너지관리시스템(FEMS)", "ko", {"plant", "management"}),
        ("a smart factory with an ESS", "en", {"plant", "storage"}),
        ("A Virtual Power Plant in Jeju", "en", {"demand"}),
        ("양사는 협력하기로 했다", "ko", set()),
    ],
)
def test_the_sorts_of_things_are_found_by_their_words(text: str, language: str, sorts: set[str]) -> None:
    assert find_things(text, language) == sorts


@pytest.mark.parametrize("text", ["process", "assessment", "transport hub esskay", "implant"])
def test_a_latin_word_within_another_is_not_found(text: str) -> None:
    assert "storage" not in find_things(text, "en")
    assert "plant" not in find_things(text, "en")


def test_a_latin_word_may_have_a_korean_particle() -> None:
    assert find_things("제주에 ESS를", "ko") == {"storage"}
    assert find_things("PROCESS를", "ko") == set()


def test_a_language_without_lists_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"things\.yaml: no lists for fr"):
        things._words("fr")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("온산제련소와 광양제철소", {"온산", "광양"}),
        ("에코델타시티에 짓는다", {"에코델타"}),
        ("해남군에 세운다", {"해남군"}),
        ("스마트공장을 짓는다", set()),
        ("국내 태양광 발전소", set()),
    ],
)
def test_sites_are_named_without_the_noun_that_makes_them_one(text: str, names: set[str]) -> None:
    assert find_sites(text, "ko") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Daesan plant", {"Daesan"}),
        ("a battery park in Pinal", {"Pinal"}),
        ("the smart plant", set()),
        ("in January", set()),
    ],
)
def test_english_sites_are_capitalised_names_and_no_months(text: str, names: set[str]) -> None:
    assert find_sites(text, "en") == names


def test_sizes_are_written_without_blanks_so_that_they_can_be_compared() -> None:
    assert find_sizes("40 MW와 1,300MWh, 90㎿h") == {"40MW", "1300MWh", "90㎿h"}
    assert find_sizes("40명이 3MB를") == set()
