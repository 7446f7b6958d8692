"""What the command palette asks of the server."""

from typing import Any

import pytest
from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import User
from django.test import Client

from tests.newsroom import initiative_of, platform_story, tell

pytestmark = pytest.mark.django_db


def items(client: Client, text: str, language: str = "ko") -> list[dict[str, Any]]:
    answer = client.get("/palette/", {"q": text}, headers={"accept-language": language})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def addresses(client: Client, text: str, language: str = "ko") -> list[str]:
    return [one["address"] for one in items(client, text, language)]


def test_without_a_letter_it_offers_the_pages_and_sectors(client: Client) -> None:
    found = addresses(client, "")
    assert {"/", "/groups/", "/promises/", "/initiatives/", "/articles/", "/sources/"} <= set(found)
    assert "/initiatives/?sector=smart_city" in found


@pytest.mark.parametrize(("text", "language"), [("약속", "ko"), ("promise", "en"), ("promises", "ko"), ("PROM", "en")])
def test_a_page_is_found_by_its_name_in_either_language(client: Client, text: str, language: str) -> None:
    assert "/promises/" in addresses(client, text, language)


def test_every_address_answers(client: Client) -> None:
    tell(platform_story())
    for address in {*addresses(client, ""), *addresses(client, "포스코")}:
        assert client.get(address).status_code == 200, address


def test_groups_organizations_and_initiatives_are_found(client: Client) -> None:
    row = initiative_of(tell(platform_story()))
    found = addresses(client, "포스코")
    assert found[:2] == ["/groups/posco/", "/groups/posco/partnerships/"]
    assert "/organizations/posco-company/" in found
    assert row.get_absolute_url() in addresses(client, "통합 플랫폼")


def test_a_former_name_is_said(client: Client) -> None:
    assert {"label": "포스코DX", "note": "포스코ICT"}.items() <= items(client, "포스코ict")[0].items()


def test_what_only_editors_may_do_is_offered_to_them_alone(client: Client) -> None:
    assert "/review/" not in addresses(client, "")
    editor = User.objects.create_user("editor")
    editor.groups.add(UserGroup.objects.get(name="editors"))
    client.force_login(editor)
    assert {"/review/", "/articles/add/"} <= set(addresses(client, ""))


@pytest.mark.parametrize("query", ["q=%00", "q=%ED%A0%80", "q=" + "x" * 5000, "q=%25", "q=_", ""])
def test_nonsense_finds_little_and_breaks_nothing(client: Client, query: str) -> None:
    assert client.get(f"/palette/?{query}").status_code == 200
