"""Invented storylines with look-alikes. A row: which initiative it truly is, and what an article says of it.

Companies are real names, events are made up: test data, not news.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.pipeline.merge.build import make_statement
from tests.pipeline.merge.stories_of_change import (
    accounts_in_two_languages,
    common_foreign_partner,
    later_phase_under_a_new_name,
    one_announcement_in_four_outlets,
    one_company_signs_with_two_on_one_day,
    plans_slip_and_the_project_is_dropped,
    two_plants_of_one_company,
)
from tracker.pipeline.merge.statements import Statement

Story = tuple[tuple[str, Statement], ...]


def _same_partners_at_another_place() -> Iterator[tuple[str, Statement]]:
    who = "두산중공업 L @두산, 한빛전력 C"
    yield (
        "gunsan",
        make_statement(
            "a1", "2018-03-05", "군산 산단 ESS 구축", who, "contract 2018-03-02 !", sectors="E", where=["군산"]
        ),
    )
    yield (
        "gunsan",
        make_statement(
            "a2",
            "2018-11-12",
            "군산 ESS 준공",
            who,
            "completion 2018-11-09 !; contract 2018-03 !",
            sectors="E",
            where=["군산"],
        ),
    )
    yield (
        "iksan",
        make_statement(
            "a3", "2018-06-20", "익산 산단 ESS 구축", who, "contract 2018-06-18 !", sectors="E", where=["익산"]
        ),
    )


def _programme_that_comes_every_year() -> Iterator[tuple[str, Statement]]:
    who = "포스코 L @포스코, 중소벤처기업부 P g, 스마트제조혁신추진단 P p"
    for year in (2019, 2020, 2021):
        yield (
            f"programme-{year}",
            make_statement(
                f"b{year}",
                f"{year}-05-10",
                "포스코 상생형 스마트공장 지원사업",
                who,
                f"agreement {year}-05-09 !; target {year} >",
            ),
        )
    yield (
        "programme-2020",
        make_statement(
            "b2020b", "2020-05-11", "포스코 상생형 스마트공장 지원사업", who, "agreement 2020-05-09 !; target 2020 >"
        ),
    )


def _rival_bids() -> Iterator[tuple[str, Statement]]:
    owner = "한강도시공사 C p, 한강시 P g"
    seol = f"서울하늘 컨소시엄 L k, 롯데건설 L @롯데, {owner}"
    nara = f"나라빛 컨소시엄 L k, 한화건설 L @한화, {owner}"
    yield (
        "seol",
        make_statement(
            "c1#i1",
            "2021-02-03",
            "한강변 스마트시티",
            seol,
            "agreement 2021-02-02 !",
            sectors="C",
            where=["고양"],
            amount=2_000_000_000_000,
        ),
    )
    yield (
        "nara",
        make_statement(
            "c1#i2",
            "2021-02-03",
            "한강변 스마트시티",
            nara,
            "announcement 2021-01 !",
            sectors="C",
            where=["고양"],
            amount=2_000_000_000_000,
        ),
    )
    yield (
        "nara",
        make_statement(
            "c2",
            "2021-06-30",
            "나라빛 컨소시엄의 한강변 스마트시티",
            nara,
            "agreement 2021-06-29 !; announcement 2021-01 !",
            sectors="C",
            where=["고양"],
            amount=2_000_000_000_000,
        ),
    )
    yield (
        "seol",
        make_statement(
            "c3",
            "2021-06-30",
            "서울하늘 컨소시엄의 한강변 스마트시티",
            seol,
            "cancellation 2021-06-28 !; agreement 2021-02 !",
            sectors="C",
            where=["고양"],
            status="cancelled",
        ),
    )


def _one_pair_two_contracts() -> Iterator[tuple[str, Statement]]:
    who = "LS일렉트릭 L @LS, 동남발전 C p"
    yield (
        "first",
        make_statement(
            "d1", "2020-04-02", "변전소 ESS 공급", who, "contract 2020-04-01 !", sectors="E", amount=31_000_000_000
        ),
    )
    yield (
        "second",
        make_statement(
            "d2", "2022-09-15", "변전소 ESS 공급", who, "contract 2022-09-14 !", sectors="E", amount=54_000_000_000
        ),
    )
    yield (
        "second",
        make_statement(
            "d3",
            "2023-08-01",
            "동남발전 변전소 ESS",
            who,
            "completion 2023-07-31 !; contract 2022-09 !",
            sectors="E",
            amount=54_000_000_000,
        ),
    )


def _lots_of_one_tender() -> Iterator[tuple[str, Statement]]:
    said = "민간 사업자를 확정했다고 5일 밝혔다"
    for lot, (place, company, group) in enumerate(
        (("백아도", "KT", "KT"), ("상조도", "LG CNS", "LG"), ("청산도", "포스코", "포스코"))
    ):
        who = f"{company} L @{group}, {company} 컨소시엄 L k, 산업통상자원부 C g, 한국전력 C p"
        for article in ("e1", "e2"):
            yield (
                place,
                make_statement(
                    f"{article}#i{lot + 1}",
                    "2016-07-06",
                    f"{place} 친환경 에너지자립섬",
                    who,
                    f"agreement 2016-07-05 ! {said}",
                    sectors="E",
                    where=[place],
                ),
            )


def _joint_venture_for_a_project() -> Iterator[tuple[str, Statement]]:
    yield (
        "jv",
        make_statement(
            "f1",
            "2017-02-10",
            "난징 부품공장 스마트팩토리 합작",
            "SK C&C L @SK, 화룽그룹 P, 화룽SK테크 L",
            "organization 2017-01 !; pilot 2017-06 >",
            where=["난징"],
            amount=45_000_000_000,
        ),
    )
    yield (
        "jv",
        make_statement(
            "f2",
            "2017-09-05",
            "화룽그룹 난징공장 스마트팩토리 시범 구축",
            "SK C&C L @SK, 화룽그룹 C",
            "pilot 2017-09-04 !; pilot 2017-06 >",
            where=["난징"],
        ),
    )
    yield (
        "jv",
        make_statement(
            "f3",
            "2017-03-02",
            "화룽SK테크의 센서업체 인수",
            "SK C&C L @SK, 화룽SK테크 L, 리센서 P",
            "investment 2017-03-01 !; organization 2017-01 !",
            where=["난징"],
            amount=45_000_000_000,
        ),
    )
    yield (
        "other",
        make_statement(
            "f4",
            "2018-05-05",
            "정저우 휴대폰공장 스마트팩토리",
            "SK C&C L @SK, 화룽그룹 C",
            "agreement 2018-05-04 !",
            where=["정저우"],
        ),
    )


STORIES: dict[str, Story] = {
    "same partners, other place": tuple(_same_partners_at_another_place()),
    "yearly programme": tuple(_programme_that_comes_every_year()),
    "rival bids": tuple(_rival_bids()),
    "same pair, other contract": tuple(_one_pair_two_contracts()),
    "lots of one tender": tuple(_lots_of_one_tender()),
    "joint venture for a project": tuple(_joint_venture_for_a_project()),
    "later phase, new name": tuple(later_phase_under_a_new_name()),
    "two plants of one company": tuple(two_plants_of_one_company()),
    "one announcement, four outlets": tuple(one_announcement_in_four_outlets()),
    "two languages": tuple(accounts_in_two_languages()),
    "plans slip": tuple(plans_slip_and_the_project_is_dropped()),
    "two partners on one day": tuple(one_company_signs_with_two_on_one_day()),
    "common foreign partner": tuple(common_foreign_partner()),
}
