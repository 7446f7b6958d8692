"""Partnerships in a browser: every edge and cell opens its sentences, by pointer and by keys; the year, the order, what is
unfolded and the view are in the address; nothing of it needs a script."""

import re
from itertools import combinations
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.site import Site
from tests.browser.visitors import prefer_language
from tests.browser.watch import Watch

NETWORK = "/groups/posco/partnerships/"
MARKET = "/partnerships/"
LOOKS = [("ko", DESKTOP), ("en", PHONE), ("ko", PHONE), ("en", DESKTOP)]
OPPOSITE = LOOKS[:2]


def visit(page: Page, site: Site, address: str, language: str, size: Any) -> Locator:
    """The picture that fits, brought up where it is folded."""
    prefer_language(page.context, language, site)
    page.set_viewport_size(size)
    page.goto(address)
    if size is PHONE and page.locator("details.chart-box").count():
        page.locator("details.chart-box > summary").click()
    return page.locator(".network.narrow" if size is PHONE else ".network.wide")


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def sentences_of(page: Page, address: str) -> list[str]:
    """All sentences of the edge, as its own page gives them."""
    own = page.context.new_page()
    own.goto(address)
    found = own.locator("main blockquote").all_inner_texts()
    own.close()
    return found


def assert_panel_shows(page: Page, address: str) -> None:
    expect(page.locator("#panel [data-panel-heading]")).to_be_focused()
    assert asked(page)["panel"] == [address]
    wanted = sentences_of(page, address)
    assert wanted
    assert page.locator("#panel blockquote").all_inner_texts() == wanted
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()


# --- edges, nodes, cells, rows --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "size"), LOOKS)
def test_an_edge_opens_its_sentences_by_pointer_and_by_keys(page: Page, site: Site, language: str, size: Any) -> None:
    drawn = visit(page, site, f"{NETWORK}?sector=smart_city", language, size)
    edge = drawn.locator("a.edge").nth(1)
    address = edge.get_attribute("href")
    assert address
    middle = edge.locator(".line").evaluate(
        "line => { const at = line.getPointAtLength(line.getTotalLength() * 0.4).matrixTransform(line.getScreenCTM());"
        " return [at.x, at.y] }"
    )
    page.mouse.click(*middle)
    assert_panel_shows(page, address)
    expect(edge).to_be_focused()
    edge.press("Enter")
    assert_panel_shows(page, address)


@pytest.mark.parametrize(("language", "size"), OPPOSITE)
def test_an_organization_in_the_picture_opens_the_same(page: Page, site: Site, language: str, size: Any) -> None:
    node = visit(page, site, NETWORK, language, size).locator("a.mark-of[data-panel]").last
    address = node.get_attribute("href")
    assert address
    node.click()
    assert_panel_shows(page, address)


@pytest.mark.parametrize(("language", "size"), OPPOSITE)
def test_a_row_of_the_table_opens_them_by_keys(page: Page, site: Site, language: str, size: Any) -> None:
    visit(page, site, NETWORK, language, size)
    link = page.locator("#list a[data-panel]").nth(1)
    address = link.get_attribute("href")
    assert address
    link.focus()
    page.keyboard.press("Enter")
    assert_panel_shows(page, address)
    expect(link).to_be_focused()


@pytest.mark.parametrize("view", ["partners", "stages"])
@pytest.mark.parametrize(("language", "size"), OPPOSITE)
def test_a_cell_opens_its_sentences(page: Page, site: Site, language: str, size: Any, view: str) -> None:
    visit(page, site, f"{MARKET}?view={view}&year=2021", language, size)
    cell = page.locator(".matrix td a").nth(2)
    address = cell.get_attribute("href")
    assert address
    assert "year=2021" in address
    cell.focus()
    page.keyboard.press("Enter")
    assert_panel_shows(page, address)


def test_the_open_sentences_are_part_of_the_address(page: Page) -> None:
    page.goto(f"{MARKET}?view=stages")
    page.locator(".matrix td a").first.click()
    expect(page.locator("#panel blockquote").first).to_be_visible()
    page.reload()
    expect(page.locator("#panel blockquote").first).to_be_visible()


# --- the picture ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "size"), LOOKS)
@pytest.mark.parametrize("address", [NETWORK, f"{NETWORK}?open=posco&open=lg", "/groups/lg/partnerships/", MARKET])
def test_no_text_of_a_picture_covers_another(page: Page, site: Site, address: str, language: str, size: Any) -> None:
    drawn = visit(page, site, address, language, size)
    boxes = drawn.locator("text").evaluate_all(
        "texts => texts.map((text) => { const box = text.getBBox(); return [text.textContent, box.x, box.y + 3,"
        " box.x + box.width, box.y + box.height - 3] })"
    )
    assert len(boxes) > 5
    assert [(one[0], other[0]) for one, other in combinations(boxes, 2) if cover(one[1:], other[1:])] == []
    width = drawn.evaluate("svg => svg.viewBox.baseVal.width")
    assert [box[0] for box in boxes if box[1] < 0 or box[3] > width] == []


def cover(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_every_partner_of_the_table_is_in_the_picture_and_every_edge_ends_at_one(page: Page) -> None:
    page.goto(NETWORK)
    drawn = page.locator(".network.wide")
    names = [mark.get_attribute("aria-label") for mark in drawn.locator("a.mark-of").all()]
    assert sorted(names) == sorted(page.locator("#list tbody th a[data-panel]").all_inner_texts())
    assert drawn.locator("a.edge").count() == len(names)


def test_a_filter_takes_nodes_and_their_edges_away_in_place(page: Page, watch: Watch) -> None:
    page.goto(NETWORK)
    loads = len(watch.navigations)
    before = page.locator(".network.wide a.edge").count()
    page.locator("#filter-form label", has=page.locator("#kind-government")).click()
    expect(page.locator(".network.wide a.edge")).not_to_have_count(before)
    drawn = page.locator(".network.wide")
    assert (
        drawn.locator("a.edge").count() == drawn.locator("a.mark-of").count() == page.locator("#list tbody tr").count()
    )
    assert asked(page) == {"kind": ["government"]}
    assert len(watch.navigations) == loads
    page.go_back()
    expect(page.locator(".network.wide a.edge")).to_have_count(before)


@pytest.mark.parametrize(("language", "size"), OPPOSITE)
def test_a_group_unfolds_into_its_affiliates_and_folds_again(page: Page, site: Site, language: str, size: Any) -> None:
    drawn = visit(page, site, NETWORK, language, size)
    group = drawn.locator("a.mark-of.group").first
    name = group.get_attribute("aria-label")
    group.click()
    expect(page).to_have_url(re.compile(r"[?&]open="))
    assert page.locator("#list .of-group", has_text=name).count() > 0
    if size is PHONE:
        page.locator("details.chart-box > summary").click()
    page.locator(".chart-tools a.button", has_text=str(name)).click()
    expect(page).not_to_have_url(re.compile(r"[?&]open="))


def test_a_groups_own_affiliates_come_between_it_and_their_partners(page: Page) -> None:
    page.goto(NETWORK)
    page.get_by_role("link", name="계열사별로 펼치기").click()
    expect(page).to_have_url(f"{NETWORK}?open=posco")
    drawn = page.locator(".network.wide")
    expect(drawn.locator(".spoke").first).to_be_attached()
    drawn.locator("a.edge").first.press("Enter")
    expect(page.locator("#panel blockquote").first).to_be_visible()
    assert asked(page)["panel"][0].startswith("/organizations/")


# --- the year -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "size"), LOOKS)
def test_the_slider_shows_the_network_as_of_a_year(page: Page, site: Site, language: str, size: Any) -> None:
    visit(page, site, NETWORK, language, size)
    before = page.locator("#list tbody tr").count()
    if size is PHONE:
        page.locator("details:has(#filter-form) > summary").click()
    slide = page.locator("#filter-slide")
    expect(slide).to_be_visible()
    slide.focus()
    page.keyboard.press("Home")
    expect(page.locator("#list tbody tr")).not_to_have_count(before)
    year = page.locator("#filter-year").input_value()
    assert asked(page)["year"] == [year]
    expect(page.locator("figcaption")).to_contain_text(year)
    expect(slide).to_be_focused()
    page.locator("[data-all-years]").click()
    expect(page.locator("#list tbody tr")).to_have_count(before)
    assert "year" not in asked(page)
    page.go_back()
    expect(page.locator("#filter-year")).to_have_value(year)


def test_names_are_those_of_the_year(page: Page) -> None:
    page.goto("/organizations/posco-dx/partnerships/?year=2019")
    expect(page.locator(".network.wide .owner text")).to_have_text("포스코ICT")
    page.goto("/organizations/posco-dx/partnerships/?year=2025")
    expect(page.locator(".network.wide .owner text")).to_have_text("포스코DX")


# --- the market -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "size"), OPPOSITE)
def test_the_view_of_the_market_is_in_the_address_and_keeps_the_filter(
    page: Page, site: Site, language: str, size: Any
) -> None:
    visit(page, site, f"{MARKET}?sector=smart_city", language, size)
    for number, view in ((1, "partners"), (2, "stages")):
        page.locator("nav.views a").nth(number).click()
        expect(page.locator(".matrix")).to_be_visible()
        assert asked(page) == {"sector": ["smart_city"], "view": [view]}
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.go_back()
    expect(page.locator("nav.views a").nth(1)).to_have_attribute("aria-current", "page")


def test_a_filter_keeps_the_view_and_the_order(page: Page) -> None:
    page.goto(f"{MARKET}?view=partners")
    page.locator("#sort-first").click()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("#sort-first")).to_be_focused()
    page.locator("#filter-form label", has=page.locator("#sector-smart_city")).click()
    expect(page).to_have_url(re.compile("sector=smart_city"))
    assert asked(page) == {"sector": ["smart_city"], "view": ["partners"], "sort": ["first"]}


# --- without scripts ------------------------------------------------------------------------------------------------


def test_all_of_it_works_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(NETWORK)
    expect(page.locator(".network.wide")).to_be_visible()
    page.locator("#sort-partner").click()
    names = page.locator("#list tbody th a[data-panel]").all_inner_texts()
    assert names == sorted(names)
    page.locator("#filter-year").fill("2019")
    page.get_by_role("button", name="거르기").click()
    assert asked(page)["year"] == ["2019"]
    assert asked(page)["sort"] == ["partner"]
    link = page.locator("#list tbody th a").first
    name = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    assert page.locator("main blockquote").count() > 0
    expect(page.locator("[data-close-panel]")).to_have_count(0)


def test_on_a_phone_the_table_comes_before_the_picture_is_asked_for(page: Page, context: BrowserContext) -> None:
    page.set_viewport_size(PHONE)
    page.goto(NETWORK)
    expect(page.locator(".network.narrow")).to_be_hidden()
    expect(page.locator("#list tbody tr").first).to_be_visible()
    page.locator("details.chart-box > summary").click()
    expect(page.locator(".network.narrow")).to_be_visible()
    expect(page.locator(".network.wide")).to_be_hidden()
