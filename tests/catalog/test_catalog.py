"""The catalog that comes with the program: whole, large enough, and right about the best-known renames."""

from datetime import date

import pytest

from tracker.pipeline.link.catalog import default_catalog_folder, load_catalog, load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.link.lookup import lookup
from tracker.pipeline.words import ORGANIZATION_KINDS


def test_it_holds_enough_groups_affiliates_and_partners() -> None:
    catalog = load_default_catalog()
    affiliates = [one for one in catalog.organizations if one.affiliations and not one.is_group]
    partners = [one for one in catalog.organizations if not one.affiliations]
    assert len(catalog.groups) >= 30
    assert len(affiliates) >= 250
    assert len(partners) >= 150
    assert {one.kind for one in partners} >= set(ORGANIZATION_KINDS) - {"consortium"}


def test_its_hash_is_the_same_each_time() -> None:
    assert load_catalog(default_catalog_folder()).hash == load_default_catalog().hash


@pytest.mark.parametrize(
    ("name", "on", "organization", "now", "group"),
    [
        ("포스코ICT", "2017-09-14", "포스코ICT", "포스코DX", "포스코"),
        ("포스코ICT", "2025-01-01", "포스코DX", "포스코DX", "포스코"),
        ("포스코건설", "2017-09-14", "포스코건설", "포스코이앤씨", "포스코"),
        ("LS산전", "2015-01-01", "LS산전", "LS일렉트릭", "LS"),
        ("현대중공업지주", "2019-01-01", "현대중공업지주", "HD현대", "현대중공업"),
        ("대우조선해양", "2015-01-01", "대우조선해양", "한화오션", None),
        ("대우조선해양", "2024-01-01", "한화오션", "한화오션", "한화"),
        ("두산중공업", "2018-01-01", "두산중공업", "두산에너빌리티", "두산"),
        ("기아자동차", "2018-01-01", "기아자동차", "기아", "현대자동차"),
        ("SK건설", "2018-01-01", "SK건설", "SK에코플랜트", "SK"),
        ("현대오일뱅크", "2018-01-01", "현대오일뱅크", "HD현대오일뱅크", "현대중공업"),
        ("네이버비즈니스플랫폼", "2018-01-01", "네이버비즈니스플랫폼", "네이버클라우드", "네이버"),
    ],
)
def test_renamed_organizations(name: str, on: str, organization: str, now: str, group: str | None) -> None:
    answer = lookup(load_default_index(), name, date.fromisoformat(on))
    assert (answer["organization"], answer["now"], answer["group"]) == (organization, now, group)


def test_lx_was_the_surveying_corporation_before_there_was_a_group_of_that_name() -> None:
    assert lookup(load_default_index(), "LX", date(2015, 1, 1))["kind"] == "public_institution"
    assert len(lookup(load_default_index(), "LX", date(2022, 1, 1))["candidates"]) == 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("한전", "public_institution"),
        ("LH", "public_institution"),
        ("국토부", "government"),
        ("산업부", "government"),
        ("인천시", "government"),
        ("KAIST", "university"),
        ("서울대", "university"),
        ("ETRI", "research_institute"),
        ("지멘스", "company"),
        ("Microsoft", "company"),
        ("GE", "company"),
    ],
)
def test_common_partners(name: str, kind: str) -> None:
    answer = lookup(load_default_index(), name, date(2018, 1, 1))
    assert (answer["kind"], answer["group"]) == (kind, None)


@pytest.mark.parametrize("name", ["삼성", "현대차그룹", "SK그룹", "LG그룹", "롯데", "포스코그룹", "한화그룹", "GS그룹"])
def test_groups_can_be_asked_for(name: str) -> None:
    answer = lookup(load_default_index(), name, date(2018, 1, 1))
    assert answer["kind"] == "company"
    assert answer["group"] is not None


@pytest.mark.parametrize(
    "text",
    [
        "스마트공장 지원 대상은 중소기업이다",
        "KTNG와 LG경영대학로",
        "KTX와 SKY",
        "특수목적법인(SPC)을 세운다",
        "DB를 구축한다",
        "주문을 채비하고 발레를 이수한다",
        "한화 1조2000억원",
        "현대식 공장, 현대인",
    ],
)
def test_everyday_words_are_no_organizations(text: str) -> None:
    assert load_default_index().find(text, date(2018, 1, 1)) == []


def test_each_name_of_a_company_is_found_in_a_sentence() -> None:
    """A name that the index cannot find in the simplest of sentences is of no use."""
    index = load_default_index()
    missed = []
    for organization in index.catalog.organizations:
        particle_free = f"{organization.name}, {organization.name} 등"
        if not any(organization.id in one.ids for one in index.find(particle_free, date(2026, 1, 1))):
            missed.append(organization.id)
    words = {id for entry in index.catalog.ambiguous for id in entry.candidates}
    assert set(missed) <= words
