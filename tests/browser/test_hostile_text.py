"""Titles and names that are programs: no script runs, no link or image comes of them, charts show them as text.

Nothing may run even where the security policy would stop it: a refusal by the policy fails the test too (`watch`).
"""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chart import Chart
from tests.browser.conftest import PHONE
from tests.browser.hostile import IMAGE, LINK, SCRIPT
from tests.browser.site import Site
from tests.newsroom import initiative_of
from tracker.models import Article

GROUP = "/groups/aekyung/"


@pytest.fixture
def article(site: Site) -> Article:
    return Article.objects.get(title__contains="onerror")


def assert_nothing_came_alive(page: Page) -> None:
    alive = 'img[src="x"], img[onerror], a[href^="javascript" i], body script:not([src]):not([type="application/json"])'
    expect(page.locator(alive)).to_have_count(0)
    # plotly writes links of its own name space; a network's lead to pages of ours.
    foreign = (
        "() => [...document.querySelectorAll('svg a')].filter((a) => !/^[/?#]/.test(a.getAttribute('href'))).length"
    )
    assert page.evaluate(foreign) == 0


def assert_text(labels: Locator, *parts: str) -> None:
    """Drawn letter by letter, each only once escaped."""
    drawn = "".join(labels.all_text_contents())
    assert [part for part in parts if part not in drawn] == [], drawn
    assert "&" not in drawn


def test_the_timeline_shows_them_as_text(page: Page, article: Article) -> None:
    page.goto(GROUP)
    chart = Chart(page).wait()
    expect(page.locator("[data-entry]").first).to_contain_text("<")
    assert_text(chart.lanes, "<img")
    assert_text(chart.titles, "<img", "<a href")
    assert_nothing_came_alive(page)
    for number in range(chart.marks.count()):
        chart.marks.nth(number).hover(force=True)
        expect(page.locator(".hoverlayer")).to_contain_text("<")
        assert_nothing_came_alive(page)
    chart.click(chart.marks.last)
    expect(page.locator("#panel mark").first).to_contain_text("<a href=javascript:alert(3)>")
    assert_nothing_came_alive(page)


def test_the_network_shows_them_as_text(page: Page, article: Article) -> None:
    page.goto(f"{GROUP}partnerships/?open=aekyung")
    drawn = page.locator(".network.wide")
    assert_text(drawn.locator("text"), "<img", "<a href")
    assert_text(drawn.locator("title"), '"></script>', "<img src=x onerror=alert(1)>")
    assert_nothing_came_alive(page)
    drawn.locator("a.edge").first.dispatch_event("click")
    expect(page.locator("#panel blockquote").first).to_be_visible()
    assert_nothing_came_alive(page)
    for view in ("lines", "partners"):
        page.goto(f"/partnerships/?view={view}&q=누름")
        expect(page.get_by_role("main")).to_contain_text("<a href")
        assert_nothing_came_alive(page)


def test_short_labels_on_a_phone_are_cut_between_letters(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(GROUP, wait_until="domcontentloaded")
    page.locator("details:has([data-timeline]) > summary").click()
    labels = Chart(page).wait().plot.locator("svg text").all_text_contents()
    assert any("…" in label for label in labels)
    assert [label for label in labels if "&" in label] == []
    page.goto(f"{GROUP}partnerships/?open=aekyung")
    labels = page.locator(".network.narrow text").all_text_contents()
    assert any("…" in label for label in labels)
    assert [label for label in labels if "&" in label] == []


def test_pages_show_them_as_text(page: Page, article: Article) -> None:
    own = [article.get_absolute_url(), initiative_of(article).get_absolute_url()]
    for address in [*own, "/", "/articles/?q=onerror", "/initiatives/?q=javascript", "/search/?q=onerror"]:
        page.goto(address)
        expect(page.get_by_role("main")).to_contain_text("<")
        assert_nothing_came_alive(page)


@pytest.mark.parametrize("parameter", ["q", "sector", "status", "from", "zoom", "panel", "affiliate"])
def test_what_an_address_says_is_text(page: Page, parameter: str) -> None:
    page.goto(f"{GROUP}?{parameter}={IMAGE}{SCRIPT}{LINK}", wait_until="domcontentloaded")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#panel")).to_be_hidden()
    assert_nothing_came_alive(page)


def test_what_one_searches_for_is_text(page: Page, article: Article) -> None:
    page.goto("/search/")
    page.get_by_role("main").get_by_role("searchbox").fill(SCRIPT + IMAGE)
    expect(page.locator("#results")).to_contain_text("<img src=x")
    assert_nothing_came_alive(page)
