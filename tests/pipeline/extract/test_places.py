"""Where an initiative is: places of the lists, places that only their wording shows, and places named around an act."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.pipeline.extract.lesser_places import find_lesser_places
from tracker.pipeline.extract.locations import find_places
from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.read import read_article
from tracker.pipeline.records import ParsedArticle


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("시흥시 배곧신도시에 통합센터를 연다", ("배곧신도시",)),
        ("남동국가산업단지 안에 실증단지를 만든다", ("남동국가산업단지",)),
        ("충북 청주시 오창읍에 공장을 짓는다", ("오창읍",)),
        ("미국 노스다코타주 비즈마크에 공장을 짓는다", ("노스다코타주", "비즈마크")),
        ("호주 탕캄 BESS 사업을 따냈다", ("탕캄",)),
        ("칠레 비오비오주에 설비를 놓는다", ("비오비오주",)),
        ("하와이 몰로카이섬에 저장장치를 공급한다", ("몰로카이섬",)),
    ],
)
def test_korean_wording_shows_a_place_that_no_list_holds(text: str, places: tuple[str, ...]) -> None:
    assert find_lesser_places(text, "ko") == places


@pytest.mark.parametrize(
    "text",
    [
        "미국 시장에 내놓는다",
        "일본 정부와 협의한다",
        "베트남 공장의 설비를 바꾼다",
        "사우디 자치행정주택부에 제안했다",
        "스마트산업단지 사업을 넓힌다",
        "업무를 도시 관리 체계에 맞춘다",
        "이르면 다음 달 시작한다",
        "친환경 산업단지 조성에 나선다",
    ],
)
def test_words_behind_a_country_and_general_nouns_are_no_places(text: str) -> None:
    assert find_lesser_places(text, "ko") == ()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("signed a contract to build a centre in Hue, central Vietnam", ("Hue",)),
        ("a battery at Żarnowiec will open in March", ("Żarnowiec",)),
        ("Quang Tri, a coastal province, wants one too", ("Quang Tri",)),
        ("work begins in Smart City Phase 2 in May", ()),
    ],
)
def test_english_wording_shows_a_place(text: str, places: tuple[str, ...]) -> None:
    assert find_lesser_places(text, "en") == places


def test_districts_count_where_a_project_is_but_not_when_projects_are_told_apart() -> None:
    assert find_places("오창에 짓는다", "ko") == ()
    assert find_places("오창에 짓는다", "ko", districts=True) == ("오창",)


def _locations(*paragraphs: str, title: str = "제목") -> tuple[tuple[str, ...], ...]:
    day = datetime(2021, 6, 10, tzinfo=UTC)
    article = ParsedArticle("a", "ko", "", title, day, "\n\n".join(paragraphs))
    extraction = read_article(article, load_default_index(), load_default_catalog().sectors)
    return tuple(report.locations for report in extraction.reports)


def test_an_act_without_a_place_is_where_the_text_around_it_is() -> None:
    assert _locations(
        "포스코ICT는 서광알텍의 충북 충주 2공장도 준비하고 있다. "
        "포스코ICT는 서광알텍과 10일 스마트팩토리 구축 계약을 체결했다."
    ) == (("충북", "충주"),)


def test_the_article_s_first_initiative_is_where_its_headline_is() -> None:
    found = _locations(
        "포스코ICT는 서광알텍과 10일 스마트팩토리 구축 계약을 체결했다.",
        title="포스코ICT, 서광알텍 군산에 스마트팩토리",
    )
    assert found == (("군산",),)


def test_where_a_contract_was_signed_is_not_where_the_project_is() -> None:
    found = _locations("포스코ICT는 서울 호텔에서 서광알텍과 10일 군산공장 스마트팩토리 구축 계약을 체결했다.")
    assert found == (("군산",),)
