"""The entries of a timeline: the day at which one is drawn, and the list by years."""

from dataclasses import replace
from datetime import date

from tracker.timeline.entries import Entry, Timeline


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


def test_the_list_is_grouped_by_year_with_the_undated_apart() -> None:
    undated = entry("u", "talks", "happened", None)
    timeline = Timeline((PLANNED, AGREED, undated), ())
    assert [(year, [one.id for one in entries]) for year, entries in timeline.years] == [
        ("2019", ["p"]),
        ("2018", ["a"]),
        ("", ["u"]),
    ]


def test_an_entry_is_drawn_in_the_middle_of_its_days() -> None:
    year = entry("y", "launch", "happened", "2018-01-01", last=date(2018, 12, 31))
    assert year.middle == date(2018, 7, 2)
    assert AGREED.middle == AGREED.first
    assert entry("u", "talks", "happened", None).middle is None
