"""What a timeline says of promises: which act made them; and its list by years."""

from dataclasses import replace
from datetime import date

from tracker.timeline.entries import Entry, Timeline, find_promise


def entry(id: str, kind: str, modality: str, day: str | None, **changes: object) -> Entry:
    when = date.fromisoformat(day) if day else None
    made = Entry(
        id=id,
        initiative="i",
        title="광양 스마트공장",
        address="/initiatives/i/",
        lane="posco",
        kind=kind,
        kind_word=kind,
        modality=modality,
        modality_word=modality,
        status_word="",
        date_value=day or "",
        first=when,
        last=when,
        sectors=(),
        parties=(),
        confidence=0.9,
        reviewed=False,
        reports=1,
        quote="",
        sample=False,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


AGREED = entry("a", "agreement", "happened", "2018-03-02")
PLANNED = entry("p", "completion", "planned", "2019-06-30")


def test_a_promise_is_led_to_by_the_latest_promising_act_before_it() -> None:
    later = entry("b", "contract", "happened", "2018-09-01")
    after = entry("c", "contract", "happened", "2019-12-01")
    assert find_promise(PLANNED, [AGREED, later, after, PLANNED]) == "b"


def test_what_has_happened_was_promised_by_nothing() -> None:
    assert find_promise(AGREED, [AGREED]) == ""


def test_an_undated_promise_has_no_line() -> None:
    assert find_promise(entry("p", "target", "planned", None), [AGREED]) == ""


def test_the_list_is_grouped_by_year_with_the_undated_apart() -> None:
    undated = entry("u", "talks", "happened", None)
    timeline = Timeline((PLANNED, AGREED, undated), (), 1)
    assert [(year, [one.id for one in entries]) for year, entries in timeline.years] == [
        ("2019", ["p"]),
        ("2018", ["a"]),
        ("", ["u"]),
    ]
