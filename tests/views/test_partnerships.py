"""The pages of partnerships: every edge and cell opens its sentences, tables sort without scripts, nonsense is a note."""

import re
from itertools import product

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.newsroom import (
    CONTRACT,
    POSCO,
    SIGNED,
    Party,
    Project,
    Story,
    platform_story,
    sample_names,
    tell,
    tell_sample,
)
from tracker.models import Organization

pytestmark = pytest.mark.django_db

PAGES = [
    "/groups/posco/partnerships/",
    "/organizations/posco-company/partnerships/",
    "/partnerships/",
    "/partnerships/?view=partners",
    "/partnerships/?view=stages",
]
HTMX = {"hx-request": "true"}


def page(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, address
    return answer.content.decode()


def tell_of(count: int) -> None:
    """That many partners of POSCO."""
    for number in range(count):
        parties = (POSCO, Party(f"협력사 {number:03}", "partner"))
        tell(Story(f"협약 {number}", f"{SIGNED} {number}", (Project(f"{number}번 공장", parties, (CONTRACT,)),)))


def names(text: str) -> list[str]:
    table = text.split('<table class="partner-table')[1].split("</table>", maxsplit=1)[0]
    return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', table)


# --- every number opens its sentences -------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [*PAGES, "/groups/posco/partnerships/?open=posco", "/partnerships/?year=2020"])
def test_every_link_to_sentences_leads_to_some(client: Client, address: str) -> None:
    for name in sample_names()[:12]:
        tell_sample(name)
    tell(platform_story())
    text = page(client, address)
    links = set(re.findall(r'href="([^"]+)"[^>]* data-panel', text))
    assert links
    for link in sorted(links)[:25]:
        link = link.replace("&amp;", "&")
        whole, panel = page(client, link), page(client, link, **HTMX)
        assert "<blockquote>" in whole, link
        assert "<blockquote>" in panel
        assert "data-panel-heading" in panel
        assert "data-panel-heading" not in whole


def test_an_empty_cell_says_what_was_not_found_and_no_more(client: Client) -> None:
    for name in sample_names()[:12]:
        tell_sample(name)
    for view in ("partners", "stages"):
        text = page(client, f"/partnerships/?view={view}")
        empty = re.findall(r'<td class="none">(.*?)</td>', text)
        assert empty
        assert set(empty) == {'<span class="away">읽은 기사에 없음</span>'}
        assert "없었다는 뜻은 아닙니다" in text
        assert "협력이 없다는 뜻이 아닙니다" in text


def test_groups_of_which_nothing_was_found_are_named(client: Client) -> None:
    tell(platform_story())
    absent = page(client, "/partnerships/").split('class="more absent"')[1]
    absent = absent.split("</details>")[0]
    assert "/groups/samsung/" in absent
    assert "/groups/posco/" not in absent


# --- tables ---------------------------------------------------------------------------------------------------------


def test_the_table_is_sorted_by_its_address_and_says_so(client: Client) -> None:
    tell_of(3)
    tell(platform_story())
    text = page(client, "/groups/posco/partnerships/?sort=partner")
    assert names(text) == sorted(names(text))
    assert text.count("aria-sort=") == 1
    assert re.search(r'aria-sort="ascending"><a class="sort" id="sort-partner" href="[^"]*\?sort=-partner"', text)
    assert names(page(client, "/groups/posco/partnerships/?sort=-partner")) == sorted(names(text), reverse=True)
    assert "aria-sort" not in page(client, "/groups/posco/partnerships/")


def test_a_table_of_many_has_pages_and_the_picture_folds(client: Client) -> None:
    tell_of(53)
    first = page(client, "/groups/posco/partnerships/")
    assert len(names(first)) == 50
    assert "그 밖의 25곳" in first
    assert len(names(page(client, "/groups/posco/partnerships/?page=2"))) == 3
    assert set(names(first)) & set(names(page(client, "/groups/posco/partnerships/?page=2"))) == set()


def test_one_partner_makes_a_picture_and_none_a_way_out(client: Client) -> None:
    tell(platform_story())
    text = page(client, "/groups/posco/partnerships/")
    assert text.count('class="edge hue-1 machine"') == 2  # wide and narrow
    assert "<svg" in text
    empty = page(client, "/groups/posco/partnerships/?stage=joint_venture&sector=smart_city")
    assert "<svg" not in empty
    assert 'class="drops"' in empty
    assert "합작" in empty.split('class="drops"')[1]
    assert "말한 기사가 아직 없습니다" in page(client, "/groups/kt/partnerships/")


def test_a_merged_organization_leads_to_the_one_it_became(client: Client) -> None:
    keep, lose = Organization.objects.order_by("pk")[:2]
    Organization.objects.filter(pk=lose.pk).update(merged_into=keep)
    answer = client.get(f"/organizations/{lose.slug}/partnerships/")
    assert answer.headers["Location"] == f"/organizations/{keep.slug}/partnerships/"


# --- addresses ------------------------------------------------------------------------------------------------------

NONSENSE = ["x", "%00", "%27%22;--", "%ED%A0%80", "-1", "9" * 40, "<script>", "%EC%95%BC" * 300, "../..", "1e9", ""]
PARAMETERS = ["sector", "stage", "kind", "affiliate", "year", "q", "open", "view", "sort", "page"]


@pytest.mark.parametrize("name", PARAMETERS)
def test_nonsense_is_a_note_and_never_an_error(client: Client, name: str) -> None:
    tell(platform_story())
    for address, value in product([one.partition("?")[0] for one in PAGES[:3]], NONSENSE):
        text = page(client, f"{address}?{name}={value}")
        assert "<script>" not in text.replace("<script src=", "")
        if name in ("sector", "stage", "kind", "year", "sort", "page") and value:
            assert 'class="notes"' in text, (address, name, value)
    page(client, f"/groups/posco/partnerships/pohang-si/?{name}=x")
    page(client, f"/groups/posco/partnerships/sentences/?{name}=x")


def test_who_does_not_exist_is_missing(client: Client) -> None:
    for address in ("groups/x/partnerships/", "organizations/x/partnerships/", "groups/posco/partnerships/x/",
                    "groups/posco/partnerships/groups/x/", "organizations/x/partnerships/groups/lg/"):  # fmt: skip
        assert client.get(f"/{address}").status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_a_filter_answers_with_the_whole_page_and_with_its_results(client: Client, address: str) -> None:
    tell(platform_story())
    asked = f"{address}{'&' if '?' in address else '?'}year=2020&kind=government"
    whole, fragment = page(client, asked), page(client, asked, **HTMX)
    assert "<html" in whole
    assert "<html" not in fragment
    assert 'id="summary" hx-swap-oob="true"' in fragment
    assert "거르기 (2)" in fragment
    assert 'name="year" id="filter-year"' in whole


def test_the_menu_leads_to_the_market(client: Client) -> None:
    assert 'href="/partnerships/"' in page(client, "/")


# --- speed ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [*PAGES, "/groups/posco/partnerships/?year=2020", "/partnerships/?view=partners&year=2020&stage=contract",
     "/groups/posco/partnerships/?open=posco", "/partnerships/?view=stages&year=2020"],
)  # fmt: skip
def test_a_page_asks_six_times_at_most(client: Client, address: str) -> None:
    tell(platform_story())
    tell_of(5)
    client.get("/about/")  # what is read is counted once a minute
    assert cache.get("data_state")
    with CaptureQueriesContext(connection) as captured:
        page(client, address)
    assert len(captured) <= 6, [query["sql"][:150] for query in captured]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_are_complete_in_both_languages(client: Client, address: str, language: str) -> None:
    tell(platform_story())
    text = page(client, address, **{"accept-language": language})
    assert f'<html lang="{language}"' in text
    if language == "en":
        assert "Partnership stage" in text
        assert "협력 단계" not in text
