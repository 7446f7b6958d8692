"""The line under a heading counts what the page shows, also after a filter has swapped the list."""

import re

import pytest
from django.test import Client

from tests.newsroom import Act, Project, Story, platform_story, tell
from tests.newsroom import Party as P

pytestmark = pytest.mark.django_db
WORKS = "포스코는 2019년 광양에서 한빛테크와 스마트공장 공사를 시작했다."


@pytest.fixture(autouse=True)
def told() -> None:
    tell(platform_story())
    parties = P("포스코", "lead", "posco-company", "posco"), P("한빛테크", "supplier")
    project = Project(
        "광양 스마트공장", parties, (Act("construction", "2019", WORKS),), ("smart_factory",), "in_progress"
    )
    tell(Story("포스코, 광양 스마트공장 착공", WORKS, (project,), "2019-05-05"))


def summary(text: str) -> str:
    (line,) = re.findall(r'<p class="summary" id="summary".*?</p>', text, re.DOTALL)
    return re.sub(r"<[^>]+>", "", line)


@pytest.mark.parametrize(
    ("address", "unit"), [("/groups/posco/", "사업"), ("/groups/posco/partnerships/", "협력 기관")]
)
def test_the_line_follows_the_filter_with_and_without_scripts(client: Client, address: str, unit: str) -> None:
    whole = client.get(address).content.decode()
    page = client.get(f"{address}?sector=smart_factory").content.decode()
    swap = client.get(f"{address}?sector=smart_factory", headers={"hx-request": "true"}).content.decode()
    assert f"{unit} 2" in summary(whole)
    assert f"{unit} 1" in summary(page)
    assert "협력 기관 1" in summary(page)
    assert summary(swap) == summary(page)
    assert 'id="summary" hx-swap-oob="true"' in swap
    assert "hx-swap-oob" not in page


def test_a_filter_that_finds_nothing_counts_nothing(client: Client) -> None:
    swap = client.get("/groups/posco/?sector=smart_energy", headers={"hx-request": "true"}).content.decode()
    assert "사업 0 · 협력 기관 0 · 약속 0" in summary(swap)


def test_an_organization_and_its_partnerships_lead_to_each_other(client: Client) -> None:
    page = client.get("/organizations/posco-company/").content.decode()
    assert 'href="/organizations/posco-company/partnerships/"' in page
    partnerships = client.get("/organizations/posco-company/partnerships/").content.decode()
    assert 'href="/organizations/posco-company/"' in partnerships
    assert "한빛테크" in partnerships
    assert "협력 기관 2" in summary(partnerships)
