"""What two sides share, rolled up by years: only what had happened by then, while each belonged where it counts."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracker.pipeline.partners.membership import group_at, windows_of, years_apart
from tracker.pipeline.partners.roll import ALL_TIME, FOREVER, Share, Span, add_up, roll_up, sum_at, sum_up
from tracker.pipeline.partners.rungs import STAGES, rung_of


def share(initiative: int, *steps: tuple[int, int], since: int = 1, until: int = FOREVER, origins: int = 1) -> Share:
    dated = tuple((year, rung, date(year, 2, 1), date(year, 11, 1)) for year, rung in steps)
    return Share(initiative, dated, origins, False, since, until)


def test_a_rung_holds_from_the_year_in_which_it_was_reached() -> None:
    spans = roll_up([share(1, (2016, 1), (2019, 3))])
    assert [(span.since, span.until, span.sum.rung, span.sum.last.year) for span in spans] == [
        (2016, 2019, 1, 2016),
        (2019, FOREVER, 3, 2019),
    ]


def test_initiatives_and_origins_add_up_as_they_begin() -> None:
    spans = roll_up([share(1, (2016, 1), origins=2), share(2, (2018, 0), origins=3)])
    assert [(span.since, span.sum.initiatives, span.sum.origins, span.sum.rung) for span in spans] == [
        (2016, 1, 2, 1),
        (2018, 2, 5, 1),
    ]


def test_a_share_counts_only_within_its_years() -> None:
    (span,) = roll_up([share(1, (2016, 1), since=2018, until=2020)])
    assert (span.since, span.until) == (2018, 2020)
    assert roll_up([share(1, (2016, 1), until=2016)]) == []


def test_an_initiative_shared_by_two_members_of_a_group_counts_once() -> None:
    assert sum_up([share(1, (2016, 1)), share(1, (2016, 1))]).initiatives == 1


steps = st.lists(
    st.tuples(st.integers(2000, 2024), st.integers(0, 4)), min_size=1, max_size=4, unique_by=lambda s: s[0]
)


@st.composite
def shares(draw: st.DrawFn) -> Share:
    reached, out = 0, []
    for year, rung in sorted(draw(steps)):
        reached = max(reached, rung)
        out.append((year, reached))
    since = draw(st.integers(1995, 2026))
    return share(0, *out, since=since, until=draw(st.integers(since, 2030)))


several = st.lists(shares(), max_size=8).map(lambda some: [replace(one, initiative=n) for n, one in enumerate(some)])


@given(several, st.integers(1994, 2031))
def test_a_span_says_what_the_shares_say_of_each_of_its_years(some: list[Share], year: int) -> None:
    found = [span.sum for span in roll_up(some) if span.since <= year < span.until]
    wanted = sum_at(some, year)
    assert found == ([wanted] if wanted else [])


@given(several)
def test_spans_are_in_order_and_no_two_neighbours_say_the_same(some: list[Share]) -> None:
    spans = roll_up(some)
    for one, other in pairwise(spans):
        assert one.until <= other.since
        assert one.until < other.since or one.sum != other.sum


def test_spans_of_several_groups_add_up() -> None:
    one, two = roll_up([share(1, (2016, 1))]), roll_up([share(2, (2018, 3))])
    added = add_up([*one, *two])
    assert [(span.since, span.sum.groups, span.sum.initiatives, span.sum.rung) for span in added] == [
        (2016, 1, 1, 1),
        (2018, 2, 2, 3),
    ]
    whole = Span(ALL_TIME, 1, one[0].sum)
    assert add_up([whole, whole])[0].sum.groups == 2


# --- membership -----------------------------------------------------------------------------------------------------


def test_a_year_counts_for_the_group_of_its_end() -> None:
    windows = windows_of([(1, None, date(2015, 6, 30)), (2, date(2015, 7, 1), None)])
    assert [group_at(windows, year) for year in (1990, 2014, 2015, 2024)] == [1, 1, 2, 2]
    assert windows_of([]) == [(None, 1, FOREVER)]
    gap = windows_of([(1, date(2010, 1, 1), date(2012, 5, 1))])
    assert [group_at(gap, year) for year in (2009, 2010, 2011, 2012)] == [None, 1, 1, None]


def test_two_sides_come_apart_when_ours_leaves_or_theirs_joins() -> None:
    ours = [(1, date(2001, 1, 1), date(2020, 3, 1))]
    assert years_apart(ours, [], 1, 2010) == 2020
    assert years_apart(ours, [(1, date(2018, 1, 1), None)], 1, 2010) == 2018
    assert years_apart(ours, [(1, date(1999, 1, 1), date(2002, 1, 1))], 1, 2010) == 2020
    assert years_apart([], [], None, 2010) == FOREVER


# --- rungs ----------------------------------------------------------------------------------------------------------


def test_what_happened_shows_a_rung() -> None:
    assert STAGES[rung_of("construction") or 0] == "contract"
    assert rung_of("target") is None


def test_a_founding_is_a_joint_venture_only_when_its_sentence_says_so() -> None:
    assert STAGES[rung_of("organization", ["홍콩에 합작법인을 세웠다"]) or 0] == "joint_venture"
    assert rung_of("organization", ["전담 조직을 꾸렸다"]) is None
