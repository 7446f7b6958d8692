"""The network of a group: every edge, in the figure and in the table, opens all its sentences."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chart import Chart

NETWORK = "/groups/posco/partnerships/"


@pytest.fixture
def network(page: Page) -> Page:
    page.goto(NETWORK)
    return page


def sentences_of(page: Page, address: str) -> list[str]:
    """All sentences of the edge, as its own page gives them."""
    own = page.context.new_page()
    own.goto(address)
    found = own.locator("main blockquote").all_inner_texts()
    own.close()
    return found


def assert_panel_shows_edge(page: Page) -> None:
    panel = page.locator("#panel")
    heading = panel.locator("[data-panel-heading]")
    expect(heading).to_be_focused()
    row = page.locator("#list tbody tr", has=page.locator(f'a[href="{opened(page)}"]'))
    expect(heading).to_contain_text(row.locator("a[data-panel]").inner_text())
    wanted = sentences_of(page, opened(page))
    assert wanted
    assert panel.locator("blockquote").all_inner_texts() == wanted
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(row.locator("a[data-panel]")).to_be_focused()


def opened(page: Page) -> str:
    expect(page).to_have_url(re.compile(r"[?&]panel="))
    return str(page.evaluate("() => new URL(location.href).searchParams.get('panel')"))


def test_a_line_of_the_figure_opens_all_its_sentences(network: Page) -> None:
    chart = Chart(network).wait()
    assert chart.edges.count() >= network.locator("#list tbody tr").count()
    chart.click(chart.edges.first)
    assert_panel_shows_edge(network)


def test_a_partner_in_the_figure_opens_the_same(network: Page) -> None:
    chart = Chart(network).wait()
    chart.click(chart.partners.last)
    assert_panel_shows_edge(network)


def test_a_row_of_the_table_opens_all_its_sentences_by_keys(network: Page) -> None:
    link = network.locator("#list a[data-panel]").nth(1)
    link.focus()
    network.keyboard.press("Enter")
    assert_panel_shows_edge(network)


def test_every_name_in_the_table_is_in_the_figure(network: Page) -> None:
    chart = Chart(network).wait()
    drawn = chart.partner_names.all_text_contents()
    names = network.locator("#list tbody th").all_inner_texts()
    assert len(drawn) == len(names)
    for name in names:  # as far as there is room
        assert any(name == label or (label.endswith("…") and name.startswith(label[:-1])) for label in drawn), drawn


def test_a_line_in_the_network_of_an_organization_leads_to_the_other_as_the_table_does(page: Page) -> None:
    page.goto("/organizations/posco-dx/partnerships/")
    addresses = page.locator("#list tbody th a").evaluate_all("links => links.map(link => link.href)")
    chart = Chart(page).wait()
    chart.click(chart.edges.first)
    expect(page).to_have_url(re.compile("/organizations/[^/]+/$"))
    assert page.url in addresses


def test_without_scripts_a_row_leads_to_the_page_of_its_sentences(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(NETWORK)
    link = page.locator("#list tbody th a").first
    name = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile("/partnerships/[^/]+/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    assert page.locator("main blockquote").count() > 0
    expect(page.locator("[data-close-panel]")).to_have_count(0)
