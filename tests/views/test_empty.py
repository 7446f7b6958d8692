"""A page on which nothing is left says which filter is at fault, and what dropping it would bring."""

from datetime import date

import pytest
from django.test import Client

from tests.newsroom import platform_story, tell
from tracker.forms.drops import make_drops
from tracker.forms.filters import Filter

pytestmark = pytest.mark.django_db
PAGES = ["/groups/posco/", "/initiatives/", "/articles/"]


@pytest.mark.parametrize("address", PAGES)
def test_the_filter_at_fault_is_named_with_what_is_found_without_it(client: Client, address: str) -> None:
    tell(platform_story())
    answer = client.get(f"{address}?sector=smart_city&status=cancelled").content.decode()
    drops = answer.split('class="drops"')[1].split("</ul>")[0]
    fault, innocent = drops.split("</li>")[:2]
    assert "취소" in fault
    assert f'href="{address}?sector=smart_city"' in fault
    assert "빼면 " in fault
    assert "스마트시티" in innocent
    assert "빼도 없음" in innocent


@pytest.mark.parametrize("address", PAGES)
def test_a_page_with_something_on_it_offers_nothing_to_drop(client: Client, address: str) -> None:
    tell(platform_story())
    assert 'class="drops"' not in client.get(f"{address}?sector=smart_city").content.decode()


def test_without_a_filter_nothing_can_be_dropped() -> None:
    assert make_drops(Filter(), lambda asked: 1) == []


def test_a_period_is_dropped_as_one() -> None:
    [drop] = make_drops(Filter(first=date(2020, 1, 1)), lambda asked: 0)
    assert (drop.value, drop.address) == ("2020-01–", "?")


def test_a_swap_renews_the_counts_outside_of_the_list(client: Client) -> None:
    tell(platform_story())
    fragment = client.get("/groups/posco/?modality=happened", headers={"hx-request": "true"}).content.decode()
    assert '<summary id="filter-count" hx-swap-oob="true">거르기 (1)</summary>' in fragment
    assert 'id="summary" hx-swap-oob="true"' in fragment
    page = client.get("/groups/posco/?modality=happened").content.decode()
    assert "hx-swap-oob" not in page
