"""On a phone: nothing is wider than the screen, the list comes first, and fingers find what they aim at."""

from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.addresses import FOR_ALL, FOR_EDITORS, SHOWN, address_of
from tests.browser.chart import DRAWING_MS, Chart
from tests.browser.conftest import PHONE
from tests.browser.site import Site
from tests.browser.visitors import make_visitor, prefer_language, sign_in

FINGER = 44
# Breadcrumbs, an ordered list, are a second way; links within text are text.
CONTROLS = "button, summary, select, input:not([type=hidden]), textarea, nav:not(:has(ol)) a, a.button"


@pytest.fixture(scope="module")
def visitor_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": PHONE, "has_touch": True}


def overflow(page: Page) -> list[str]:
    """What sticks out at the right, if the page can be moved sideways."""
    return list(
        page.evaluate(
            """() => {
              const screen = document.documentElement;
              if (screen.scrollWidth <= screen.clientWidth) return [];
              const out = (one) => one.getBoundingClientRect().right > screen.clientWidth + 1;
              return [...document.body.querySelectorAll("*")].filter(out).map((one) => one.outerHTML.slice(0, 150));
            }"""
        )
    )


def too_small(controls: Locator) -> list[str]:
    """Controls on the screen that are less than a finger high; what lies within a label is as large as the label."""
    return list(
        controls.evaluate_all(
            """(found, least) => found
              .filter((one) => one.checkVisibility({ visibilityProperty: true }))
              .map((one) => [one, (one.closest("label") || one).getBoundingClientRect()])
              .filter(([one, box]) => box.height > 1 && box.height < least - 0.5)
              .map(([one, box]) => `${Math.round(box.height)} px: ${one.outerHTML.slice(0, 120)}`)""",
            FINGER,
        )
    )


def open_everything(page: Page) -> None:
    page.locator("details").evaluate_all("folded => folded.forEach((one) => { one.open = true })")


@pytest.mark.parametrize("name", [*FOR_ALL, *FOR_EDITORS])
def test_no_page_is_wider_than_the_screen_and_its_controls_are_a_finger_high(page: Page, site: Site, name: str) -> None:
    if name in FOR_EDITORS:
        sign_in(page.context, make_visitor("editor", editor=True), site)
    for language in ("ko", "en"):
        prefer_language(page.context, language, site)
        page.goto(address_of(name), wait_until="domcontentloaded")
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert overflow(page) == []
        open_everything(page)
        assert overflow(page) == []
        assert too_small(page.locator(CONTROLS)) == []


def test_the_list_comes_first_and_the_chart_when_it_is_asked_for(page: Page) -> None:
    page.goto(f"/groups/{SHOWN}/")
    chart = Chart(page)
    expect(page.locator("[data-entry]").first).to_be_visible()
    expect(chart.plot).to_be_hidden()
    page.locator("details:has([data-timeline]) > summary").tap()
    expect(chart.plot.locator("path.point").first).to_be_visible(timeout=DRAWING_MS)
    assert overflow(page) == []
    chart.click(chart.marks.first)
    expect(page.locator("#panel mark").first).to_be_visible()
    assert overflow(page) == []


def test_a_phone_that_is_turned_keeps_its_way_to_the_chart(page: Page) -> None:
    page.goto(f"/groups/{SHOWN}/")
    page.set_viewport_size({"width": PHONE["height"], "height": PHONE["width"]})
    page.locator("details:has([data-timeline]) > summary").tap()
    expect(Chart(page).wait().plot).to_be_visible()
    assert overflow(page) == []


@pytest.mark.parametrize(
    "address", [f"/groups/{SHOWN}/partnerships/", f"/groups/{SHOWN}/partnerships/?open={SHOWN}", "/partnerships/"]
)
def test_no_text_in_a_network_covers_another(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("details.chart-box > summary").tap()
    drawn = page.locator(".network.narrow")
    expect(drawn).to_be_visible()
    boxes = [_letters(text.bounding_box()) for text in drawn.locator("text").all()]
    assert len(boxes) > 3
    assert [pair for pair in combinations(boxes, 2) if cover(*pair)] == []
    assert overflow(page) == []


def _letters(line: Any) -> Any:
    """Where the letters of a line are: its box has a fifth of air above and below."""
    return {**line, "y": line["y"] + line["height"] / 5, "height": line["height"] * 3 / 5}


def cover(one: Any, other: Any) -> bool:
    return all(
        one[at] < other[at] + other[size] and other[at] < one[at] + one[size]
        for at, size in (("x", "width"), ("y", "height"))
    )


def test_the_sentence_comes_as_a_sheet_that_a_finger_closes(page: Page) -> None:
    page.goto(f"/groups/{SHOWN}/", wait_until="domcontentloaded")
    page.locator("[data-entry] a[data-panel]").first.tap()
    panel = page.locator("#panel")
    expect(panel.locator("mark").first).to_be_in_viewport()
    assert overflow(page) == []
    close = panel.locator("[data-close-panel]")
    assert too_small(close) == []
    close.tap()
    expect(panel).to_be_hidden()


def test_filters_are_folded_and_say_how_many_are_set(page: Page) -> None:
    page.goto(f"/groups/{SHOWN}/?sector=smart_city&modality=planned")
    summary = page.locator("details:has(#filter-form) > summary")
    expect(page.locator("#filter-form")).to_be_hidden()
    expect(summary).to_contain_text("2")
    summary.tap()
    before = page.locator("[data-entry]").count()
    page.locator('#filter-form input[value="planned"]').uncheck()
    expect(page.locator("[data-entry]")).not_to_have_count(before)


def test_the_menu_leads_everywhere(page: Page) -> None:
    page.goto("/")
    menu = page.get_by_role("banner").get_by_role("navigation")
    expect(menu).to_be_hidden()
    page.locator("header details > summary").tap()
    menu.get_by_role("link", name="기사").first.tap()
    expect(page).to_have_url("/articles/")
