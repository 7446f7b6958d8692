"""What has changed since one was last here, as one asks for it; the sectors; Korean and English, desk and phone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.site import Site
from tests.browser.visitors import prefer_language

LOOKS = [("ko", DESKTOP), ("en", PHONE)]


@pytest.fixture(params=LOOKS, ids=["ko-desk", "en-phone"])
def reader(request: pytest.FixtureRequest, page: Page, site: Site) -> Page:
    language, size = request.param
    prefer_language(page.context, language, site)
    page.set_viewport_size(size)
    return page


def came_last(page: Page, site: Site, hours: float) -> None:
    then = int((timezone.now() - timedelta(hours=hours)).timestamp())
    page.context.add_cookies([{"name": "visit", "value": f"0.{then}", "url": site.address}])


def test_a_period_is_chosen_and_back_and_forward_restore_it(reader: Page) -> None:
    reader.goto("/")
    first = reader.locator("#news-heading").inner_text()
    reader.locator(".periods a").nth(2).click()
    expect(reader).to_have_url(re.compile(r"since=\d{4}-\d\d-\d\d"))
    expect(reader.locator('.periods a[aria-current="true"]')).to_have_count(1)
    assert reader.locator("#news-heading").inner_text() != first
    reader.go_back()
    expect(reader.locator("#news-heading")).to_have_text(first)
    reader.go_forward()
    expect(reader.locator('.periods a[aria-current="true"]')).to_have_count(1)


def test_a_reload_does_not_make_the_news_old(reader: Page, site: Site) -> None:
    came_last(reader, site, hours=30)
    reader.goto("/")
    heading, titles = reader.locator("#news-heading").inner_text(), reader.locator(".news-list").all_inner_texts()
    assert titles  # all of the samples came in after that
    for _reload in range(2):
        reader.reload()
        assert reader.locator("#news-heading").inner_text() == heading
        assert reader.locator(".news-list").all_inner_texts() == titles


def test_one_kind_of_news_in_full_and_back_to_all(reader: Page) -> None:
    reader.goto("/")
    parts = reader.locator(".news").count()
    shown = reader.locator(".news").first.locator("li").count()
    reader.locator('.news a[href*="show="]').first.click()
    expect(reader.locator(".news")).to_have_count(1)
    assert reader.locator(".news li").count() > shown
    reader.locator("#news > p a").click()
    expect(reader.locator(".news")).to_have_count(parts)


def test_a_new_partnership_opens_its_sentences(reader: Page) -> None:
    reader.goto("/")
    link = reader.locator("#news-partnerships ~ ol a[data-panel]").first
    link.click()
    expect(reader.locator("#panel")).to_contain_text(re.compile(r"\S"))
    reader.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_from_the_overview_to_a_sector_and_on_to_its_lists(reader: Page) -> None:
    reader.goto("/")
    reader.locator('th[scope="row"] a[href^="/sectors/"]').first.click()
    expect(reader).to_have_url(re.compile("/sectors/smart_factory/$"))
    year = reader.locator(".years a").last
    count = year.inner_text().split()[-1]
    year.click()
    expect(reader).to_have_url(re.compile("/initiatives/.*modality=happened"))
    assert reader.locator("#results .entries > li").count() == int(re.findall(r"\d+", count)[-1])
    reader.go_back()
    reader.locator("#latest ~ ol a[data-panel]").first.click()
    expect(reader.locator("#panel mark").first).to_be_visible()
