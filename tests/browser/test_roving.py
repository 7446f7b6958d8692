"""The list and the chart are twins: keys walk the list, the chart follows, the pointer finds the entry."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chart import Chart
from tests.browser.site import SHOWN


@pytest.fixture
def group(page: Page) -> Page:
    page.goto(f"/groups/{SHOWN}/")
    return page


def links(page: Page) -> Locator:
    return page.locator("#list [data-entry] a[data-panel]")


def test_arrows_letters_home_and_end_walk_the_list(group: Page) -> None:
    found = links(group)
    found.first.focus()
    for key, number in (("ArrowDown", 1), ("j", 2), ("ArrowUp", 1), ("k", 0), ("End", found.count() - 1), ("Home", 0)):
        group.keyboard.press(key)
        expect(found.nth(number)).to_be_focused()


def test_the_list_is_one_stop_of_the_tab_key(group: Page) -> None:
    found = links(group)
    found.nth(3).focus()
    own = group.locator("#list [data-entry]").nth(3).locator("a").count()
    for _ in range(own):
        group.keyboard.press("Tab")
    assert group.locator("#list :focus").count() == 0
    for _ in range(own):
        group.keyboard.press("Shift+Tab")
    expect(found.nth(3)).to_be_focused()


def test_the_mark_of_the_focused_entry_is_ringed_and_enter_opens_its_sentence(group: Page) -> None:
    chart = Chart(group).wait()
    ring = chart.plot.locator('g.trace[class*="tracehalo"] path.point')
    links(group).nth(2).focus()
    expect(ring).to_have_count(1)
    before = ring.get_attribute("transform")
    group.keyboard.press("ArrowDown")
    expect(ring).not_to_have_attribute("transform", before or "")
    group.keyboard.press("Enter")
    expect(group.locator("#panel [data-panel-heading]")).to_be_focused()
    group.keyboard.press("Escape")
    expect(links(group).nth(3)).to_be_focused()


def test_the_entry_of_the_mark_under_the_pointer_is_lit(group: Page) -> None:
    chart = Chart(group).wait()
    chart.marks.first.scroll_into_view_if_needed()
    chart.marks.first.hover(force=True)
    expect(group.locator("[data-entry].lit")).to_have_count(1)


def test_a_link_leads_from_a_promise_to_its_date(group: Page) -> None:
    chart = Chart(group).wait()
    expect(chart.plot.locator('g.trace[class*="tracelinks"] path').first).to_be_attached()
