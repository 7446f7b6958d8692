"""Names and groups have dates, spellings have a common form."""

from datetime import date

import pytest

from tracker.pipeline.link.index import CatalogIndex
from tracker.pipeline.link.names import normalise_name
from tracker.pipeline.link.particles import is_particle


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈜포스코", "포스코"),
        ("포스코(주)", "주식회사 포스코"),
        ("LG CNS", "lgcns"),
        ("ＬＧ화학", "LG 화학"),
        ("Siemens AG", "SIEMENS"),
        ("Samsung Electronics Co., Ltd.", "Samsung Electronics"),
        ("재단법인 포항산업과학연구원", "포항산업과학연구원"),
        ("포스코", "포스코"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert normalise_name(one) == normalise_name(other)


def test_a_name_that_is_only_a_mark_is_not_emptied() -> None:
    assert normalise_name("주식회사") == "주식회사"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2005, 1, 1), "포스데이타"),
        (date(2010, 1, 21), "포스데이타"),
        (date(2010, 1, 22), "포스코ICT"),
        (date(2023, 3, 19), "포스코ICT"),
        (date(2023, 3, 20), "포스코DX"),
    ],
)
def test_an_organization_has_the_name_of_the_day(index: CatalogIndex, day: date, name: str) -> None:
    assert index.name_at("posco-dx", day) == name


def test_an_affiliate_has_the_group_of_the_day(index: CatalogIndex) -> None:
    assert index.group_at("hanwha-ocean", date(2015, 1, 1)) is None
    group = index.group_at("hanwha-ocean", date(2024, 1, 1))
    assert group is not None
    assert group.name == "한화"


def test_a_group_has_the_name_of_the_day(index: CatalogIndex) -> None:
    assert index.group_name_at("hd-hyundai", date(2020, 1, 1)) == "현대중공업"
    assert index.group_name_at("hd-hyundai", date(2024, 1, 1)) == "HD현대"
    assert index.name_at("hd-hyundai-group", date(2020, 1, 1)) == "현대중공업그룹"
    assert index.name_at("hd-hyundai-group", date(2024, 1, 1)) == "HD현대그룹"


@pytest.mark.parametrize(
    ("surface", "id"),
    [
        ("포스코", "posco"),
        ("포스코그룹", "posco"),
        ("현대차그룹", "hyundai-motor"),
        ("POSCO Group", "posco"),
        ("현대중공업", "hd-hyundai"),
        ("포스코건설", None),
        ("한전", None),
    ],
)
def test_a_group_is_known_by_its_own_names(index: CatalogIndex, surface: str, id: str | None) -> None:
    group = index.group_named(surface, date(2017, 9, 14))
    assert (group.id if group else None) == id


@pytest.mark.parametrize(
    ("name", "run", "fits"),
    [
        ("한화", "가", True),
        ("삼성", "가", False),
        ("삼성", "이", True),
        ("한화", "은", False),
        ("삼성", "과", True),
        ("현대", "와", True),
        ("서울", "로", True),
        ("서울", "과의", True),
        ("KT", "는", True),
        ("포스코", "측으로부터", True),
        ("포스코", "인", True),
        ("현대", "인", False),
        ("현대", "고", False),
        ("현대", "자동차", False),
        ("한화", "으로", False),
        ("두산", "으로써", True),
        ("두산", "에서부터는", True),
    ],
)
def test_a_particle_fits_the_sound_before_it(name: str, run: str, fits: bool) -> None:
    assert is_particle(name, run) is fits
