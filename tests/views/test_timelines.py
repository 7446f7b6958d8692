"""Pages with a timeline: few queries however many milestones, notes for nonsense, the list in parts, data by months."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.newsroom import initiative_of, platform_story, tell
from tracker.forms.timeline_filter import parse_timeline_filter
from tracker.models import Group, Initiative, Milestone, Organization, Owner, Participation, Sector, TimelinePlace
from tracker.store.timeline_rows import refresh_timeline_rows
from tracker.timeline.scope import EVERYBODY, scope_of
from tracker.timeline.select import MARKS, iterate_entries, select_entries

pytestmark = pytest.mark.django_db
TIMELINES = ["/groups/lg/", "/timeline/", "/organizations/lg-cns/timeline/"]
MOST_QUERIES = 6
NONSENSE = [
    "lanes=x",
    "lanes=%00",
    "lane=%27",
    "zoom=1..2",
    "zoom=2020-13-01..2021-01-01",
    "zoom=2021-01-01..2020-01-01",
]
NONSENSE += ["rows=-1", "rows=many", "after=x", "after=2020-02-30_1", "after=2020-01-01_", "from=soon", "sector=x"]


def make_milestones(number: int, group: str = "lg", lead: str = "lg-cns", every: int = 11) -> list[Initiative]:
    """So many milestones of the group, three an initiative, one every few days from 2010 on."""
    organization, of_group = Organization.objects.get(slug=lead), Group.objects.get(slug=group)
    sectors = list(Sector.objects.order_by("pk"))
    made = []
    for start in range(0, number, 3):
        initiative = Initiative.objects.create(title=f"사업 {start}", status="agreed")
        initiative.sectors.add(sectors[start // 3 % len(sectors)])
        Participation.objects.create(initiative=initiative, organization=organization, role="lead", group=of_group)
        for place in range(start, min(start + 3, number)):
            day = date(2010, 1, 1) + timedelta(days=every * place)
            Milestone.objects.create(
                initiative=initiative,
                kind="contract",
                date_value=day.isoformat(),
                date_from=day,
                date_to=day,
                granularity="day",
                modality="happened",
            )
        made.append(initiative)
    refresh_timeline_rows([one.pk for one in made])
    return made


@pytest.fixture(autouse=True)
def _no_old_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def ask(client: Client, address: str, **headers: str) -> tuple[str, int]:
    """The answer and how many queries it took; what is kept for all pages (the foot) has been asked for before."""
    client.get("/about/")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode(), len(queries)


def chart_of(page: str) -> dict[str, Any]:
    return json.loads(page.split('id="timeline-data" type="application/json">')[1].split("</script>", maxsplit=1)[0])


# --- queries --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", TIMELINES)
@pytest.mark.parametrize("number", [3, 60, 400])
@pytest.mark.parametrize("query", ["", "?from=2012&to=2014", "?sector=smart_city", "?lanes=initiative", "?q=사업"])
def test_a_page_takes_few_queries(client: Client, address: str, number: int, query: str) -> None:
    make_milestones(number)
    page, queries = ask(client, address + query)
    assert queries <= MOST_QUERIES or "data-entry" not in page


def test_a_further_part_of_the_list_takes_three(client: Client) -> None:
    make_milestones(400)
    fragment, queries = ask(client, "/groups/lg/?after=2015-01-01_99999", **{"hx-request": "true", "hx-target": "more"})
    assert fragment.count("data-entry=") == 50
    assert queries <= 3


# --- lists ----------------------------------------------------------------------------------------------------------


def test_the_parts_of_the_list_are_the_whole_without_gap_or_repetition(client: Client) -> None:
    make_milestones(170)
    address, ids = "/groups/lg/", []
    for _ in range(4):
        page, _queries = ask(client, address)
        part = page.split('id="list"')[1]
        ids += [piece.split('"')[0] for piece in part.split('data-entry="')[1:]]
        if 'id="more"' not in part:
            break
        address = part.split('id="more"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    entries = list(iterate_entries(read(""), scope_of(Group.objects.get(slug="lg")), timezone.localdate()))
    assert len(ids) == 170
    assert ids == [entry.id for entry in entries]


def test_entries_are_newest_first_with_the_undated_last(client: Client) -> None:
    made = make_milestones(6)
    Milestone.objects.create(initiative=made[0], kind="talks", modality="happened")
    refresh_timeline_rows([made[0].pk])
    entries = list(iterate_entries(read(""), EVERYBODY, timezone.localdate()))
    assert [entry.first for entry in entries[:-1]] == sorted((e.first for e in entries[:-1]), reverse=True)
    assert entries[-1].first is None


def test_an_address_can_ask_for_all_rows_that_were_open(client: Client) -> None:
    make_milestones(170)
    page, _ = ask(client, "/groups/lg/?rows=120")
    assert page.count("data-entry=") == 120


def test_what_is_streamed_goes_on_beyond_one_query(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.timeline.select.AT_ONCE", 7)
    make_milestones(30)
    found = list(iterate_entries(read("sector=smart_city"), EVERYBODY, timezone.localdate()))
    of_one = TimelinePlace.objects.filter(owner_kind=Owner.EVERYBODY, sector__slug="smart_city").count()
    assert len({entry.id for entry in found}) == len(found) == of_one > 7


def test_reports_and_independent_origins_are_counted_in_words(client: Client) -> None:
    tell(platform_story())
    page, _ = ask(client, "/groups/posco/")
    assert '보도 <span class="number">1</span> · 독립 출처 <span class="number">1</span>' in page


# --- charts ---------------------------------------------------------------------------------------------------------


def test_up_to_150_milestones_are_marks_and_more_are_counted(client: Client) -> None:
    make_milestones(MARKS)
    assert len(chart_of(ask(client, "/groups/lg/")[0])["marks"]) == MARKS
    make_milestones(1)
    chart = chart_of(ask(client, "/groups/lg/")[0])
    assert chart["mode"] == "bubbles"
    assert (chart["marks"], sum(one["count"] for one in chart["bubbles"])) == ([], MARKS + 1)


def test_zooming_into_few_days_brings_marks(client: Client) -> None:
    make_milestones(400)
    answer = client.get("/timeline/data/?scope=group:lg&zoom=2012-01-01..2012-06-30").json()
    assert answer["mode"] == "marks"
    assert {mark["from"][:4] for mark in answer["marks"]} == {"2012"}
    assert client.get("/timeline/data/?scope=group:lg&zoom=2010-01-01..2020-01-01").json()["mode"] == "bubbles"


def test_zooming_keeps_the_filter_and_its_days(client: Client) -> None:
    make_milestones(60)
    data = "/timeline/data/?scope=group:lg&zoom=2010-01-01..2011-12-31&from=2011&sector=smart_city"
    marks = client.get(data).json()["marks"]
    assert 0 < len(marks) < 15
    assert {mark["from"][:4] for mark in marks} == {"2011"}


def test_a_bubble_leads_to_what_it_counts(client: Client) -> None:
    make_milestones(400)
    bubble = chart_of(ask(client, "/groups/lg/")[0])["bubbles"][3]
    address = f"/groups/lg/?lane={bubble['lane']}&from={bubble['from'][:7]}&to={bubble['to'][:7]}"
    assert len(chart_of(ask(client, address)[0])["marks"]) == bubble["count"]


@pytest.mark.parametrize("lanes", ["affiliate", "sector", "partner", "initiative"])
def test_lanes_are_the_same_for_marks_and_for_counts(client: Client, lanes: str) -> None:
    tell(platform_story())
    make_milestones(MARKS, "posco", "posco-dx")
    asked = f"/groups/posco/?lanes={lanes}"
    counted = {lane["key"] for lane in chart_of(ask(client, asked)[0])["lanes"]}
    marked = {lane["key"] for lane in chart_of(ask(client, f"{asked}&q=통합플랫폼")[0])["lanes"]}
    assert marked
    assert marked <= counted or lanes == "initiative"


def test_the_strip_counts_the_whole_filter_whatever_its_days(client: Client) -> None:
    make_milestones(60)
    whole = ask(client, "/groups/lg/")[0]
    part = ask(client, "/groups/lg/?from=2011&to=2011")[0]
    assert whole.count('class="bar') == part.count('class="bar')
    assert whole.count('class="bar on"') > part.count('class="bar on"') > 0


# --- other pages, and none ------------------------------------------------------------------------------------------


def test_an_initiative_has_a_timeline_of_its_own(client: Client) -> None:
    initiative = initiative_of(tell(platform_story()))
    make_milestones(9)
    page, queries = ask(client, f"/initiatives/{initiative.public_id}/timeline/")
    assert page.count("data-entry=") == 2
    assert queries <= MOST_QUERIES


@pytest.mark.parametrize("address", [*TIMELINES, "/compare/?with=group:lg&with=group:posco"])
@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_is_a_note(client: Client, address: str, query: str) -> None:
    make_milestones(3)
    page, _ = ask(client, address + ("&" if "?" in address else "?") + query)
    assert 'class="notes"' in page


@pytest.mark.parametrize("scope", ["", "group:nobody", "group:", "x:y", "group:%00", "organization:lg"])
def test_the_data_of_nobody_is_not_found(client: Client, scope: str) -> None:
    assert client.get(f"/timeline/data/?scope={scope}").status_code == 404


def test_a_lane_that_does_not_exist_can_be_dropped(client: Client) -> None:
    make_milestones(3)
    page, _ = ask(client, "/groups/lg/?lane=nobody")
    assert 'href="/groups/lg/?"' in page.split('class="drops"')[1]


def test_a_merged_organization_leads_on(client: Client) -> None:
    keep, lose = Organization.objects.get(slug="lg-cns"), Organization.objects.get(slug="posco-dx")
    lose.merged_into = keep
    lose.save()
    answer = client.get("/organizations/posco-dx/timeline/")
    assert answer["Location"] == "/organizations/lg-cns/timeline/"


def read(query: str) -> Any:
    slugs = list(Sector.objects.values_list("slug", flat=True))
    return parse_timeline_filter(QueryDict(query), sectors=slugs, usual="sector")


def test_a_part_asks_for_no_more_rows_than_it_shows() -> None:
    make_milestones(30)
    sectors, wanted = list(Sector.objects.all()), read("")
    with CaptureQueriesContext(connection) as queries:
        found = select_entries(EVERYBODY, wanted, timezone.localdate(), sectors, limit=10)
    assert len(found.entries) == 10
    assert len(queries) == 1
    assert "LIMIT 11" in queries[0]["sql"]
