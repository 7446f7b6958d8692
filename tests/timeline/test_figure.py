"""The chart's data: rows without collisions, links, and texts in which plotly finds no markup."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.timeline.test_entries import AGREED, PLANNED, entry
from tracker.timeline.entries import Entry, Lane
from tracker.timeline.figure import GAP, MOST_LANES, REST, draw_marks, pack_rows, plain

TODAY = date(2020, 6, 1)
LANES = (Lane("posco", "포스코", ""), Lane("posco-dx", "포스코DX", "포스코ICT"))


def draw(*entries: Entry) -> dict:
    words = {"date_words": lambda value: value, "address": lambda one: f"/e/{one.id}/"}
    return draw_marks(entries, LANES, TODAY, **words, rest="그 밖")


def test_each_dated_entry_is_one_mark_and_undated_ones_are_in_the_list_only() -> None:
    chart = draw(PLANNED, AGREED, entry("u", "talks", "happened", None))
    assert [mark["id"] for mark in chart["marks"]] == ["a", "p"]


def test_a_dotted_link_leads_from_the_promising_act_to_the_promise() -> None:
    chart = draw(replace(PLANNED, promised_by="a"), AGREED)
    assert chart["links"] == [[0, 1]]


def test_a_link_to_an_act_that_the_filter_has_taken_out_is_left_out() -> None:
    assert draw(replace(PLANNED, promised_by="gone"))["links"] == []


def test_a_double_link_leads_from_a_target_to_the_one_that_took_its_place() -> None:
    later = replace(PLANNED, id="q", first=date(2021, 3, 1), last=date(2021, 3, 31))
    chart = draw(later, replace(PLANNED, replaced_by="q"), AGREED)
    assert chart["slips"] == [[1, 2]]


def test_what_is_uncertain_is_weak_unless_an_editor_has_confirmed_it() -> None:
    weak = replace(AGREED, confidence=0.4)
    assert [draw(one)["marks"][0]["weak"] for one in (AGREED, weak, replace(weak, reviewed=True))] == [
        False,
        True,
        False,
    ]


def test_lanes_beyond_the_most_share_the_last_one() -> None:
    entries = [replace(AGREED, id=str(n), initiative=str(n), lane=f"lane-{n:02}") for n in range(MOST_LANES + 5)]
    lanes = draw(*entries, *[replace(AGREED, id="x", initiative="x", lane="lane-44")])["lanes"]
    assert len(lanes) == MOST_LANES
    assert (lanes[0]["key"], lanes[-1]["key"], lanes[-1]["name"]) == ("lane-44", REST, "그 밖")
    assert lanes[-1]["rows"] == 6


def test_lanes_say_the_name_of_the_day() -> None:
    chart = draw(replace(AGREED, lane="posco-dx"))
    assert (chart["lanes"][0]["name"], chart["lanes"][0]["former"]) == ("포스코DX", "포스코ICT")


def test_a_cancellation_has_its_own_shape() -> None:
    assert draw(entry("x", "cancellation", "happened", "2019-01-01"))["marks"][0]["shape"] == "cancelled"


def test_hostile_titles_reach_plotly_as_plain_text() -> None:
    chart = draw(replace(AGREED, title='<a href="javascript:alert(1)">x</a>&lt;b&gt;'))
    hover = chart["marks"][0]["hover"]
    assert "<a" not in hover
    assert "&lt;a href" in hover
    assert "&amp;lt;b" in hover


def test_the_data_is_json() -> None:
    assert json.loads(json.dumps(draw(PLANNED, AGREED)))["today"] == "2020-06-01"


def test_plain_leaves_ordinary_text_alone() -> None:
    assert plain("포스코ICT·포스코건설 'AI'") == "포스코ICT·포스코건설 'AI'"


days = st.dates(date(2000, 1, 1), date(2040, 1, 1))


@given(st.lists(st.tuples(days, days), max_size=25))
def test_no_two_initiatives_on_one_row_come_near_each_other(pairs: list[tuple[date, date]]) -> None:
    spans = [(min(pair), max(pair), str(number)) for number, pair in enumerate(pairs)]
    rows = pack_rows(spans)
    for first, last, key in spans:
        for other_first, other_last, other in spans:
            if key < other and rows[key] == rows[other]:
                assert last + GAP <= other_first or other_last + GAP <= first
    assert sorted(set(rows.values())) == list(range(len(set(rows.values()))))
