"""Overdue is said of a promise by all that is known of its initiative, never by what a filter leaves in view."""

import pytest
from django.test import Client

from tests.newsroom import CONTRACT, PLATFORM, SIGNED, Act, Project, Story, platform_story, tell

pytestmark = pytest.mark.django_db
WORDS = "overdue-words"
BEGUN = "포스코는 2020년 10월 공사를 시작했다."
FILTERS = ["", "?modality=planned", "?from=2020-09&to=2020-09", "?from=2020-03&to=2020-09&modality=planned"]


def tell_of_plan(*, begun: bool) -> None:
    tell(platform_story())
    if begun:
        acts = (CONTRACT, Act("construction", "2020-10", BEGUN))
        project = Project(PLATFORM.title, PLATFORM.parties, acts, locations=("포항",))
        tell(Story("포스코, 포항서 착공", f"{SIGNED} {BEGUN}", (project,), day="2020-11-02"))


@pytest.mark.parametrize("query", FILTERS)
def test_a_kept_promise_is_not_overdue_whatever_the_filter_hides(client: Client, query: str) -> None:
    tell_of_plan(begun=True)
    entries = client.get(f"/groups/posco/{query}").content.decode().split('id="list"')[1]
    assert "공사를 시작할 계획" in entries
    assert WORDS not in entries


@pytest.mark.parametrize("query", FILTERS)
def test_a_promise_that_nothing_keeps_is_overdue_whatever_the_filter_hides(client: Client, query: str) -> None:
    tell_of_plan(begun=False)
    entries = client.get(f"/groups/posco/{query}").content.decode().split('id="list"')[1]
    assert "공사를 시작할 계획" in entries
    assert WORDS in entries
