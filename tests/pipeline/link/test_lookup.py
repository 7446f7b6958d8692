"""What the catalog answers for a name and a date."""

from datetime import date

import pytest

from tracker.pipeline.link.index import CatalogIndex
from tracker.pipeline.link.lookup import link_organizations, lookup


@pytest.mark.parametrize(
    ("name", "on", "organization", "now", "group"),
    [
        ("포스코ICT", "2017-09-14", "포스코ICT", "포스코DX", "포스코"),
        ("포스코ICT", "2025-01-01", "포스코DX", "포스코DX", "포스코"),
        ("포스코DX", "2005-01-01", "포스데이타", "포스코DX", "포스코"),
        ("posco dx", "2024-01-01", "포스코DX", "포스코DX", "포스코"),
        ("㈜ 포스코아이씨티", "2024-01-01", "포스코DX", "포스코DX", "포스코"),
        ("대우조선해양", "2015-01-01", "대우조선해양", "한화오션", None),
        ("한화오션", "2024-01-01", "한화오션", "한화오션", "한화"),
        ("현대중공업지주", "2020-01-01", "현대중공업지주", "HD현대", "현대중공업"),
        ("삼성그룹", "2020-01-01", "삼성그룹", "삼성그룹", "삼성"),
        ("삼성", "2020-01-01", "삼성그룹", "삼성그룹", "삼성"),
        ("포스코", "2020-01-01", "포스코", "포스코", "포스코"),
        ("포스코그룹", "2020-01-01", "포스코그룹", "포스코그룹", "포스코"),
        ("LX", "2016-01-01", "한국국토정보공사", "한국국토정보공사", None),
        ("ＫＥＰＣＯ", "2016-01-01", "한국전력공사", "한국전력공사", None),
        ("현대건설", "2010-01-01", "현대건설", "현대건설", None),
        ("현대건설", "2012-01-01", "현대건설", "현대건설", "현대자동차"),
        ("lg cns", "2012-01-01", "LG CNS", "LG CNS", "LG"),
        ("LG 씨엔에스", "2012-01-01", "LG CNS", "LG CNS", "LG"),
    ],
)
def test_a_known_name(index: CatalogIndex, name: str, on: str, organization: str, now: str, group: str | None) -> None:
    answer = lookup(index, name, date.fromisoformat(on))
    assert (answer["organization"], answer["now"], answer["group"]) == (organization, now, group)
    assert answer["candidates"] == []


def test_the_answer_has_exactly_these_keys(index: CatalogIndex) -> None:
    answer = lookup(index, "한전", date(2020, 1, 1))
    assert answer == {
        "name": "한전",
        "date": "2020-01-01",
        "organization": "한국전력공사",
        "now": "한국전력공사",
        "kind": "public_institution",
        "group": None,
        "candidates": [],
    }


@pytest.mark.parametrize("name", ["없는이름", "", " ", "㈜"])
def test_an_unknown_name_is_all_null(index: CatalogIndex, name: str) -> None:
    answer = lookup(index, name, date(2020, 1, 1))
    assert {answer["organization"], answer["now"], answer["kind"], answer["group"]} == {None}
    assert answer["candidates"] == []


def test_a_name_of_several_has_candidates_in_the_declared_order(index: CatalogIndex) -> None:
    answer = lookup(index, "현대", date(2020, 1, 1))
    assert answer["organization"] is None
    assert [one["organization"] for one in answer["candidates"]] == ["현대자동차그룹", "현대중공업그룹", "현대그룹"]
    assert [one["now"] for one in answer["candidates"]] == ["현대자동차그룹", "HD현대그룹", "현대그룹"]


def test_linking_needs_one_meaning(index: CatalogIndex) -> None:
    assert link_organizations("포스코건설", date(2017, 1, 1), index) == "posco-ec"
    assert link_organizations("현대", date(2017, 1, 1), index) is None
    assert link_organizations("아무개", date(2017, 1, 1), index) is None
