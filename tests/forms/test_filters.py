from datetime import date

import pytest
from django.http import QueryDict

from tracker.forms.filters import Filter, parse_filter

SECTORS = ["smart_factory", "smart_city", "smart_energy"]


def read(query: str, **options: object) -> Filter:
    return parse_filter(QueryDict(query), sectors=SECTORS, **options)  # type: ignore[arg-type]


def test_everything_is_read_from_the_address() -> None:
    found = read(
        "sector=smart_energy&sector=smart_city&status=agreed&modality=planned&affiliate=posco-dx"
        "&from=2017-03&to=2018-02&q=+쿠웨이트++도시&page=3"
    )
    assert found.sectors == ("smart_city", "smart_energy")
    assert (found.statuses, found.modalities, found.affiliate) == (("agreed",), ("planned",), "posco-dx")
    assert (found.first, found.last) == (date(2017, 3, 1), date(2018, 2, 28))
    assert (found.text, found.page, found.notes, found.active) == ("쿠웨이트 도시", 3, (), 7)


@pytest.mark.parametrize(
    "query",
    [
        "sector=zzz",
        "status=done",
        "modality=<script>",
        "affiliate=../../etc",
        "from=yesterday",
        "to=2020-13",
        "from=2020-02-30",
        "from=0000",
        "to=99999-01",
        "page=-1",
        "page=1e9",
        "page=" + "9" * 5000,
        "page=٣",
        "from=２０２０",
        "q=" + "가" * 101,
        "sector=%00",
    ],
)
def test_a_value_that_means_nothing_is_left_out_with_a_note(query: str) -> None:
    found = read(query)
    assert len(found.notes) == 1
    assert found.page == 1
    assert found.active == (1 if query.startswith("q=") else 0)


def test_a_note_never_repeats_a_long_value() -> None:
    assert all(len(note) < 150 for note in read("sector=" + "x" * 9000 + "&from=" + "1" * 9000).notes)


def test_control_characters_never_reach_a_query() -> None:
    assert read("q=a%00b%0Ac").text == "a b c"


def test_a_period_given_backwards_is_turned_round() -> None:
    found = read("from=2020-05&to=2019-03")
    assert (found.first, found.last) == (date(2019, 3, 1), date(2020, 5, 31))
    assert len(found.notes) == 1


def test_a_year_alone_spans_the_year() -> None:
    found = read("from=2019&to=2020")
    assert (found.first, found.last) == (date(2019, 1, 1), date(2020, 12, 31))


def test_links_keep_the_filter_and_drop_the_page() -> None:
    found = read("sector=smart_city&from=2019-01&to=2019-12-05&q=a%26b&page=4&lanes=sector", keep=("lanes",))
    again = read(found.querystring()[1:], keep=("lanes",))
    assert again == read("sector=smart_city&from=2019-01&to=2019-12-05&q=a%26b&lanes=sector", keep=("lanes",))
    assert found.querystring(page=2).endswith("&page=2")
    assert "from" not in found.querystring(from_=None)


def test_a_chip_adds_its_value_and_takes_it_out_again() -> None:
    found = read("sector=smart_city")
    assert read(found.toggled("sector", "smart_energy")[1:]).sectors == ("smart_city", "smart_energy")
    assert found.toggled("sector", "smart_city") == "?"
