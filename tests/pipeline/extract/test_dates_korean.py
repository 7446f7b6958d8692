"""What the Korean date grammar reads. Published on Thursday 14 September 2017 where nothing else is said."""

from datetime import datetime

import pytest

from tracker.pipeline.extract.dates import find_dates

PUBLISHED = "2017-09-14T14:43:23+09:00"


def read(text: str, published: str = PUBLISHED) -> list[str]:
    return [mention.date.value for mention in find_dates(text, "ko", datetime.fromisoformat(published))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("회장은 14일 호텔에서 업무협약을 맺었다.", "2017-09-14"),
        ("지난 3일(현지시간) 계약을 체결했다.", "2017-09-03"),
        ("지난 30일 계약을 체결했다.", "2017-08-30"),
        ("오는 5일 착공식을 연다.", "2017-10-05"),
        ("지난달 말 본사를 찾았다.", "2017-08"),
        ("지난달 28일 협약을 체결했다.", "2017-08-28"),
        ("이달 중순 착공한다.", "2017-09"),
        ("다음 달 가동한다.", "2017-10"),
        ("내달 3일 문을 연다.", "2017-10-03"),
        ("8월25일 카카오와 업무협약을 맺고 아파트를 구현하기로 했다.", "2017-08-25"),
        ("8월 25일 협약을 맺었다.", "2017-08-25"),
        ("8월 말 협약을 맺었다.", "2017-08"),
        ("지난 5월 초 시험을 마쳤다.", "2017-05"),
        ("오는 10월 착공한다.", "2017-10"),
        ("올 10월 착공한다.", "2017-10"),
        ("올해 하반기 가동한다.", "2017-H2"),
        ("올해 상·하반기에 나눠 발주한다.", "2017"),
        ("이르면 내년에 선보인다.", "2018"),
        ("이르면 올해 하반기 설립될 수 있다.", "2017-H2"),
        ("내년 1분기 양산한다.", "2018-Q1"),
        ("지난해 5월 세웠다.", "2016-05"),
        ("재작년 세웠다.", "2015"),
        ("내후년 완공한다.", "2019"),
        ("올해 말 공사를 시작한다.", "2017"),
        ("올 연말 개통한다.", "2017"),
        ("연내 체결할 계획이다.", "2017"),
        ("2018년 6월까지 구축한다.", "2018-06"),
        ("2027년 중반으로 조정됐다.", "2027"),
        ("완공은 2027년으로 잡았다.", "2027"),
        ("오는 2030년 매출 1조원을 목표로 한다.", "2030"),
        ("2015. 3. 5. 체결", "2015-03-05"),
        ("2015-03-05 체결", "2015-03-05"),
        ("'24년 준공한다.", "2024"),
        ("24년 3월 준공한다.", "2024-03"),
        ("2월 말에서 3월 초까지 본사를 방문했다.", "2017-02/2017-03"),
        ("1~2월 시험했다.", "2017-01/2017-02"),
        ("지난해 8월 25~27일 행사를 열었다.", "2016-08-25/2016-08-27"),
        ("2016년부터 2018년까지 투자했다.", "2016/2018"),
        ("2016~2018년 투자했다.", "2016/2018"),
        ("내년부터 5년간 운영한다.", "2018/2022"),
        ("2024년부터 5년 동안 운영한다.", "2024/2028"),
        ("향후 5년간 1조원을 투자한다.", "2017/2021"),
        ("앞으로 3년 안에 끝내기로 했다.", "2020"),
        ("어제 공시했다.", "2017-09-13"),
    ],
)
def test_a_single_expression_becomes_a_date_no_more_precise_than_it_is(text: str, value: str) -> None:
    assert read(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "2000년대 들어 성장했다.", "3년 만에 다시 나섰다.", "20년간 운영했다.", "18년째 이어왔다.", "4년 차 사업이다.",
        "10년 이상 걸린다.",
        "2개월 걸린다.", "100일 동안 시험했다.", "갤럭시노트8월드", "4분기 연속 늘었다.", "14일 동안 시험했다.",
        "매년 3월 열린다.", "전년 대비 30% 늘었다.", "지난해보다 30% 늘었다.",
        "지난 3년간 투자했다.", "오늘날 공장은 다르다.",
        "중국제조 2025에 올라탄다.", "주 5일 근무한다.", "2010년형 설비를 바꿨다.", "13월 45일에 끝났다.",
    ],
)  # fmt: skip
def test_lengths_comparisons_and_names_are_no_dates(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2020년 3월 계획을 공개했다. 기공식은 같은 해 10월13일 열렸다.", ["2020-03", "2020-10-13"]),
        ("2018년 11월 센터를 세웠고 이듬해 4월15일 협약을 맺었다.", ["2018-11", "2019-04-15"]),
        ("2021년 5월7일 협약했다. 그해 8월부터 이듬해 7월까지 한다.", ["2021-05-07", "2021-08/2022-07"]),
        ("2018년 6월 협약을 맺었고 석 달 뒤에는 각서를 교환했다.", ["2018-06", "2018-09"]),
        ("2016년 8월22일 협약을 맺고 두 달 뒤인 10월 착공했다.", ["2016-08-22", "2016-10"]),
        ("2015년 7월3일 뽑혔다. 발표 이튿날인 7월4일 찾아왔다.", ["2015-07-03", "2015-07-04"]),
        ("2014년 4월 협약을 맺고 6월 착공했다.", ["2014-04", "2014-06"]),
        (
            "2016년 5월 뽑혔다. 서비스를 2019년까지 구축한다. 같은 해 10월 협약을 맺었다.",
            ["2016-05", "2019", "2016-10"],
        ),
        (
            "지난 9일 협약을 체결했다고 10일 밝혔다. 같은 날 각서도 교환했다.",
            ["2017-09-09", "2017-09-10", "2017-09-09"],
        ),
        ("지난 3월1일 발표했다. 당시 두 곳을 골랐다.", ["2017-03-01", "2017-03-01"]),
    ],
)
def test_dates_that_lean_on_an_earlier_one_follow_it(text: str, values: list[str]) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("12월 계약을 맺었다.", "2018-01-10T09:00:00+09:00", "2017-12"),
        ("12월 완공할 예정이다.", "2018-01-10T09:00:00+09:00", "2018-12"),
        ("3월까지 끝내기로 했다.", "2017-11-20T09:00:00+09:00", "2018-03"),
        ("8월 말 공장을 세운다고 발표했다.", "2025-12-11T09:00:00+09:00", "2025-08"),
        ("3월17일 공장을 찾아 도입하겠다는 뜻을 밝혔다.", "2016-11-01T09:00:00+09:00", "2016-03-17"),
        ("30일 계약을 맺었다.", "2018-01-02T09:00:00+09:00", "2017-12-30"),
    ],
)
def test_the_tense_of_the_clause_decides_a_missing_year(text: str, published: str, value: str) -> None:
    assert read(text, published) == [value]


def test_the_day_is_that_of_seoul() -> None:
    assert read("어제 공시했다.", "2017-09-14T20:00:00+00:00") == ["2017-09-14"]


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("공장을 세웠다고 5일 밝혔다.", True),
        ("12일 업계에 따르면 회사는 철수했다.", True),
        ("회장은 12일 간담회에서 “접는 휴대전화를 내놓을 계획이 있다”고 말했다.", True),
        ("회사는 5일 공장을 세웠다고 밝혔다.", False),
        ("14일 협약을 맺었다.", False),
    ],
)
def test_the_date_of_the_saying_is_told_from_that_of_the_act(text: str, saying: bool) -> None:
    assert [mention.saying for mention in find_dates(text, "ko", datetime.fromisoformat(PUBLISHED))] == [saying]


def test_by_and_from_are_flagged() -> None:
    by, since = find_dates("2020년까지 바꾼다. 올해부터 판다.", "ko", datetime.fromisoformat(PUBLISHED))
    assert (by.deadline, by.since, since.deadline, since.since) == (True, False, False, True)


def test_mentions_are_in_order_without_overlap_and_name_their_stretch() -> None:
    text = "2015년 시작해 지난달 28일 협약을 맺었고 내년 상반기 가동한다."
    mentions = find_dates(text, "ko", datetime.fromisoformat(PUBLISHED))
    assert [text[m.start : m.end] for m in mentions] == ["2015년", "지난달 28일", "내년 상반기"]
