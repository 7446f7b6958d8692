"""Invented storylines, continued: projects that change names, languages, partners or plans."""

from __future__ import annotations

from collections.abc import Iterator

from tests.pipeline.merge.build import make_statement
from tracker.pipeline.merge.statements import Statement


def later_phase_under_a_new_name() -> Iterator[tuple[str, Statement]]:
    yield (
        "twin",
        make_statement(
            "g1",
            "2021-10-08",
            "오만 국토 디지털트윈",
            "네이버 L @네이버, 오만 국토주택부 C g",
            "contract 2021-10-07 !",
            sectors="C",
            where=["오만", "무스카트", "살랄라"],
        ),
    )
    yield (
        "twin",
        make_statement(
            "g2",
            "2023-05-20",
            "'사하' 디지털트윈 2단계",
            "네이버 L @네이버, 오만 도시주택부 C g",
            "launch 2023-05-19 !; contract 2021-10 !",
            sectors="C",
            where=["무스카트"],
            status="in_progress",
        ),
    )
    yield (
        "app",
        make_statement(
            "g3",
            "2023-05-21",
            "오만 지도 슈퍼앱",
            "네이버 L @네이버, 마르하바테크 P",
            "organization 2023-05 !",
            sectors="C",
            where=["오만"],
        ),
    )


def two_plants_of_one_company() -> Iterator[tuple[str, Statement]]:
    yield (
        "gwangyang-coating",
        make_statement(
            "h1", "2019-01-15", "광양제철소 AI 도금", "포스코 L @포스코", "launch 2019-01-14 !", where=["광양"]
        ),
    )
    yield (
        "gwangyang-centre",
        make_statement(
            "h2", "2019-04-20", "광양 풀필먼트 센터", "포스코 L @포스코", "construction 2019-04-19 !", where=["광양"]
        ),
    )
    yield (
        "pohang",
        make_statement(
            "h3", "2019-01-16", "포항 2고로 스마트화", "포스코 L @포스코", "launch 2019-01-15 !", where=["포항"]
        ),
    )


def one_announcement_in_four_outlets() -> Iterator[tuple[str, Statement]]:
    said = "구미시와 스마트 산단 구축을 위한 업무협약을 맺었다고 24일 밝혔다"
    who = "LG유플러스 L @LG, 구미시 P g, 금오공과대학교 P u"
    for number, title in enumerate(
        ("구미 5G 스마트산단", "LG유플러스, 구미 산단에 5G망", "구미 산단 5G 스마트팩토리", "5G 전용망 구축 협약")
    ):
        yield (
            "gumi",
            make_statement(f"j{number}", "2020-06-24", title, who, f"agreement 2020-06-24 ! {said}", where=["구미"]),
        )
    yield (
        "again",
        make_statement(
            "j9",
            "2022-03-03",
            "구미 스마트산단 안전 관제",
            "LG유플러스 L @LG, 구미시 P g",
            "agreement 2022-03-02 !",
            where=["구미"],
        ),
    )


def accounts_in_two_languages() -> Iterator[tuple[str, Statement]]:
    yield (
        "plant",
        make_statement(
            "k1",
            "2021-03-04",
            "텍사스 벨로나 태양광·ESS",
            "한화큐셀 L @한화",
            "contract 2021-03-03 !; launch 2022-06 >",
            sectors="E",
            where=["미국", "벨로나"],
        ),
    )
    yield (
        "plant",
        make_statement(
            "k2",
            "2022-06-10",
            "Velona solar and storage plant",
            "한화큐셀 L @한화",
            "launch 2022-06-09 !; contract 2021-03 !",
            sectors="E",
            where=["Texas", "Velona"],
        ),
    )
    yield (
        "other",
        make_statement(
            "k3",
            "2022-06-11",
            "Marfa solar and storage plant",
            "한화큐셀 L @한화",
            "launch 2022-06-08 !",
            sectors="E",
            where=["Texas", "Marfa"],
        ),
    )


def plans_slip_and_the_project_is_dropped() -> Iterator[tuple[str, Statement]]:
    who = "GS건설 L @GS, 온누리시 C g, 온누리도시공사 P p"
    yield (
        "town",
        make_statement(
            "l1",
            "2015-05-06",
            "온누리 스마트타운",
            who,
            "agreement 2015-05-04 !; completion 2018 >",
            sectors="C",
            where=["온누리"],
            amount=900_000_000_000,
        ),
    )
    yield (
        "town",
        make_statement(
            "l2",
            "2017-08-09",
            "온누리 스마트타운 착공 연기",
            who,
            "construction 2018-03 >; agreement 2015-05 !",
            sectors="C",
            where=["온누리"],
            amount=1_100_000_000_000,
        ),
    )
    yield (
        "town",
        make_statement(
            "l3",
            "2019-02-02",
            "온누리 스마트타운 백지화",
            who,
            "cancellation 2019-02-01 !; agreement 2015-05 !",
            sectors="C",
            where=["온누리"],
            status="cancelled",
        ),
    )
    yield (
        "school",
        make_statement(
            "l4",
            "2019-09-09",
            "온누리 스마트스쿨",
            "KT L @KT, 온누리시 C g",
            "agreement 2019-09-08 !",
            sectors="C",
            where=["온누리"],
        ),
    )


def one_company_signs_with_two_on_one_day() -> Iterator[tuple[str, Statement]]:
    for article in ("m1", "m2"):
        yield (
            "sap",
            make_statement(
                f"{article}#i1",
                "2022-11-02",
                "설비 데이터 플랫폼",
                "두산에너빌리티 L @두산, SAP P",
                "agreement 2022-11-01 !",
            ),
        )
        yield (
            "dell",
            make_statement(
                f"{article}#i2",
                "2022-11-02",
                "설비 데이터 저장",
                "두산에너빌리티 L @두산, 델 P",
                "agreement 2022-11-01 !",
            ),
        )


def common_foreign_partner() -> Iterator[tuple[str, Statement]]:
    yield (
        "campus",
        make_statement(
            "n1",
            "2017-09-14",
            "캠퍼스 에너지 효율",
            "포스코건설 L @포스코, 지멘스 P, 인천대학교 P u",
            "agreement 2017-09-14 !",
            sectors="C",
            where=["인천"],
        ),
    )
    yield (
        "building",
        make_statement(
            "n2",
            "2020-02-20",
            "빌딩 관리 플랫폼",
            "포스코건설 L @포스코, 지멘스 P",
            "agreement 2020-02-19 !",
            sectors="C",
            where=["부산"],
        ),
    )
    yield (
        "campus",
        make_statement(
            "n3",
            "2018-01-10",
            "인천대 스마트캠퍼스",
            "포스코건설 L @포스코, 지멘스 P, 인천대학교 P u",
            "launch 2018-01-09 !; agreement 2017-09 !",
            sectors="C",
            where=["인천"],
        ),
    )
