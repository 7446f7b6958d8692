"""Why two statements match, or do not."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.pipeline.merge.build import make_statement
from tests.pipeline.merge.stories import STORIES
from tracker.pipeline.merge.match import PROPOSE_FROM, match_statements

WHO = "LS산전 L @LS, 대명에너지 C"
YEONGAM = make_statement(
    "a",
    "2019-06-05",
    "영암 태양광·ESS",
    WHO,
    "contract 2019-06-04 !",
    sectors="E",
    where=["영암"],
    amount=184_800_000_000,
)


def test_the_same_for_both_orders() -> None:
    statements = [statement for story in STORIES.values() for _, statement in story]
    for a, b in combinations(statements, 2):
        assert match_statements(a, b) == match_statements(b, a)


def test_every_score_says_why_with_weights() -> None:
    other = make_statement("b", "2020-08-12", "영암 태양광", WHO, "contract 2019-06 !", sectors="E", where=["영암"])
    match = match_statements(YEONGAM, other)
    assert match.sure
    assert "the same place: 영암 (+1.5)" in match.reasons
    assert "the same date: contract 2019-06 (+1.0)" in match.reasons
    assert any(reason.startswith("the same customer: 대명에너지") for reason in match.reasons)


def test_two_reports_of_one_article_never_match() -> None:
    twin = make_statement("a#i2", "2019-06-05", "영암 태양광·ESS", WHO, "contract 2019-06-04 !", sectors="E")
    assert match_statements(YEONGAM, twin).score == 0.0
    assert match_statements(YEONGAM, twin).contradicted


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("another sector", {"sectors": "C"}),
        ("another place", {"where": ["해남"]}),
        ("another conglomerate", {"who": "한화큐셀 L @한화, 대명에너지 C"}),
        ("a contract of its own", {"when": "contract 2021-03-04 !", "published": "2021-03-05"}),
    ],
)
def test_never_sure_with(why: str, other: dict[str, object]) -> None:
    given: dict[str, object] = {
        "published": "2019-06-06",
        "title": "태양광·ESS",
        "who": WHO,
        "when": "contract 2019-06-04 !",
        "sectors": "E",
        "where": ["영암"],
        **other,
    }
    assert not match_statements(YEONGAM, make_statement("b", **given)).sure  # type: ignore[arg-type]


def test_the_same_company_place_and_sector_are_not_enough() -> None:
    a = make_statement("a", "2019-01-15", "광양제철소 AI 도금", "포스코 L @포스코", where=["광양"])
    b = make_statement("b", "2021-04-20", "광양 설비 예지정비", "포스코 L @포스코", where=["광양"])
    assert not match_statements(a, b).sure


def test_a_likely_pair_that_is_not_sure_is_worth_a_look() -> None:
    a = make_statement("a", "2020-06-25", "배터리 관리", "KT L @KT, 나루전기 P", "agreement 2020-06 !", sectors="E")
    b = make_statement("b", "2020-07-02", "저장 설비", "KT L @KT, 나루전기 P", "agreement 2020-06 !", sectors="E")
    match = match_statements(a, b)
    assert not match.sure
    assert PROPOSE_FROM <= match.score < 0.5


def test_parties_named_only_in_the_other_text_count() -> None:
    """An extractor that misses a party does not part two accounts."""
    a = make_statement("a", "2015-08-13", "충칭 스마트팩토리", "SK C&C L @SK, 홍하이그룹 P", where=["충칭"])
    b = make_statement("b", "2016-01-21", "홍하이그룹 충칭 스마트팩토리", "SK C&C L @SK, 맥스너바 P", where=["충칭"])
    assert any("names a party of the other" in reason for reason in match_statements(a, b).reasons)


def test_a_report_that_says_almost_nothing_matches_nothing() -> None:
    bare = make_statement("b", "2019-06-05", "", "LS산전 L @LS", sectors="E")
    assert not match_statements(YEONGAM, bare).sure
