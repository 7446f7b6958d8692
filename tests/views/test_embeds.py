"""Timelines in other people's pages: off by default, and when on, by a rule of these pages alone."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.newsroom import SIGNED, platform_story, tell
from tracker.views.embeds import embedders

pytestmark = pytest.mark.django_db
EMBEDS = ["/embed/groups/posco/", "/embed/organizations/posco-company/"]
HOSTS = ["https://news.example.org", "https://*.example.net"]


@pytest.mark.parametrize("address", EMBEDS)
def test_it_is_off_by_default_and_says_so(client: Client, address: str) -> None:
    tell(platform_story())
    answer = client.get(address)
    assert answer.status_code == 404
    assert "끼워 넣기가 꺼져 있습니다" in answer.content.decode()
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "<iframe" not in client.get("/groups/posco/").content.decode().replace("&lt;", "<")


@pytest.mark.parametrize("address", EMBEDS)
def test_when_on_the_hosts_that_are_named_may_frame_it(client: Client, settings: Settings, address: str) -> None:
    settings.ALLOW_EMBED = HOSTS
    tell(platform_story())
    answer = client.get(address)
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert f"frame-ancestors {' '.join(HOSTS)}" in policy
    assert "'none'" not in policy.partition("frame-ancestors")[2].partition(";")[0]
    assert "script-src 'self'" in policy  # all other rules stay
    assert "X-Frame-Options" not in answer
    text = answer.content.decode()
    assert SIGNED in text
    page = address.removeprefix("/embed") + ("timeline/" if "organizations" in address else "")
    assert f'href="http://testserver{page}"' in text
    assert not answer.cookies


def test_every_link_of_a_frame_opens_beside_the_page(client: Client, settings: Settings) -> None:
    settings.ALLOW_EMBED = ["*"]
    tell(platform_story())
    text = client.get(EMBEDS[0]).content.decode()
    links = [part for part in text.split("<a ")[1:] if 'href="#' not in part.partition(">")[0]]
    assert len(links) > 3
    assert all('target="_blank" rel="noopener"' in link.partition(">")[0] for link in links)


def test_all_other_pages_stay_out_of_frames(client: Client, settings: Settings) -> None:
    settings.ALLOW_EMBED = ["*"]
    for address in ("/", "/groups/posco/", "/promises/", "/embed/groups/nobody/"):
        answer = client.get(address)
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_snippet_is_offered_where_it_works_with_the_filter(client: Client, settings: Settings) -> None:
    settings.ALLOW_EMBED = ["*"]
    tell(platform_story())
    text = client.get("/groups/posco/?sector=smart_city").content.decode()
    assert '&lt;iframe src="http://testserver/embed/groups/posco/?sector=smart_city"' in text
    assert "/embed/" not in client.get("/initiatives/").content.decode()


def test_the_filter_and_the_language_of_the_address_count(client: Client, settings: Settings) -> None:
    settings.ALLOW_EMBED = ["*"]
    tell(platform_story())
    planned = client.get(EMBEDS[0], {"modality": "planned", "language": "en"}).content.decode()
    assert '<html lang="en"' in planned
    assert SIGNED not in planned
    assert "as of" in planned
    assert client.get(EMBEDS[0], {"sector": "\x00", "from": "x", "language": "zz"}).status_code == 200


def test_what_is_no_host_gives_no_rule(settings: Settings) -> None:
    settings.ALLOW_EMBED = ["news.example.org", "*", "x; script-src *", "'self'", "", "https://a.b:8443", "a b"]
    assert embedders() == ["news.example.org", "*", "https://a.b:8443"]
