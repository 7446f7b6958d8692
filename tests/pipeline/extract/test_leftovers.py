"""Dates that no worded act takes, and the dates that an act had before it was put off."""

from __future__ import annotations

import pytest

from tracker.pipeline.extract.leftovers import CONFIDENCE, read_plain

from .draft import draft


def acts(body: str) -> set[tuple[str, str | None, str]]:
    return {(e.kind, e.date.value if e.date else None, e.modality) for e in draft(body).events}


@pytest.mark.parametrize(
    ("body", "act"),
    [
        ("LG전자는 2023년 이 로봇을 창원공장에 들였다.", ("launch", "2023", "happened")),
        ("이 설비는 지난 3월부터 현장에서 쓰이고 있다.", ("launch", "2024-03", "happened")),
        ("두 회사는 지난해 5월 조건을 조율했다.", ("talks", "2023-05", "happened")),
        ("KT는 2022년 그 계획을 접었다.", ("cancellation", "2022", "happened")),
        ("회사는 내년 말까지 불량률을 절반으로 낮춘다.", ("target", "2025", "planned")),
        ("한화는 2026년까지 조선소를 손본다.", ("target", "2026", "planned")),
    ],
)
def test_the_predicate_beside_a_free_date_is_an_act_of_the_kind_that_its_words_hint_at(
    body: str, act: tuple[str, str, str]
) -> None:
    assert acts(body) == {act}


def test_such_an_act_counts_for_little_and_opens_no_initiative() -> None:
    (event,) = draft("LG전자는 2023년 이 로봇을 창원공장에 들였다.").events
    assert event.trigger.rule.startswith(("ko-hint-", "ko-any"))
    assert event.trigger.confidence == CONFIDENCE
    assert not event.trigger.strong


def test_a_date_that_a_worded_act_has_taken_makes_no_second_act() -> None:
    assert acts("LG CNS는 지난 3일 대전시와 업무협약을 맺었다.") == {("agreement", "2024-06-03", "happened")}


def test_the_day_of_the_saying_is_no_free_date() -> None:
    assert acts("LG전자는 스마트공장 사업에 힘을 싣는다고 19일 밝혔다.") == set()


@pytest.mark.parametrize(
    "body",
    [
        "LG CNS 주가는 19일 3% 오른 5만2300원에 장을 마쳤다.",
        "효성의 1분기 영업이익은 12% 늘었다.",
        "김민수 부사장은 지난 3월 대표이사로 취임했다.",
        "노조는 지난해 7월 파업에 들어갔다.",
        "두산은 17일 공급계약을 체결했다는 보도를 부인했다.",
        "LS일렉트릭은 내년에 2공장을 지을 계획이 없다.",
    ],
)
def test_markets_results_staff_and_denials_are_no_acts(body: str) -> None:
    assert acts(body) == set()


@pytest.mark.parametrize(
    ("predicate", "rest", "modality"),
    [
        ("현장에 들였다", ".", "happened"),
        ("현장에 쓰이고 있다", ".", "happened"),
        ("현장에 들인다", ".", "planned"),
        ("현장에 들이기로 했다", ".", "planned"),
        ("현장에 들일 예정이다", ".", "planned"),
        ("현장에 들일 예정이었다", ".", "planned"),
        ("현장에 들일 수 있다", ".", "possible"),
        ("도입을 저울질하고 있다", ".", "possible"),
        ("현장에 들이는", " 방안을 검토하고 있다.", "possible"),
        ("현장에 들여", " 비용을 줄일 계획이다.", "planned"),
        ("현장에 들여", " 비용을 줄였다.", "happened"),
        ("현장에 들여", "", "happened"),
    ],
)
def test_the_own_ending_decides_and_else_the_end_of_the_sentence(predicate: str, rest: str, modality: str) -> None:
    assert read_plain(predicate, rest) == modality


def test_an_act_that_was_put_off_has_the_date_it_had_and_the_date_it_has() -> None:
    assert acts("올해로 예정했던 착공은 내년으로 미뤄졌다.") == {
        ("construction", "2024", "planned"),
        ("construction", "2025", "planned"),
    }


def test_each_of_the_two_dates_has_its_own_evidence() -> None:
    body = "KT가 2025년까지 잡았던 준공은 2027년으로 늦춰졌다."
    dates = {
        event.date.value: body[event.start : event.end]
        for event in draft(body).events
        if event.date and event.kind == "completion"
    }
    assert set(dates) == {"2025", "2027"}
    assert "2025년" in dates["2025"]
    assert "2027년" in dates["2027"]
