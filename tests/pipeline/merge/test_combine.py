"""What several statements say together."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pipeline.merge.build import make_statement
from tests.pipeline.merge.stories import STORIES
from tracker.pipeline.merge.combine import combine_statements
from tracker.pipeline.merge.statements import CombinedInitiative, Statement

STATEMENTS = [statement for story in STORIES.values() for _, statement in story]


def say(day: str, when: str = "", who: str = "LG CNS L @LG", **more: object) -> Statement:
    return make_statement(f"a{day}", day, str(more.pop("title", "사업")), who, when, **more)  # type: ignore[arg-type]


def stones(initiative: CombinedInitiative) -> list[tuple[str, str | None, str]]:
    return [(m.kind, m.date.value if m.date else None, m.modality) for m in initiative.milestones]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_statements_changes_nothing(some: list[Statement], shuffle: random.Random) -> None:
    shuffled = [*some, *some]
    shuffle.shuffle(shuffled)
    assert combine_statements(shuffled) == combine_statements(some)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=8))
def test_no_evidence_is_lost(some: list[Statement]) -> None:
    combined = combine_statements(some)
    kept = {row for milestone in combined.milestones for row in milestone.evidence}
    assert kept == {(s.id, m.evidence) for s in some for m in s.fact.milestones}
    held = {row for participation in combined.participations for row in participation.evidence}
    assert held == {(s.id, p.evidence) for s in some for p in s.participants}


def test_nothing_cannot_be_combined() -> None:
    with pytest.raises(ValueError):
        combine_statements([])


def test_a_vaguer_date_of_the_same_act_joins_the_precise_one() -> None:
    combined = combine_statements(
        [
            say("2016-02-12", "agreement 2016-01-28 !"),
            say("2016-03-01", "agreement 2016-01 !"),
            say("2018-01-01", "agreement 2016 !"),
        ]
    )
    assert stones(combined) == [("agreement", "2016-01-28", "happened")]
    assert len(combined.milestones[0].evidence) == 3


def test_a_vague_date_that_may_mean_two_acts_stays_by_itself() -> None:
    combined = combine_statements(
        [say("2018-09-01", "agreement 2018-03-02 !; agreement 2018-08-01 !"), say("2020-01-01", "agreement 2018 !")]
    )
    assert len(combined.milestones) == 3


def test_two_dates_of_one_article_are_two_acts() -> None:
    combined = combine_statements([say("2018-08-27", "construction 2018-03 >; construction 2018 >")])
    assert len(combined.milestones) == 2


def test_a_plan_that_came_true_stays_a_plan_beside_what_happened() -> None:
    combined = combine_statements(
        [say("2019-06-04", "completion 2020-12-31 >"), say("2021-01-02", "completion 2020-12-31 !")]
    )
    assert stones(combined) == [("completion", "2020-12-31", "happened"), ("completion", "2020-12-31", "planned")]


def test_two_targets_stand_side_by_side_so_that_the_slippage_shows() -> None:
    combined = combine_statements([say("2017-07-04", "launch 2019-12 >"), say("2018-08-27", "launch 2021-04 >")])
    assert stones(combined) == [("launch", "2019-12", "planned"), ("launch", "2021-04", "planned")]


def test_a_range_is_a_period_and_swallows_no_day_within_it() -> None:
    combined = combine_statements([say("2023-10-24", "launch 2024/2028 >"), say("2023-11-01", "launch 2024-03 >")])
    assert len(combined.milestones) == 2


def test_an_undated_act_joins_the_dated_one_that_says_the_same() -> None:
    combined = combine_statements(
        [
            say("2019-06-04", "contract 2019-06-04 ! 대명에너지와 설계·조달·시공 계약을 체결했다"),
            say(
                "2019-07-04",
                "contract - ! 대명에너지와 설계·조달·시공 계약을 체결한 바 있다; "
                "contract - ! 남해조선과 설비 공급을 약정했다",
            ),
        ]
    )
    assert stones(combined) == [("contract", "2019-06-04", "happened"), ("contract", None, "happened")]


@pytest.mark.parametrize(
    ("rungs", "status"),
    [
        (["agreed", "in_progress"], "in_progress"),
        (["agreed", "completed"], "completed"),
        (["completed", "agreed"], "completed"),  # a later article only recalls the contract
        (["in_progress", "agreed"], "in_progress"),
        (["in_progress", "cancelled"], "cancelled"),
        (["cancelled", "in_progress"], "cancelled"),
        (["completed", "cancelled"], "cancelled"),
    ],
)
def test_status_follows_the_latest_article_but_background_does_not_drag_it_back(rungs: list[str], status: str) -> None:
    told = [say(f"20{17 + n}-05-06", "contract 2016-01-02 !", status=rung) for n, rung in enumerate(rungs)]
    assert combine_statements(told).status == status


def test_news_after_the_end_opens_a_project_again() -> None:
    told = [
        say("2020-05-06", "completion 2020-05-05 !", status="completed"),
        say("2022-05-06", "construction 2022-05-05 !", status="in_progress"),
    ]
    assert combine_statements(told).status == "in_progress"


def test_the_role_is_that_of_most_and_ties_go_up_the_ladder() -> None:
    told = [
        say("2020-01-01", who="LG CNS L @LG, 한전 P p, 괌전력청 S p"),
        say("2020-01-02", who="LG CNS P @LG, 한전 P p, 괌전력청 C p"),
        say("2020-01-03", who="한전 L p"),
    ]
    roles = {p.identity: (p.role, p.group) for p in combine_statements(told).participations}
    assert roles == {"name:lgcns": ("lead", "LG"), "name:한전": ("partner", None), "name:괌전력청": ("customer", None)}


def test_amount_is_the_latest_and_places_and_sectors_are_united() -> None:
    told = [
        say("2020-01-01", where=["괌", "망길라오"], amount=5, sectors="E"),
        say("2021-01-01", where=["Guam", "단단"], amount=7, sectors="EC"),
        say("2022-01-01"),
    ]
    combined = combine_statements(told)
    assert combined.amount_krw == 7
    assert combined.locations == ("괌", "망길라오", "단단")
    assert combined.sectors == ("smart_energy", "smart_city", "smart_factory")


def test_the_title_is_that_of_the_article_that_says_most() -> None:
    told = [
        say("2020-01-01", title="짧게"),
        say("2021-01-01", "contract 2020-12 !; launch 2022 >", title="길게", where=["괌"]),
    ]
    assert combine_statements(told).title == "길게"
