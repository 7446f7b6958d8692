"""What a source usually writes about settles what its article leaves open, and nothing else."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import pytest

from tests.newsroom import SAMPLES
from tracker.pipeline.extract import selection
from tracker.pipeline.extract.scales import Sign, logistic, probability, weigh
from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.read import read_article
from tracker.pipeline.read_files import load_article
from tracker.pipeline.records import Extraction, Hints, ParsedArticle

PUBLISHED = datetime.fromisoformat("2020-03-05T09:00:00+09:00")
HYUNDAI = "현대는 4일 울산시와 스마트공장 구축 업무협약을 맺었다. 현대는 오는 9월 울산에서 공사를 시작할 계획이다."
POSCO = "포스코는 4일 포항시와 교통 태양광 설비를 들이는 업무협약을 맺었다. 포스코는 교통과 태양광을 함께 살핀다."


def read(body: str, title: str = "업무협약", language: str = "ko", **hints: tuple[str, ...]) -> Extraction:
    article = ParsedArticle("x", language, "지면", title, PUBLISHED, body, hints=Hints(**hints))  # type: ignore[arg-type]
    return _read(article)


def _read(article: ParsedArticle) -> Extraction:
    found = read_article(article, load_default_index(), load_default_catalog().sectors)
    for report in found.reports:
        for fact in (*report.participations, *report.milestones):
            assert article.body[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
    return found


def first(found: Extraction) -> tuple[str | None, str]:
    """The catalog id of the first organization, and the rule by which it was taken for it."""
    return found.organizations[0].catalog_id, found.reports[0].participations[0].evidence.rules[0]


# --- groups: names that several bear ----------------------------------------------------------------------------------


def test_a_name_that_several_bear_is_given_to_the_hinted_group_and_says_so() -> None:
    assert first(read(HYUNDAI)) == ("hyundai-motor-group", "org-catalog")
    assert first(read(HYUNDAI, groups=("hd-hyundai",))) == ("hd-hyundai-group", "org-hinted")
    assert first(read(HYUNDAI, groups=("hyundai", "posco"))) == ("hyundai-group", "org-hinted")


def test_english_names_too() -> None:
    body = "Hyundai signed a contract with Ulsan on March 4 to build a smart factory. It will start work in September."
    assert first(read(body, "Hyundai signs", "en"))[0] == "hyundai-motor-group"
    assert first(read(body, "Hyundai signs", "en", groups=("hd-hyundai",))) == ("hd-hyundai-group", "org-hinted")


@pytest.mark.parametrize("groups", [("posco",), ("hyundai-motor",), ("no such group",)])
def test_a_hint_at_nobody_who_bears_the_name_or_at_whom_it_means_anyway_changes_nothing(groups: tuple[str]) -> None:
    assert read(HYUNDAI, groups=groups) == read(HYUNDAI)


@pytest.mark.parametrize("more", [" 현대자동차 울산공장 옆이다.", " 기아도 함께한다."])
def test_an_article_that_names_a_bearer_or_its_sister_says_itself_whom_it_means(more: str) -> None:
    assert read(HYUNDAI + more, groups=("hd-hyundai",)) == read(HYUNDAI + more)


def test_a_hint_finds_no_name_that_is_not_there() -> None:
    body = HYUNDAI.replace("현대", "한빛")
    assert read(body, groups=("hd-hyundai",)) == read(body)


# --- sectors: a weak sign between two -----------------------------------------------------------------------------------


@pytest.fixture
def scale(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """How likely each sector is, whatever is fitted."""
    odds: dict[str, float] = {"smart_city": -0.6, "smart_energy": -0.8, "smart_factory": -3.0}

    def fixed(name: str, signs: Iterable[Sign]) -> float:
        named = {sign for sign, _ in signs}
        return next(value for id, value in odds.items() if f"sector_{id}" in named)

    monkeypatch.setattr(selection, "weigh", lambda *a: fixed(*a) if a[0] == "sectors" else weigh(*a))
    monkeypatch.setattr(
        selection, "probability", lambda *a: logistic(fixed(*a)) if a[0] == "sectors" else probability(*a)
    )
    return odds


def sectors(*hinted: str) -> list[tuple[str, ...]]:
    return [report.sectors for report in read(POSCO, sectors=hinted).reports]


def test_of_two_sectors_that_are_both_unsure_the_hinted_one_is_taken(scale: dict[str, float]) -> None:
    assert sectors() == [("smart_city",)]
    assert sectors("smart_energy") == [("smart_energy",)]
    assert sectors("smart_city", "smart_energy") == [("smart_city",)]


def test_a_hint_is_weak(scale: dict[str, float]) -> None:
    scale["smart_energy"] = -1.05
    scale["smart_city"] = -0.01
    assert sectors("smart_energy") == [("smart_city",)]


def test_a_sector_of_which_the_article_is_sure_needs_no_hint(scale: dict[str, float]) -> None:
    scale["smart_city"] = 0.1
    assert sectors("smart_energy") == [("smart_city",)]


def test_a_hint_makes_no_initiative(scale: dict[str, float]) -> None:
    scale |= dict.fromkeys(scale, -1.2)
    assert sectors() == sectors("smart_city") == sectors(*scale) == []


def test_a_sector_of_which_no_word_stands_there_cannot_be_hinted_at(scale: dict[str, float]) -> None:
    scale["robots"] = 5.0
    assert sectors("robots") == sectors()


# --- nothing else -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.json")))
def test_articles_that_are_clear_read_the_same_whatever_their_source_is_said_to_write_about(name: str) -> None:
    article = load_article(SAMPLES / f"{name}.json")
    hints = Hints(("smart_energy", "smart_factory"), ("hd-hyundai", "kt"))
    assert _read(replace(article, hints=hints)) == _read(article)
