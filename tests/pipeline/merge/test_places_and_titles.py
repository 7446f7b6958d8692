"""Places and names are read alike however they are written."""

from __future__ import annotations

import time

import pytest

from tracker.pipeline.merge.places import Place, may_contain, place_key, read_places, same_place
from tracker.pipeline.merge.statements import normalize_name
from tracker.pipeline.merge.titles import read_quantities, read_title


def place(name: str) -> Place:
    return read_places(name)[-1]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("울릉도", "울릉군"),
        ("괌", "Guam"),
        ("Riyadh", "리야드"),
        ("치토세시", "Chitose"),
        ("경상북도", "경북"),
        ("U.S.", "미국"),
    ],
)
def test_spellings_of_one_place(a: str, b: str) -> None:
    assert place_key(a) == place_key(b)


def test_a_place_that_no_list_knows_is_recognised_by_its_sound() -> None:
    assert same_place(place("벨로나"), place("Velona"))
    assert not same_place(place("벨로나"), place("Marfa"))


def test_what_may_contain_what() -> None:
    assert may_contain(place("전남"), place("영암"))
    assert may_contain(place("홋카이도"), place("치토세"))
    assert may_contain(place("부산"), place("없는마을"))
    assert not may_contain(place("부산"), place("구미"))
    assert not may_contain(place("중국"), place("리야드"))


def test_a_title_is_its_proper_words_its_kind_and_its_place() -> None:
    title = read_title("LG CNS, 괌 망길라오 '바다빛' 태양광·ESS 발전소 구축", ("LG CNS",))
    assert title.words == {"바다빛"}
    assert title.quoted == {"바다빛"}
    assert title.concepts == {"solar", "storage"}
    assert {p.key for p in title.places} == {"괌", "망길라오"}


@pytest.mark.parametrize(
    "title",
    ["지난해 10월 협약을 체결했다", "스마트팩토리 구축 사업", "signed an agreement in June", "ESS 공급 계약 수주"],
)
def test_times_and_common_words_are_no_name(title: str) -> None:
    assert not read_title(title).words


def test_capacity_in_any_notation() -> None:
    assert read_quantities("60㎿ 태양광, 32MWh ESS") == read_quantities("a 60-megawatt plant with 32 megawatt-hours")
    assert read_quantities("1.2GW") == {("mw", 1200.0)}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("영암태양광발전㈜", "영암태양광발전 주식회사"),
        ("LS Electric Co., Ltd.", "LS ELECTRIC"),
        ("Naver Corp.", "naver"),
    ],
)
def test_legal_forms_make_no_new_organization(a: str, b: str) -> None:
    assert normalize_name(a) == normalize_name(b)


@pytest.mark.parametrize("worst", [" ", "1", "가", "ai ", "‘", "1,", "스마트 ", "중소 ", "a&"])
def test_no_title_is_slow_to_read(worst: str) -> None:
    begun = time.process_time()
    read_title((worst * 200_000)[:200_000])
    read_quantities((worst * 200_000)[:200_000])
    assert time.process_time() - begun < 3
