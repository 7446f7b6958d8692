"""Names are found in running text at word borders, as of the article's date."""

import time
from datetime import date

import pytest

from tracker.pipeline.link.index import CatalogIndex

ON = date(2017, 9, 14)


def surfaces(index: CatalogIndex, text: str, on: date = ON) -> list[str]:
    matches = index.find(text, on)
    assert all(text[one.start : one.end] == one.surface for one in matches)
    return [one.surface for one in matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("포스코는 지멘스와 손잡았다.", ["포스코", "지멘스"]),
        ("포스코ICT가 한국전력에서 수주했다.", ["포스코ICT", "한국전력"]),
        ("한화가 참여한다", ["한화"]),
        ("두산은 두산의 두산에서도", ["두산", "두산", "두산"]),
        ("인천시로부터 인천시에는 인천시와의", ["인천시", "인천시", "인천시"]),
        ("KT측은 KT 관계자는 KT에서만 KT까지도", ["KT", "KT", "KT", "KT"]),
        ("삼성이라며 삼성이며 삼성이 아닌", ["삼성", "삼성", "삼성"]),
        ("포스코·KT·인천시 컨소시엄", ["포스코", "KT", "인천시"]),
        ("현대차·기아", ["현대차", "기아"]),
        ("현대차ㆍ기아", ["현대차", "기아"]),
        ("KT-인천시 업무협약", ["KT", "인천시"]),
        ("KT/LG화학", ["KT", "LG화학"]),
        ("‘포스코’는 ‘KT’가", ["포스코", "KT"]),
        ("포스코(회장 권오준)는", ["포스코"]),
        ("前포스코 임원", ["포스코"]),
        ("국토부, 한전 등과", ["국토부", "한전"]),
        ("인천시가 14일 KT등과", ["인천시", "KT"]),
    ],
)
def test_a_name_is_found_before_particles_and_punctuation(index: CatalogIndex, text: str, expected: list[str]) -> None:
    assert surfaces(index, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "KT&G는 담배를 판다",
        "KTX를 타고",
        "LG생활건강은",
        "한화솔루션과",
        "원화한화 환율",
        "현대식 건물",
        "현대인의 삶",
        "SKY 캐슬",
        "GS타워에서",
        "한전KPS가",
        "두산베어스가 이겼다",
        "두산 베어스가 이겼다",
        "한화 이글스 경기",
        "삼성역 근처",
        "삼성가의 상속",
        "인천시장이 말했다",
        "인천시민은",
        "인천시의회는",
        "포스코텍은",
        "신한화재",
        "KT5G",
        "T-KT",
        "KT-Tech signed",
        "www.LG.com",
        "KT.com",
        "POSCOICT-style",
        "Samsung Securities said",
        "Hyundai Architects & Engineers Associates",
        "한화 1조2000억원 규모",
        "한화로 약 300억원",
        "기아자동차부품상사",
        "두산리에서",
    ],
)
def test_a_name_inside_another_word_is_no_name(index: CatalogIndex, text: str) -> None:
    assert surfaces(index, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("㈜포스코는", ["㈜포스코"]),
        ("(주)두산의", ["(주)두산"]),
        ("주식회사 포스코는", ["주식회사 포스코"]),
        ("두산㈜은 포스코(주)와", ["두산㈜", "포스코(주)"]),
        ("포스코주식회사가", ["포스코주식회사"]),
        ("에너지자립섬㈜ 포스코", ["포스코"]),
        ("Samsung Electronics Co., Ltd. said", ["Samsung Electronics Co., Ltd."]),
        ("Hanwha Corp. and KT Corp.", ["Hanwha Corp.", "KT Corp."]),
    ],
)
def test_a_corporate_mark_belongs_to_the_name(index: CatalogIndex, text: str, expected: list[str]) -> None:
    assert surfaces(index, text) == expected


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("LGCNS는", ("lg-cns",)),
        ("LG CNS는", ("lg-cns",)),
        ("SK 텔레콤이", ("sk-telecom",)),
        ("포스코 건설은", ("posco-ec",)),
        ("포스코 ICT는", ("posco-dx",)),
        ("Posco ICT's plant", ("posco-dx",)),
        ("Posco-led consortium", ("posco-company", "posco-group")),
        ("HYUNDAI MOTOR to build", ("hyundai-motor-company", "hyundai-motor-group")),
        ("ＬＧ화학은", ("lg-chem",)),
        ("Ministry of Land, Infrastructure, and Transport", ()),
        ("Ministry of Land, Infrastructure & Transport", ("molit",)),
        ("Siemens signed", ("siemens",)),
    ],
)
def test_other_spellings_mean_the_same(index: CatalogIndex, text: str, ids: tuple[str, ...]) -> None:
    assert tuple(id for one in index.find(text, ON) for id in one.ids) == ids


def test_a_line_of_business_behind_a_blank_leaves_the_group_alone(index: CatalogIndex) -> None:
    [match] = index.find("포스코 에너지 사업은", ON)
    assert match.surface == "포스코"


@pytest.mark.parametrize(
    ("text", "on", "first"),
    [
        ("포스코그룹은", ON, "posco-group"),
        ("포스코 그룹은", ON, "posco-group"),
        ("포스코는", ON, "posco-company"),
        ("삼성은", ON, "samsung-group"),
        ("현대차그룹이", ON, "hyundai-motor-group"),
        ("현대중공업그룹이", ON, "hd-hyundai-group"),
        ("현대중공업은", ON, "hd-hhi"),
        ("현대중공업은", date(2024, 5, 1), "hd-hhi"),
        ("현대는", ON, "hyundai-motor-group"),
        ("포스데이타는", ON, "posco-dx"),
        ("LX가", date(2016, 1, 1), "lx-corp"),
        ("대우조선해양은", date(2024, 1, 1), "hanwha-ocean"),
        ("포스코DX는", date(2023, 2, 20), "posco-dx"),
        ("한화오션은", date(2015, 1, 1), "hanwha-ocean"),
    ],
)
def test_the_likeliest_bearer_comes_first(index: CatalogIndex, text: str, on: date, first: str) -> None:
    [match] = index.find(text, on)
    assert match.ids[0] == first


def test_an_ambiguous_name_keeps_every_candidate(index: CatalogIndex) -> None:
    [match] = index.find("현대는 14일", ON)
    assert match.ids == ("hyundai-motor-group", "hd-hyundai-group", "hyundai-group")


def test_a_group_founded_later_is_no_candidate(index: CatalogIndex) -> None:
    assert index.find("LX는", date(2015, 1, 1))[0].ids == ("lx-corp",)
    assert index.find("LX는", date(2022, 1, 1))[0].ids == ("lx-corp", "lx-group")


def test_a_name_of_years_later_yields_to_one_that_was_in_use(index: CatalogIndex) -> None:
    text = "포스코 홀딩스 체제"
    assert surfaces(index, text, date(2015, 1, 1)) == ["포스코"]
    assert surfaces(index, text, date(2022, 2, 1)) == ["포스코 홀딩스"]


def test_an_everyday_word_is_a_name_only_beside_its_relatives(index: CatalogIndex) -> None:
    assert surfaces(index, "지원 대상은 중소기업이다") == []
    assert surfaces(index, "청정원 공장을 대상이 고친다") == ["청정원", "대상"]
    assert surfaces(index, "㈜대상은 공장을 고친다. 대상은 14일") == ["㈜대상", "대상"]
    assert surfaces(index, "대상그룹은 공장을 고친다") == ["대상그룹"]


def test_two_thousand_bytes_are_searched_in_a_fraction_of_a_millisecond(index: CatalogIndex) -> None:
    text = ("포스코ICT는 인천시와 협약을 맺고 스마트시티 사업을 하기로 했다고 14일 밝혔다. " * 25)[:900]
    index.find(text, ON)
    best = 1.0
    for _ in range(20):
        started = time.process_time()
        for _ in range(10):
            index.find(text, ON)
        best = min(best, (time.process_time() - started) / 10)
    assert best < 0.002  # ten times what it takes, for a machine under load


def test_a_megabyte_of_blanks_takes_no_time(index: CatalogIndex) -> None:
    started = time.process_time()
    assert surfaces(index, "포스코" + " " * 1_000_000 + "㈜" + " " * 100_000) == ["포스코"]
    assert time.process_time() - started < 1
