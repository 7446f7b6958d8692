"""The first page: how large the ledger is, where things stand, and which promises are due."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.newsroom import CONTRACT, PLATFORM, START, Act, Project, Story, platform_story, tell

pytestmark = pytest.mark.django_db


def tell_of(*acts: Act) -> None:
    story = platform_story()
    story.body += "".join(f"\n\n{act.sentence}" for act in acts)
    story.projects = (Project(PLATFORM.title, PLATFORM.parties, (CONTRACT, *acts), locations=("포항",)),)
    tell(story)


def part(client: Client, name: str) -> str:
    page = client.get("/").content.decode()
    return page.split(f'<h2 id="{name}">')[1].split("</section>")[0] if f'<h2 id="{name}">' in page else ""


def test_a_promise_past_its_date_is_worded_with_care(client: Client) -> None:
    tell_of(START)
    overdue = part(client, "overdue")
    assert PLATFORM.title in overdue
    assert "지켜지지 않았다는 뜻이 아닙니다" in overdue


def test_a_promise_that_was_kept_is_not_among_them(client: Client) -> None:
    tell_of(START)
    begun = Act("construction", "2020-10", "포스코는 2020년 10월 공사를 시작했다.")
    project = Project(PLATFORM.title, PLATFORM.parties, (CONTRACT, begun), locations=("포항",))
    tell(Story("포스코, 포항서 착공", f"{CONTRACT.sentence} {begun.sentence}", (project,), day="2020-11-02"))
    assert part(client, "overdue") == ""


def test_a_promise_that_is_due_soon_is_named(client: Client) -> None:
    day = timezone.localdate() + timedelta(days=30)
    tell_of(Act("launch", day.isoformat(), "포스코는 곧 통합플랫폼을 연다.", "planned"))
    assert PLATFORM.title in part(client, "due")
    assert part(client, "overdue") == ""


def test_the_counts_are_those_of_the_ledger(client: Client) -> None:
    tell_of(START)
    assert client.get("/").context["counts"] == {"initiatives": 1, "groups": 1, "milestones": 2, "articles": 1}


def test_the_fullest_cell_of_the_table_is_the_darkest(client: Client) -> None:
    tell_of()
    shades = {shade for row in client.get("/").context["cross"]["rows"] for _status, _count, shade in row["cells"]}
    assert shades == {0, 4}
