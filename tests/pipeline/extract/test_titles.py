"""Titles: noun phrases of the article's own words, without dates, verbs or half words."""

import pytest

from tracker.pipeline.extract.titles import _phrases


def best(text: str, language: str = "ko") -> str:
    return max(_phrases(text, language), key=lambda phrase: phrase.score).text


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "LG유플러스는 24일 구미시와 '5G 기반 스마트시티 인프라 구축' 업무협약을 맺었다",
            "5G 기반 스마트시티 인프라 구축",
        ),
        ("지난해 5월부터 해운대구를 중심으로 스마트시티 실증단지를 조성하고 있다", "스마트시티 실증단지"),
        ("두산중공업은 3일 창원공장에 70MWh급 ESS를 준공했다", "70MWh급 ESS"),
        ("2020년까지 울산에 갖춘 전기차 전용공장을 늘린다", "전기차 전용공장"),
        ("자동창고 구축을 맡았다", "자동창고 구축"),
    ],
)
def test_reads_the_noun_phrase_backwards_from_its_end(sentence: str, title: str) -> None:
    assert best(sentence) == title


def test_a_venue_is_no_project() -> None:
    assert not any("아트센터" in phrase.text for phrase in _phrases("서울 서초동 한전아트센터에서 협약을 맺었다", "ko"))


def test_an_english_phrase_keeps_its_adjectives_and_drops_the_verb() -> None:
    assert best("The group will build a 60-megawatt solar farm in Guam", "en") == "60-megawatt solar farm"


def test_a_quoted_sentence_is_no_title() -> None:
    assert "도시 하나를 통째로 따낸다" not in [p.text for p in _phrases('"도시 하나를 통째로 따낸다"고 말했다', "ko")]
