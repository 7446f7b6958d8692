"""Korean and English, light and dark: what the browser asks for at first, then what the visitor chose."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.addresses import SHOWN
from tests.browser.chart import Chart
from tests.browser.site import Site
from tests.browser.visitors import prefer_language

GROUP = f"/groups/{SHOWN}/?sector=smart_city"
HANGUL = re.compile("[가-힣]")


def brightness(page: Page) -> float:
    """Of the ground, 0 to 255."""
    colour = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 3


@pytest.mark.parametrize(("locale", "language"), [("ko-KR", "ko"), ("en-GB", "en"), ("de", "ko")])
def test_the_browsers_language_decides_at_first(
    browser: Browser, visitor_args: dict[str, Any], locale: str, language: str
) -> None:
    page = browser.new_page(**{**visitor_args, "locale": locale})
    page.goto("/about/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    heading = page.get_by_role("heading", level=1).inner_text()
    page.close()
    assert bool(HANGUL.search(heading)) == (language == "ko")


def test_the_language_switch_stays_on_the_page_with_its_filters_and_is_remembered(page: Page) -> None:
    page.goto(GROUP, wait_until="domcontentloaded")
    entries = page.locator("[data-entry]").count()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(GROUP)
    assert page.locator("[data-entry]").count() == entries
    page.goto("/about/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")


def test_nothing_of_the_english_frame_is_korean(page: Page, site: Site) -> None:
    prefer_language(page.context, "en", site)
    page.goto(GROUP, wait_until="domcontentloaded")
    for place in (page.get_by_role("banner"), page.get_by_role("contentinfo"), page.locator("#filter-form legend")):
        for text in place.all_inner_texts():
            assert HANGUL.findall(text.replace("한국어", "")) == [], text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_systems_theme_decides_at_first(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto("/about/")
    assert (brightness(page) > 128) == (scheme == "light")


def test_the_theme_switch_outweighs_the_system_and_is_remembered(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/about/")
    switch = page.get_by_role("banner").locator("button[name=theme]")
    for _ in range(3):
        if switch.get_attribute("value") == "dark":
            break
        switch.click()
    switch.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert brightness(page) < 128
    page.goto("/login/")
    assert brightness(page) < 128


def test_the_chart_changes_its_colours_with_the_theme(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(GROUP)
    chart = Chart(page).wait()
    label = chart.lanes.first
    light = label.evaluate("label => getComputedStyle(label).fill")
    page.emulate_media(color_scheme="dark")
    expect(label).not_to_have_css("fill", light)
    page.emulate_media(color_scheme="light")
    expect(label).to_have_css("fill", light)
