"""axe finds nothing (WCAG 2.2 AA) on any kind of page: Korean and English, light and dark, desk and phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.addresses import FOR_ALL, FOR_EDITORS, FORBIDDEN, MISSING, SHOWN, address_of
from tests.browser.chart import Chart
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.site import Site
from tests.browser.test_pages import NOT_OK
from tests.browser.visitors import make_visitor, prefer_language, sign_in
from tests.browser.watch import Watch

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}, "preload": False}
# Every page is seen in both languages, both themes and both widths; what shares most parts with others in two looks more.
OPPOSITE = [("ko", "light", DESKTOP), ("en", "dark", PHONE)]
LOOKS = [*OPPOSITE, ("ko", "dark", PHONE), ("en", "light", DESKTOP)]
MAIN = ("overview", "initiative", "article", "adding")  # the group's page: with everything open, below
SCRIPT = Axe().axe_script


def violations(page: Page) -> list[str]:
    """Once a document, unlike the package's own call: that brings the script along each time."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(options).then(({violations}) => violations)", OPTIONS
    )
    return [f"{one['id']}: {node['html'][:200]} {node['target']}" for one in found for node in one["nodes"]]


def look(page: Page, theme: Any, size: Any) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size(size)


@pytest.mark.parametrize("name", [*FOR_ALL, *FOR_EDITORS])
def test_a_page_is_accessible(page: Page, site: Site, name: str) -> None:
    if name in FOR_EDITORS:
        sign_in(page.context, make_visitor("editor", editor=True), site)
    shown = ""
    for language, theme, size in LOOKS if name in MAIN else OPPOSITE:
        if language != shown:
            prefer_language(page.context, language, site)
            page.goto(address_of(name))
            expect(page.locator("html")).to_have_attribute("lang", language)
            shown = language
        look(page, theme, size)
        assert violations(page) == [], (language, theme, size)


@pytest.mark.parametrize(("language", "theme", "size"), LOOKS)
def test_the_open_panel_menu_filters_and_chart_are_accessible(
    page: Page, context: BrowserContext, site: Site, language: str, theme: str, size: Any
) -> None:
    sign_in(context, make_visitor("editor", editor=True), site)  # whose panel has buttons
    prefer_language(context, language, site)
    look(page, theme, size)
    page.goto(f"/groups/{SHOWN}/?affiliate=posco-dx&sector=smart_city")
    page.locator("details").evaluate_all("folded => folded.forEach((one) => { one.open = true })")
    Chart(page).wait()
    page.locator("[data-entry] a[data-panel]").first.evaluate("link => link.click()")
    expect(page.locator("#panel mark").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize(("language", "theme", "size"), OPPOSITE)
def test_what_went_wrong_is_accessible(
    page: Page, context: BrowserContext, site: Site, watch: Watch, language: str, theme: str, size: Any
) -> None:
    watch.allow(NOT_OK)
    sign_in(context, make_visitor("reader", editor=False), site)
    prefer_language(context, language, site)
    look(page, theme, size)
    page.route("**/broken/", lambda route: route.fulfill(status=500, body=render_to_string("errors/500.html")))
    for address in (MISSING, FORBIDDEN, "/broken/"):
        page.goto(address)
        assert violations(page) == [], address


def test_axe_would_find_what_is_wrong(page: Page) -> None:
    page.set_content("<html lang='ko'><title>x</title><img src='data:,'><p style='color: #bbb'>흐린 글</p></html>")
    assert {line.split(":")[0] for line in violations(page)} == {"image-alt", "color-contrast"}
