"""The record of an initiative as one uses it: its steps open their sentences, its citation is copied, its log arrives
where one looks; Korean and English, desk and phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.addresses import address_of
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.site import Site
from tests.browser.visitors import prefer_language

LOOKS = [("ko", DESKTOP), ("en", PHONE)]


@pytest.fixture(params=LOOKS, ids=["ko-desk", "en-phone"])
def record(request: pytest.FixtureRequest, page: Page, site: Site) -> Page:
    """The page of an initiative, open in one language and on one screen."""
    language, size = request.param
    prefer_language(page.context, language, site)
    page.set_viewport_size(size)
    page.goto(address_of("initiative"))
    expect(page.locator("html")).to_have_attribute("lang", language)
    return page


def test_a_step_opens_its_sentence_and_escape_returns_to_it(record: Page) -> None:
    step = record.locator(".ladder a[data-panel]").first
    step.click()
    expect(record.locator("#panel mark").first).to_be_visible()
    expect(record.locator("[data-panel-heading]")).to_be_focused()
    record.keyboard.press("Escape")
    expect(step).to_be_focused()


def test_the_evidence_of_a_role_opens_beside_it(record: Page) -> None:
    role = record.locator(".role a[data-panel]").first
    role.press("Enter")
    expect(record.locator("#panel mark").first).to_be_visible()
    record.keyboard.press("Escape")
    expect(role).to_be_focused()


def test_the_citation_is_copied_as_it_stands(record: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    record.locator("details.more > summary").click()
    for name in ("cite-sentence", "cite-bibtex"):
        record.locator(f"[data-copy-from={name}]").click()
        expect(record.locator("#say")).to_be_visible()
        copied = record.evaluate("() => navigator.clipboard.readText()")
        assert copied == (record.locator(f"#{name}").text_content() or "").strip()
    assert copied.startswith("@misc{initiative-")
    assert address_of("initiative") in copied


def test_the_address_is_copied_whole(record: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    record.locator(".address [data-copy]").click()
    assert record.evaluate("() => navigator.clipboard.readText()") == record.url


def test_the_latest_changes_arrive_when_one_comes_to_them(record: Page) -> None:
    record.locator("#changes").scroll_into_view_if_needed()
    expect(record.locator("ol.changes > li").first).to_be_visible()
    assert 1 <= record.locator("ol.changes > li").count() <= 5
    record.get_by_role("main").locator(".part-head", has=record.locator("#changes")).get_by_role("link").click()
    expect(record).to_have_url(re.compile("/changes/$"))
    expect(record.locator(".log ol.changes > li").first).to_be_visible()


def test_without_scripts_the_log_is_a_link(page_without_scripts: Page) -> None:
    plain = page_without_scripts
    plain.goto(address_of("initiative"))
    expect(plain.locator("[data-copy-from]").first).to_be_hidden()
    plain.locator("[hx-get] a").click()
    expect(plain.locator(".log ol.changes > li").first).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_steps_stand_in_their_order_and_inside_the_screen(page: Page, size: Any) -> None:
    page.set_viewport_size(size)
    page.goto(address_of("initiative"))
    boxes = [one.bounding_box() for one in page.locator(".ladder > li").all()]
    places = [(box["y"], box["x"]) for box in boxes if box]
    assert len(places) >= 2
    assert places == sorted(places)
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= size["width"] for box in boxes)


def test_printed_it_is_one_column_without_buttons(page: Page) -> None:
    page.goto(address_of("initiative"))
    page.emulate_media(media="print")
    try:
        expect(page.locator("[data-copy-from]").first).to_be_hidden()
        expect(page.locator(".top")).to_be_hidden()
        first, second = (page.locator(".columns > .stack").nth(number).bounding_box() for number in (0, 1))
        assert first
        assert second
        assert second["y"] >= first["y"] + first["height"]
    finally:
        page.emulate_media(media="screen")
