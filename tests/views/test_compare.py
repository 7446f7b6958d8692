"""Two to four groups or organizations side by side."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.newsroom import platform_story, tell
from tests.views.test_timelines import ask, make_milestones

pytestmark = pytest.mark.django_db
TWO = "/compare/?with=group:posco&with=group:lg"


@pytest.fixture(autouse=True)
def told() -> None:
    tell(platform_story())
    make_milestones(9)


def chart_of(page: str) -> dict[str, Any]:
    return json.loads(page.split('id="timeline-data" type="application/json">')[1].split("</script>", maxsplit=1)[0])


def test_each_is_a_lane_in_the_order_of_the_address(client: Client) -> None:
    for order in ("posco", "lg"), ("lg", "posco"):
        page, _ = ask(client, "/compare/?" + "&".join(f"with=group:{one}" for one in order))
        assert [lane["key"] for lane in chart_of(page)["lanes"]] == [f"group:{one}" for one in order]


def test_the_table_holds_what_the_chart_shows(client: Client) -> None:
    page, _ = ask(client, TWO)
    ids = {mark["id"] for mark in chart_of(page)["marks"]}
    listed = {piece.split('"')[0] for piece in page.split('data-entry="')[1:]}
    assert len(ids) == 11
    assert listed <= ids
    assert "외 5개" in page  # of nine in a year four are named


def test_aligned_every_initiative_begins_at_zero(client: Client) -> None:
    page, _ = ask(client, f"{TWO}&by=months")
    chart = chart_of(page)
    first: dict[str, str] = {}
    for mark in chart["marks"]:
        first[mark["initiative"]] = min(mark["from"], first.get(mark["initiative"], "9"))
    assert chart["aligned"]
    assert set(first.values()) == {"2000-01-01"}
    assert "1년째" in page


def test_many_are_counted_by_months_after_the_beginning(client: Client) -> None:
    make_milestones(200)
    page, queries = ask(client, f"{TWO}&by=months")
    chart = chart_of(page)
    assert chart["mode"] == "bubbles"
    assert chart["bubbles"][0]["from"] == "2000-01-01"
    assert "개월" in chart["bubbles"][0]["hover"]
    assert queries <= 8
    few = client.get(f"/compare/data/{TWO[9:]}&by=months&zoom=2000-01-01..2000-01-31").json()
    assert few["mode"] == "marks"


def test_the_data_of_one_alone_is_not_found(client: Client) -> None:
    assert client.get("/compare/data/?with=group:lg").status_code == 404
    assert client.get(f"/compare/data/{TWO[9:]}").json()["count"] == 11


def test_one_alone_asks_for_another(client: Client) -> None:
    page, _ = ask(client, "/compare/?with=group:posco")
    assert "둘 이상" in page
    assert 'name="add"' in page


def test_five_are_four_with_a_note(client: Client) -> None:
    five = "&".join(f"with=group:{one}" for one in ("posco", "lg", "sk", "hanwha", "lotte"))
    page, _ = ask(client, f"/compare/?{five}")
    assert len(chart_of(page)["lanes"]) == 2  # those of which anything is known
    assert "네 곳까지만" in page
    assert 'name="add"' not in page


@pytest.mark.parametrize("query", ["with=group:nobody", "with=x", "with=initiative:a", "with=group:%00", "by=x"])
def test_nonsense_is_a_note(client: Client, query: str) -> None:
    page, _ = ask(client, f"{TWO}&{query}")
    assert 'class="notes"' in page
    assert len(chart_of(page)["lanes"]) == 2


def test_a_name_that_one_alone_has_is_added(client: Client) -> None:
    answer = client.get("/compare/?with=group:posco&add=LG+CNS")
    assert answer["Location"] == "/compare/?with=group:posco&with=organization:lg-cns"


def test_a_name_that_several_have_is_asked_for(client: Client) -> None:
    page, _ = ask(client, "/compare/?with=group:lg&add=포스코")
    choices = page.split('class="candidates"')[1].split("</ul>")[0]
    assert "with=group:lg&amp;with=group:posco" in choices
    assert "with=organization:posco-company" in choices


def test_a_label_of_the_completion_names_one(client: Client) -> None:
    options = client.get("/compare/names/?add=포스코").content.decode()
    assert '<option value="포스코 · 기업집단">' in options
    answer = client.get("/compare/?with=group:lg&add=포스코 · 기업집단")
    assert answer["Location"].endswith("with=group:lg&with=group:posco")


def test_an_unknown_name_is_a_note(client: Client) -> None:
    page, _ = ask(client, f"{TWO}&add=백일홍")
    assert "‘백일홍’" in page


def test_groups_and_organizations_lead_here(client: Client) -> None:
    assert 'href="/compare/?with=group:posco"' in client.get("/groups/posco/").content.decode()
    page = client.get("/organizations/posco-dx/").content.decode()
    assert 'href="/compare/?with=organization:posco-dx"' in page
