"""What becomes of a promise, told in scenes from Korean business news. A line of a scene is one milestone:

    id  kind  !|>|?  date  articles

with ! happened, > planned, ? possible; an article is its day, with a letter where several appeared on one ("2018-03-02b")
"~" where its sentence says that a date was put off, "<" where it tells a plan of the past; no article: an editor's."""

from datetime import date

import pytest

from tests.pipeline.promises.scenes import read_scene
from tracker.pipeline.promises.judge import judge_promises
from tracker.pipeline.promises.statements import Verdict

TODAY = date(2021, 6, 1)


def judged(scene: str, *, cancelled: bool = False, today: date = TODAY) -> dict[str, str]:
    """{promise: "state by"}"""
    verdicts = judge_promises(read_scene(scene), cancelled=cancelled, today=today)
    return {id: f"{verdict.state} {verdict.by}".strip() for id, verdict in verdicts.items()}


def verdict(scene: str, id: str = "p") -> Verdict:
    return judge_promises(read_scene(scene), cancelled=False, today=TODAY)[id]


# --- open and due ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "today", "state"),
    [
        ("2020", "2020-12-31", "open"),
        ("2020", "2021-01-01", "due"),
        ("2020-Q2", "2020-06-30", "open"),
        ("2020-Q2", "2020-07-01", "due"),
        ("2020-H1", "2020-07-01", "due"),
        ("2020-02", "2020-02-29", "open"),
        ("2020-02", "2020-03-01", "due"),
        ("2018/2020", "2020-12-31", "open"),
        ("2020-05-04", "2020-05-04", "open"),
        ("2020-05-04", "2020-05-05", "due"),
    ],
)
def test_a_promise_is_due_from_the_day_after_the_last_day_that_its_date_can_mean(stated, today, state) -> None:
    scene = f"p completion > {stated} 2019-03-02"
    assert judged(scene, today=date.fromisoformat(today)) == {"p": state}


@pytest.mark.parametrize(
    "line", ["completion ? 2020 2019-03-02", "completion > - 2019-03-02", "completion ! 2020 2019-03-02"]
)
def test_what_is_only_possible_has_no_date_or_has_happened_is_no_promise(line: str) -> None:
    assert judged(f"p {line}") == {}


def test_a_calling_off_that_is_planned_is_no_promise() -> None:
    assert judged("p cancellation > 2020 2019-03-02") == {}


# --- fulfilled ------------------------------------------------------------------------------------------------------


def test_works_that_begin_fulfil_the_promise_to_begin_them_and_say_how_late() -> None:
    scene = """p construction > 2020-09 2020-03-05
               a construction ! 2020-10-12 2020-10-13"""
    assert verdict(scene) == Verdict("fulfilled", "a", 12)


def test_what_came_in_time_is_not_late() -> None:
    assert verdict("p completion > 2020 2019-03-02\na completion ! 2020-11-30 2020-12-01").late_days == 0


def test_a_date_that_may_or_may_not_be_late_is_not_called_late() -> None:
    assert verdict("p completion > 2020-06 2019-03-02\na completion ! 2020 2021-02-01").late_days == 0


@pytest.mark.parametrize(
    ("promised", "happened"),
    [
        ("construction", "construction"),
        ("completion", "completion"),
        ("completion", "launch"),  # "완공" is told as "가동에 들어갔다"
        ("launch", "completion"),
        ("target", "completion"),
        ("target", "launch"),
        ("agreement", "agreement"),
        ("agreement", "contract"),
        ("contract", "agreement"),
        ("organization", "organization"),
        ("pilot", "pilot"),
        ("investment", "investment"),
        ("talks", "talks"),
    ],
)
def test_kinds_that_fulfil(promised: str, happened: str) -> None:
    scene = f"p {promised} > 2020 2019-03-02\na {happened} ! 2020-05-04 2020-05-05"
    assert judged(scene) == {"p": "fulfilled a"}


@pytest.mark.parametrize(
    ("promised", "happened"),
    [
        ("completion", "construction"),
        ("construction", "contract"),
        ("launch", "pilot"),
        ("target", "agreement"),
        ("target", "construction"),
        ("organization", "launch"),
        ("completion", "announcement"),
        ("agreement", "talks"),
        ("investment", "construction"),  # the first spade is not the money
        ("launch", "contract"),
    ],
)
def test_kinds_that_do_not(promised: str, happened: str) -> None:
    scene = f"p {promised} > 2020 2019-03-02\na {happened} ! 2020-05-04 2020-05-05"
    assert judged(scene) == {"p": "due"}


def test_a_plant_that_is_finished_was_begun_but_when_is_not_known() -> None:
    scene = "p construction > 2018 2017-03-02\na completion ! 2020-05-04 2020-05-05"
    assert verdict(scene) == Verdict("fulfilled", "a", None)


def test_a_plant_that_was_finished_before_the_works_were_promised_is_another() -> None:
    assert judged("p construction > 2019 2019-07-15<\na completion ! 2018 2019-07-15") == {"p": "due"}


def test_the_earliest_act_fulfils_and_one_that_is_meant_rather_than_one_that_implies_it() -> None:
    scene = """p construction > 2019 2018-03-02
               a completion ! 2020-05-04 2020-05-05
               b construction ! 2020-01-10 2020-01-11"""
    assert verdict(scene) == Verdict("fulfilled", "b", 10)


def test_something_finished_before_the_promise_was_made_does_not_fulfil_it() -> None:
    # 1공장은 2018년 12월에 준공했고, 2019년 3월에야 2공장을 2020년까지 짓겠다고 했다.
    scene = "p completion > 2020 2019-03-02\na completion ! 2018-12-20 2018-12-21"
    assert judged(scene) == {"p": "due"}


def test_nor_what_was_reported_before_however_loosely_it_is_dated() -> None:
    scene = "p completion > 2020 2019-06-02\na completion ! 2019 2019-03-20"
    assert judged(scene) == {"p": "due"}


def test_a_first_stage_does_not_fulfil_the_second_that_the_same_article_announces() -> None:
    # "포스코는 5일 1단계를 준공했다. 2단계는 2020년 말 준공할 계획이다."
    scene = "p completion > 2020-12 2019-09-05\na completion ! 2019-09-05 2019-09-05"
    assert judged(scene) == {"p": "due"}


def test_nor_does_it_when_the_promise_is_older_and_repeated_after_it() -> None:
    scene = """p completion > 2020-12 2018-03-02 2019-11-20
               a completion ! 2019-09-05 2019-09-06"""
    assert judged(scene) == {"p": "due"}


def test_an_outlet_that_is_a_few_days_late_does_not_undo_what_others_reported() -> None:
    scene = "p launch > 2020-06 2020-03-02 2020-06-14\na launch ! 2020-06-10 2020-06-10b"
    assert judged(scene) == {"p": "fulfilled a"}


def test_an_opening_announced_and_reported_for_the_same_day_is_one() -> None:
    scene = "p launch > 2020-06-10 2020-06-10\na launch ! 2020-06-10 2020-06-10"
    assert judged(scene) == {"p": "fulfilled a"}


def test_an_article_may_tell_the_quarter_that_was_planned_and_the_day_that_came() -> None:
    # "1분기로 잡았던 착공은 2월 5일 이루어졌다."
    scene = "p construction > 2020-Q1 2020-02-17\na construction ! 2020-02-05 2020-02-17"
    assert judged(scene) == {"p": "fulfilled a"}


def test_within_a_year_there_is_room_for_a_first_and_a_second_stage() -> None:
    # "3월 1단계를 준공했고 2단계도 올해 준공한다."
    scene = "p completion > 2020 2020-03-17\na completion ! 2020-03-05 2020-03-17"
    assert judged(scene) == {"p": "due"}


def test_what_comes_years_before_its_time_is_something_else() -> None:
    # 목표는 2025년 전 공장 스마트화, 2019년의 것은 시범 라인 가동이다.
    scene = "p target > 2025 2018-03-02\na launch ! 2019-05-04 2019-05-05"
    assert judged(scene) == {"p": "open"}


def test_a_promise_that_is_only_remembered_is_fulfilled_by_what_the_same_article_tells() -> None:
    # "당초 2019년 말 완공 예정이던 공장이 3월 준공됐다."
    scene = "p completion > 2019-12 2020-03-20\na completion ! 2020-03-18 2020-03-20"
    assert verdict(scene) == Verdict("fulfilled", "a", 78, recalled=True)


def test_a_plan_that_is_told_as_one_of_the_past_may_have_come_true_before_its_time() -> None:
    # "12일 상업운전에 들어갔다. 계약 때 못 박은 준공 시점은 올해 12월 말이었다."
    scene = "p completion > 2020-12-31 2019-06-04 2020-08-12<\na completion ! 2020-08-12 2020-08-12"
    assert verdict(scene) == Verdict("fulfilled", "a", 0)


def test_an_act_without_a_date_was_done_when_it_was_reported_at_the_latest() -> None:
    in_time = "p launch > 2020 2019-03-02\na launch ! - 2020-07-01"
    assert verdict(in_time) == Verdict("fulfilled", "a", 0)
    later = "p launch > 2020-05 2019-03-02\na launch ! - 2020-07-01"
    assert verdict(later) == Verdict("fulfilled", "a", None)


def test_what_an_editor_adds_fulfils_by_its_date_alone() -> None:
    assert judged("p launch > 2020 2019-03-02\na launch ! 2020-07-01") == {"p": "fulfilled a"}
    assert judged("p launch > 2020\na launch ! 2020-07-01 2020-07-02") == {"p": "fulfilled a"}


# --- superseded -----------------------------------------------------------------------------------------------------


def test_a_later_target_stated_later_takes_the_place() -> None:
    scene = """p completion > 2018 2016-03-02
               q completion > 2019-06 2017-11-20
               r completion > 2022 2019-02-11"""
    assert judged(scene) == {"p": "superseded q", "q": "superseded r", "r": "open"}


def test_it_does_so_after_the_first_one_was_due_as_well() -> None:
    scene = "p launch > 2018 2016-03-02\nq launch > 2022 2019-02-11"
    assert judged(scene) == {"p": "superseded q", "q": "open"}


def test_the_new_target_is_what_the_opening_fulfils() -> None:
    scene = """p launch > 2018 2016-03-02
               q launch > 2020-06 2018-10-11
               a launch ! 2020-07-10 2020-07-10"""
    assert judged(scene) == {"p": "superseded q", "q": "fulfilled a"}
    assert verdict(scene, "q").late_days == 10


def test_a_goal_may_be_put_off_as_a_completion() -> None:
    scene = "p target > 2018 2016-03-02\nq completion > 2022 2018-02-11"
    assert judged(scene) == {"p": "superseded q", "q": "open"}


def test_works_and_opening_are_two_steps_and_neither_takes_the_place_of_the_other() -> None:
    scene = "p completion > 2019 2016-03-02\nq launch > 2022 2017-02-11"
    assert judged(scene) == {"p": "due", "q": "open"}


def test_two_stages_that_one_article_announces_are_two_promises() -> None:
    # "1단계는 2018년, 2단계는 2022년 준공한다."
    scene = "p completion > 2018 2016-03-02\nq completion > 2022 2016-03-02 2019-05-01"
    assert judged(scene) == {"p": "due", "q": "open"}


def test_of_two_stages_the_new_target_is_that_of_the_nearer() -> None:
    scene = """p completion > 2018 2016-03-02
               q completion > 2020 2016-03-02
               r completion > 2021-12 2019-05-01"""
    assert judged(scene) == {"p": "due", "q": "superseded r", "r": "open"}


def test_an_article_that_names_the_old_date_and_the_new_says_that_it_was_put_off() -> None:
    # "9월로 예정했던 착공을 12월로 미뤘다."
    scene = """p construction > 2020-09 2020-03-05 2020-08-01
               q construction > 2020-12 2020-08-01~"""
    assert judged(scene) == {"p": "superseded q", "q": "due"}


def test_an_article_that_looks_back_at_the_old_date_and_names_a_new_one() -> None:
    scene = "p completion > 2019 2020-01-20\nq completion > 2021-12 2020-01-20"
    assert judged(scene) == {"p": "superseded q", "q": "open"}


def test_a_date_that_was_changed_to_a_sooner_one_is_superseded_as_well() -> None:
    # "애초 2025년 상반기에 돌아갈 예정이었지만 2024년 4분기 가동으로 방향을 틀었다."
    scene = "p launch > 2025-H1 2023-12-05<\nq launch > 2024-Q4 2023-12-05"
    assert judged(scene, today=date(2024, 1, 1)) == {"p": "superseded q", "q": "open"}


def test_a_plan_that_is_only_told_as_one_of_the_past_says_so() -> None:
    told = judge_promises(
        read_scene("p launch > 2022 2020-12-05<\nq pilot > 2022 2020-12-05"), cancelled=False, today=TODAY
    )
    assert {id: one.recalled for id, one in told.items()} == {"p": True, "q": False}


def test_the_old_date_that_is_stated_again_stands() -> None:
    # One outlet wrote 2022, the next one 2020 again: the later statement is the current one.
    scene = "p launch > 2020 2018-03-02 2019-09-01\nq launch > 2022 2019-02-11"
    assert judged(scene) == {"p": "due", "q": "open"}


def test_a_more_exact_date_takes_the_place_of_a_year() -> None:
    scene = "p launch > 2020 2018-03-02\nq launch > 2020-06 2019-02-11"
    assert judged(scene) == {"p": "superseded q", "q": "due"}


def test_a_looser_date_does_not() -> None:
    scene = "p launch > 2020-06 2018-03-02\nq launch > 2020 2019-02-11"
    assert judged(scene)["p"] == "due"


def test_a_step_within_a_programme_of_years_does_not_take_its_place() -> None:
    scene = "p launch > 2018/2022 2018-03-02\nq launch > 2020-06 2019-02-11"
    assert judged(scene)["p"] == "open"


def test_an_earlier_target_does_not_either() -> None:
    scene = "p target > 2030 2018-03-02\nq target > 2020 2019-02-11"
    assert judged(scene) == {"p": "open", "q": "due"}


def test_nor_a_plan_of_another_decade() -> None:
    scene = "p target > 2020 2018-03-02\nq target > 2035 2019-02-11"
    assert judged(scene) == {"p": "due", "q": "open"}


def test_a_promise_that_was_kept_before_the_next_one_was_made_is_kept() -> None:
    scene = """p completion > 2018 2016-03-02
               a completion ! 2018-11-05 2018-11-06
               q completion > 2022 2019-05-01"""
    assert judged(scene) == {"p": "fulfilled a", "q": "open"}


# --- withdrawn ------------------------------------------------------------------------------------------------------


def test_a_calling_off_withdraws_what_was_promised_before() -> None:
    scene = "p launch > 2020 2018-03-02\nx cancellation ! 2019-05-04 2019-05-05"
    assert judged(scene) == {"p": "withdrawn x"}


def test_a_promise_made_after_the_calling_off_stands() -> None:
    # 2019년 백지화한 사업을 2020년에 다시 추진한다.
    scene = """p launch > 2020 2018-03-02
               x cancellation ! 2019-05-04 2019-05-05
               q launch > 2026 2020-09-01"""
    assert judged(scene)["q"] == "open"


def test_what_came_true_before_the_calling_off_came_true() -> None:
    scene = """p construction > 2018 2018-03-02
               a construction ! 2018-06-01 2018-06-02
               x cancellation ! 2019-05-04 2019-05-05"""
    assert judged(scene) == {"p": "fulfilled a"}


def test_an_initiative_that_is_called_off_owes_nothing_even_where_nobody_dates_the_end() -> None:
    assert judged("p launch > 2020 2018-03-02", cancelled=True) == {"p": "withdrawn"}


def test_a_calling_off_that_is_only_possible_withdraws_nothing() -> None:
    scene = "p launch > 2020 2018-03-02\nx cancellation ? 2019-05-04 2019-05-05"
    assert judged(scene) == {"p": "due"}


# --- the whole ------------------------------------------------------------------------------------------------------


def test_the_order_of_the_milestones_makes_no_difference() -> None:
    acts = read_scene(
        """p completion > 2018 2016-03-02
           q completion > 2020 2016-03-02
           r completion > 2021-12 2019-05-01
           a completion ! 2018-11-05 2018-11-06
           x cancellation ! 2019-06-04 2019-06-05"""
    )
    verdicts = judge_promises(acts, cancelled=False, today=TODAY)
    assert judge_promises(acts[::-1], cancelled=False, today=TODAY) == verdicts
    assert len(verdicts) == 3
