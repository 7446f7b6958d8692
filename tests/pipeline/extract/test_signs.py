"""What speaks for an act, a participant, a role and a status: a short text shows each sign."""

from __future__ import annotations

import pytest

from tracker.pipeline.extract.event_signs import event_signs
from tracker.pipeline.extract.participant_signs import participant_signs, reach
from tracker.pipeline.extract.role_signs import role_signs
from tracker.pipeline.extract.status_signs import status_signs

from .draft import Draft, draft

SIGNED = "LG CNS는 지난 3일 대전시와 스마트시티 업무협약을 맺었다."


def of_event(body: str, at: int = 0) -> set[str]:
    text = draft(body)
    cluster = next(c for c in text.clusters if text.events[at] in c.events)
    return {name for name, _ in event_signs(text.events[at], cluster, text.context)}


def of_participant(body: str, name: str, title: str = "") -> set[str]:
    text = draft(body, title)
    cluster = text.clusters[0]
    zones = reach(cluster, text.clusters, text.context)
    found = participant_signs(text.entity(name), cluster, zones, text.clusters, text.context)
    return {sign for sign, _ in found}


def of_role(body: str, name: str, ruled: str = "partner") -> dict[str, float]:
    text = draft(body)
    zones = reach(text.clusters[0], text.clusters, text.context)
    return dict(role_signs(text.entity(name), text.clusters[0], zones, ruled, text.context))


def of_status(body: str, ruled: str = "agreed") -> set[str]:
    text = draft(body)
    cluster = text.clusters[0]
    return {name for name, _ in status_signs(cluster.events, cluster, ruled, text.context)}


@pytest.mark.parametrize(
    ("body", "present", "absent"),
    [
        (
            SIGNED,
            {"kind_agreement", "modality_happened", "strong", "grain_day", "date-in-clause"},
            {"undated", "spoken"},
        ),
        (SIGNED, {"subject_big", "big_named", "partner_named", "sector_strong", "alone"}, {"subject_none"}),
        ("LG CNS는 대전시와 업무협약을 맺었다.", {"undated", "undated_agreement", "sector_none"}, {"grain_day"}),
        ("대전시는 지난 3일 업무협약을 맺었다.", {"subject_other"}, {"subject_big", "big_named"}),
        ("KT는 2019년 스마트시티를 준공했다.", {"years_ago", "grain_year"}, {"deadline"}),
        ("KT는 2027년까지 스마트시티를 구축한다.", {"deadline", "modality_planned", "kind_target"}, {"years_ago"}),
        ("KT는 3월부터 관제센터를 운영하고 있다.", {"since"}, {"deadline"}),
        ('KT 관계자는 "오는 8월 공장을 착공할 예정"이라고 말했다.', {"spoken"}, {"undated"}),
        ("KT가 지난 3일 ESS를 준공했고 주가가 올랐다.", {"topic_market", "thing_in_clause"}, {"topic_seat"}),
        ("KT는 경쟁사보다 먼저 지난 3월 공장을 착공했다.", {"topic_others"}, {"topic_market"}),
        (
            "KT는 지난 3월 공장을 착공해 오는 9월 준공한다.",
            {"shares_sentence", "shares_paragraph", "others"},
            {"alone"},
        ),
        ("LG전자는 2023년 로봇을 창원공장에 들였다.", {"hint", "hint_launch"}, {"strong", "plain"}),
    ],
)
def test_signs_of_an_act(body: str, present: set[str], absent: set[str]) -> None:
    found = of_event(body)
    assert present <= found
    assert not absent & found


def test_an_act_whose_subject_is_left_out_goes_on_from_the_sentence_before() -> None:
    body = "KT는 지난 3월 스마트공장을 착공했다. 오는 9월 준공할 예정이다."
    assert "subject_big" in of_event(body)
    assert "subject_carried" in of_event(body, at=1)


@pytest.mark.parametrize(
    ("body", "name", "present", "absent"),
    [
        (SIGNED, "LG CNS", {"big", "big_alone", "ruled", "ruled_lead", "zone_clause", "clause_subject", "subject"}, {"unnamed"}),
        (SIGNED, "대전시", {"clause_with", "ruled_partner", "kind_government"}, {"big", "subject"}),
        (SIGNED + " KT는 이 사업에 참여하지 않는다.", "KT", {"zone_told", "denied", "big_other_group"}, {"ruled"}),
        (SIGNED + " KT도 참여할 것이라는 관측이 나온다.", "KT", {"aside"}, {"ruled"}),
        (SIGNED + " 한국전력에 따르면 수요가 늘었다.", "한국전력", {"source"}, {"ruled"}),
        (SIGNED + " LG전자도 장비를 댄다.", "LG전자", {"big_same_group"}, {"big_other_group"}),
        (SIGNED + "\n\nKT는 지난 4월 울산 스마트공장을 준공했다.", "LG CNS", {"ruled"}, {"zone_near"}),
    ],
)  # fmt: skip
def test_signs_of_a_participant(body: str, name: str, present: set[str], absent: set[str]) -> None:
    found = of_participant(body, name)
    assert present <= found
    assert not absent & found


def test_a_participant_of_the_headline_is_told_from_others() -> None:
    assert "in_title" in of_participant(SIGNED, "LG CNS", title="LG CNS, 스마트시티 협약")
    assert "in_title" not in of_participant(SIGNED, "대전시", title="LG CNS, 스마트시티 협약")


def reached(text: Draft) -> dict[int, str]:
    return reach(text.clusters[0], text.clusters, text.context)


def test_an_initiative_reaches_to_the_sentences_after_it_until_another_comes() -> None:
    text = draft(SIGNED + " 세부 내용은 비공개다.\n\n한화는 지난 4월 광양 ESS를 준공했다. 날씨가 좋았다.")
    assert len(text.clusters) == 2
    zones = reached(text)
    assert zones[0] == "act"
    assert set(zones) == {0, 1}


@pytest.mark.parametrize(
    ("body", "name", "present", "absent"),
    [
        (SIGNED, "LG CNS", {"voted_lead", "big", "big_alone", "subject_first", "case_subject", "agreement_subject"}, {"unvoted"}),
        (SIGNED, "대전시", {"voted_partner", "kind_government", "case_with", "agreement_with", "verb_signs_with"}, {"big"}),
        ("KT는 지난 3일 한국전력으로부터 ESS 사업을 수주했다.", "한국전력", {"voted_customer", "case_from"}, {"case_with"}),
        ("두산은 지난 3월 KT가 공급한 설비로 공장을 준공했다.", "KT", {"supplies_subject", "verb_supplies_subject"}, {"orders_subject"}),
        ("부산시가 발주한 사업을 LG CNS가 지난 3일 수주했다.", "부산시", {"orders_subject", "verb_orders_subject"}, {"later_in_series"}),
        ("KT와 LG전자는 지난 3일 업무협약을 맺었다.", "LG전자", {"later_in_series", "big_other_group"}, {"big_alone"}),
        ("KT와 LG전자 컨소시엄은 지난 3일 협약을 맺었다.", "LG전자", {"later_in_series", "later_in_consortium"}, set()),
    ],
)  # fmt: skip
def test_signs_of_a_role(body: str, name: str, present: set[str], absent: set[str]) -> None:
    found = set(of_role(body, name))
    assert present <= found
    assert not absent & found


def test_the_role_by_the_rules_is_a_sign_and_the_votes_of_the_acts_are_shares() -> None:
    found = of_role(SIGNED, "대전시", ruled="customer")
    assert found["ruled_customer"] == 1
    assert found["voted_partner"] == 1


@pytest.mark.parametrize(
    ("body", "present", "absent"),
    [
        (SIGNED, {"ruled_agreed", "happened_agreement", "last_agreement", "only_agreement_no_plans"}, {"nothing_done"}),
        ("KT는 오는 9월 공장을 착공한다.", {"nothing_done", "plans_ahead", "ahead_construction"}, {"plans_behind"}),
        ("KT는 지난해 공장을 착공할 예정이었다.", {"plans_behind", "behind_construction"}, {"plans_ahead"}),
        ("KT는 2021년 공장을 준공했다.", {"last_long_ago", "last_long_ago_completion", "says_finished"}, {"says_late"}),
        ("KT는 지난 3월 공장을 착공했고 준공은 2026년으로 미뤄졌다.", {"says_late", "plans_ahead"}, {"nothing_done"}),
        ("KT는 내년 공장을 착공하는 방안을 검토하고 있다.", {"all_possible", "says_weighing"}, {"plans_ahead"}),
        ("KT는 지난 3월 공장 건설을 중단했다.", {"says_stopped", "happened_cancellation"}, {"all_possible"}),
        ("KT는 3월부터 관제센터를 운영하고 있다.", {"says_at_work", "happened_launch"}, {"nothing_done"}),
    ],
)
def test_signs_of_a_status(body: str, present: set[str], absent: set[str]) -> None:
    found = of_status(body)
    assert present <= found
    assert not absent & found
