"""The timeline of a group: every mark and every entry opens its sentence, with a pointer and with keys alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chart import Chart

MOST_TABS = 60


@pytest.fixture
def group(page: Page) -> Page:
    page.goto("/groups/posco/")
    return page


def panel_of(page: Page) -> Locator:
    return page.locator("#panel")


def assert_sentence_of(panel: Locator, entry: Locator) -> None:
    """The panel marks the sentence that the entry of the list quotes."""
    expect(panel.locator("mark").first).to_be_visible()
    said = " ".join(entry.inner_text().split())
    assert any(" ".join(text.split())[:100] in said for text in panel.locator("mark").all_inner_texts())


def focused_entry(page: Page) -> Locator:
    return page.locator("[data-entry]", has=page.locator("a[data-panel]:focus"))


def test_a_mark_of_the_chart_opens_its_sentence_and_escape_leads_to_its_entry(group: Page) -> None:
    chart = Chart(group).wait()
    for number in (0, chart.marks.count() - 1):
        chart.click(chart.marks.nth(number))
        panel = panel_of(group)
        expect(panel.locator("[data-panel-heading]")).to_be_focused()
        sentence = panel.locator("mark").first.inner_text()
        group.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        entry = focused_entry(group)
        expect(entry).to_have_count(1)
        assert " ".join(sentence.split())[:100] in " ".join(entry.inner_text().split())


def test_the_mark_under_the_pointer_shows_its_date_and_title(group: Page) -> None:
    chart = Chart(group).wait()
    chart.marks.first.scroll_into_view_if_needed()
    chart.marks.first.hover(force=True)
    label = group.locator(".hoverlayer")
    expect(label).to_contain_text("년")
    title = label.locator("tspan").last.text_content() or ""
    expect(group.locator("[data-entry]", has_text=title.removesuffix("…")).first).to_be_visible()


def test_enter_on_an_entry_opens_its_sentence_and_escape_returns_the_focus(group: Page) -> None:
    link = group.locator("[data-entry] a[data-panel]").nth(3)
    link.focus()
    group.keyboard.press("Enter")
    panel = panel_of(group)
    expect(panel.locator("[data-panel-heading]")).to_be_focused()
    assert_sentence_of(panel, group.locator("[data-entry]").nth(3))
    group.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()


def test_the_button_of_the_panel_closes_it_and_returns_the_focus(group: Page) -> None:
    link = group.locator("[data-entry] a[data-panel]").first
    link.click()
    group.locator("[data-close-panel]").click()
    expect(panel_of(group)).to_be_hidden()
    expect(link).to_be_focused()


def test_keys_alone_lead_from_the_address_to_a_sentence_and_back(group: Page) -> None:
    group.keyboard.press("Tab")
    expect(group.locator('a[href="#main"]')).to_be_focused()
    group.keyboard.press("Enter")
    first = group.locator("[data-entry] a[data-panel]").first
    for _ in range(MOST_TABS):
        group.keyboard.press("Tab")
        if first.evaluate("link => link === document.activeElement"):
            break
    expect(first).to_be_focused()
    group.keyboard.press("Enter")
    panel = panel_of(group)
    expect(panel.locator("[data-panel-heading]")).to_be_focused()
    group.keyboard.press("Tab")
    expect(panel.locator(":focus")).to_have_count(1)
    group.keyboard.press("Escape")
    expect(first).to_be_focused()


def test_the_way_from_the_chart_to_the_list_is_one_link(group: Page) -> None:
    group.locator('.chart a[href="#list"]').click()
    expect(group.locator("#list")).to_be_in_viewport()


def test_without_scripts_an_entry_leads_to_the_page_of_its_sentence(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("/groups/posco/")
    entry = page.locator("[data-entry]").first
    quote = entry.inner_text()
    entry.locator("a[data-panel]").click()
    expect(page).to_have_url(re.compile("/evidence/milestone/"))
    assert " ".join(page.locator("mark").first.inner_text().split())[:100] in " ".join(quote.split())
