"""Lines of slippage: every statement on one axis."""

from datetime import date
from itertools import pairwise

from tracker.promises.entries import Chain, PromiseEntry, Settled, Statement
from tracker.promises.figure import draw_slippage
from tracker.templatetags.promise_words import late_words

TODAY = date(2021, 6, 1)


def statement(day: str, value: str, due_on: str) -> Statement:
    return Statement(date.fromisoformat(day), "가상일보", "/articles/a/", "m", value, date.fromisoformat(due_on))


def entry(
    state: str, due_on: str = "2020-12-31", *, late: int | None = None, done: tuple[str, str] | None = None
) -> PromiseEntry:
    settled = Settled("f", "준공", "", date.fromisoformat(done[0]), date.fromisoformat(done[1])) if done else None
    return PromiseEntry(
        id="p",
        title="광양 스마트공장",
        address="/initiatives/i/",
        kind="completion",
        kind_word="준공",
        value="2020",
        due_on=date.fromisoformat(due_on),
        state=state,
        state_word="",
        quote="",
        outlet="",
        parties=(),
        sectors=(),
        late_days=late,
        settled=settled,
        before=(),
        search=None,
        recalled=False,
        sample=False,
    )


SAID = (
    statement("2016-03-02", "2018", "2018-12-31"),
    statement("2018-05-02", "2018", "2018-12-31"),
    statement("2019-02-11", "2020", "2020-12-31"),
)


def test_a_line_leads_from_the_day_of_the_statement_to_the_last_day_that_it_states() -> None:
    lines = draw_slippage(Chain(entry("due"), SAID), TODAY).lines
    assert [line.start < line.end for line in lines] == [True, True, True]
    assert [line.start for line in lines] == sorted(line.start for line in lines)
    assert lines[0].end == lines[1].end < lines[2].end
    assert [line.moved for line in lines] == [False, False, True]


def test_all_of_it_lies_within_the_picture() -> None:
    drawn = draw_slippage(Chain(entry("due"), SAID), TODAY)
    numbers = [n for line in drawn.lines for n in (line.start, line.end)] + [at for _, at in drawn.years]
    assert drawn.today is not None
    assert all(0 <= number <= 100 for number in [*numbers, drawn.today])


def test_what_was_done_is_shown_as_exactly_as_it_is_known() -> None:
    day = draw_slippage(Chain(entry("fulfilled", done=("2020-11-05", "2020-11-05")), SAID), TODAY).done
    year = draw_slippage(Chain(entry("fulfilled", done=("2020-01-01", "2020-12-31")), SAID), TODAY).done
    assert day
    assert day[0] == day[1]
    assert year
    assert year[1] - year[0] > 10
    assert draw_slippage(Chain(entry("superseded", done=("2022-01-01", "2022-12-31")), SAID), TODAY).done is None


def test_years_keep_apart() -> None:
    long = (statement("1990-03-02", "2040", "2040-12-31"),)
    years = [year for year, _ in draw_slippage(Chain(entry("open", "2040-12-31"), long), TODAY).years]
    assert 3 <= len(years) <= 6
    assert len({b - a for a, b in pairwise(years)}) == 1


def test_a_promise_that_nobody_states_but_an_editor_has_a_picture_too() -> None:
    assert draw_slippage(Chain(entry("due"), ()), TODAY).lines == ()


def test_late_words_say_no_more_than_the_dates_allow() -> None:
    day, month = ("2021-03-01", "2021-03-01"), ("2021-03-01", "2021-03-31")
    cases = {
        entry("due"): "5개월 지남",
        entry("due", "2021-05-31"): "1일 지남",
        entry("open", "2021-06-01"): "오늘까지",
        entry("open", "2023-12-31"): "2년 7개월 남음",
        entry("fulfilled", late=60, done=day): "2개월 늦게",
        entry("fulfilled", late=60, done=month): "적어도 2개월 늦게",
        entry("fulfilled", late=0, done=("2020-11-05", "2020-11-05")): "기한 안에",
        entry("fulfilled", late=0, done=("2020-01-01", "2021-12-31")): "늦었는지는 알 수 없음",
        entry("fulfilled", done=day): "언제인지는 알 수 없음",
        entry("superseded", done=("2022-01-01", "2022-12-31")): "2년 뒤로",
        entry("superseded", done=("2020-06-01", "2020-06-30")): "더 정확한 날짜로",
        entry("withdrawn"): "",
    }
    assert {words: late_words(one, TODAY) for one, words in cases.items()} == {words: words for words in cases.values()}
