"""Short articles of our own: what is read out of them, and what is not."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.read import read_article
from tracker.pipeline.records import Extraction, ParsedArticle


def read(body: str, *, title: str = "", published: str = "2021-06-15T09:00:00+09:00") -> Extraction:
    article = ParsedArticle("x", "ko", "지면", title, datetime.fromisoformat(published), body)
    return read_article(article, load_default_index(), load_default_catalog().sectors)


def stones(extraction: Extraction) -> set[tuple[str, str | None, str]]:
    return {(m.kind, m.date.value if m.date else None, m.modality) for r in extraction.reports for m in r.milestones}


def roles(extraction: Extraction) -> dict[str, str]:
    names = {one.key: one.name for one in extraction.organizations}
    return {names[p.organization]: p.role for r in extraction.reports for p in r.participations}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("LG CNS는 지난 3일 대전시와 스마트시티 업무협약을 맺었다.", ("agreement", "2021-06-03", "happened")),
        ("두산중공업은 2020년 5월 스마트팩토리 구축 사업을 수주했다.", ("contract", "2020-05", "happened")),
        ("현대건설은 내년 3월 스마트시티 조성 공사를 시작할 예정이다.", ("construction", "2022-03", "planned")),
        ("LS일렉트릭은 2023년까지 청주 공장을 스마트공장으로 전환할 계획이다.", ("target", "2023", "planned")),
        ("한화에너지는 지난해 12월 ESS 설비를 준공했다.", ("completion", "2020-12", "happened")),
        (
            "KT는 스마트팩토리 공장을 짓는다. 착공은 내년 1분기로 밀릴 수도 있다.",
            ("construction", "2022-Q1", "possible"),
        ),
    ],
)
def test_an_act_is_read_with_its_date_and_modality(body: str, expected: tuple[str, str, str]) -> None:
    assert expected in stones(read(body))


def test_the_day_of_the_saying_dates_what_was_done() -> None:
    body = "포스코건설은 스마트홈 개발을 위해 카카오와 업무협약을 체결했다고 14일 밝혔다."
    assert stones(read(body)) == {("agreement", "2021-06-14", "happened")}


def test_who_orders_is_a_customer_and_who_signs_along_a_partner() -> None:
    ordered = read("효성중공업은 지난 3일 한국전력공사로부터 ESS 구축 사업을 수주했다.")
    assert roles(ordered) == {"효성중공업": "lead", "한국전력공사": "customer"}
    signed = read("효성중공업은 지난 3일 한국전력공사와 ESS 업무협약을 맺었다.")
    assert roles(signed) == {"효성중공업": "lead", "한국전력공사": "partner"}


@pytest.mark.parametrize(
    "body",
    [
        "삼성전자가 지난 3일 스마트폰 신제품을 출시했다. 증권사들은 목표주가를 올렸다.",
        "LG전자는 지난해 4분기 스마트 가전이 잘 팔려 영업이익이 10% 늘었다.",
        "정부는 2022년까지 스마트공장 3만 개를 보급한다는 계획을 3일 발표했다.",
    ],
)
def test_an_article_without_an_initiative_yields_none(body: str) -> None:
    assert read(body).reports == ()


def test_every_piece_of_evidence_is_where_it_says() -> None:
    body = "LG CNS는 지난 3일 대전시와 스마트시티 업무협약을 맺고 2023년까지 통합운영센터를 구축하기로 했다."
    for report in read(body).reports:
        for fact in (*report.milestones, *report.participations):
            assert body[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
            assert fact.evidence.rules
            assert 0 < fact.evidence.confidence <= 1


def test_what_is_not_taken_is_told_with_the_reason() -> None:
    extraction = read("GS건설 관계자는 협력하기로 했다고 말했다. 현대건설이 스마트시티 사업을 넓히겠다고 했다.")
    assert all(lost.why and lost.stage for lost in extraction.dropped)


@pytest.mark.parametrize("unit", [" ", "삼성", "1", "등·", "가", '"', "업무협약 "])
def test_time_grows_with_length_only(unit: str) -> None:
    read("삼성전자는 3일 쉬었다.")
    started = time.process_time()
    read(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 1.0  # measured: under 0.12
