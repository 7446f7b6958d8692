"""A timeline of hundreds of milestones: counts that open, zoom that brings marks, the strip that sets the period."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.chart import DRAWING_MS, Chart
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.site import CROWDED, Site
from tests.browser.visitors import prefer_language
from tests.browser.watch import Watch

GROUP = f"/groups/{CROWDED}/"
LOOKS = [("ko", DESKTOP), ("en", PHONE)]
FAILED = "Failed to load resource"


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def bubbles(page: Page) -> Locator:
    return page.locator('g.trace[class*="tracebubbles"] path.point')


def ask_for_chart(page: Page, size: Any) -> None:
    """On a phone it is folded at first, and stays as it was left."""
    folded = page.locator("details:has([data-timeline])")
    if size is PHONE and folded.get_attribute("open") is None:
        folded.locator("summary").click()


def visit(page: Page, site: Site, language: str = "ko", size: Any = DESKTOP) -> Chart:
    prefer_language(page.context, language, site)
    page.set_viewport_size(size)
    page.goto(GROUP)
    ask_for_chart(page, size)
    return Chart(page).wait()


@pytest.mark.parametrize(("language", "size"), LOOKS)
def test_a_count_opens_to_its_lane_and_days_and_back_closes_it(
    page: Page, site: Site, language: str, size: Any
) -> None:
    chart = visit(page, site, language, size)
    counted = bubbles(page).count()
    assert counted > 3
    expect(chart.marks).to_have_count(0)
    chart.click(bubbles(page).nth(1))
    expect(page).to_have_url(re.compile("lane=kcc-company"))
    assert {"from", "to", "lane"} <= asked(page).keys()
    expect(chart.marks.first).to_be_attached(timeout=DRAWING_MS)
    assert page.locator("[data-entry]").count() <= chart.marks.count()
    page.go_back()
    expect(page).not_to_have_url(re.compile("lane="))
    ask_for_chart(page, size)
    expect(bubbles(page)).to_have_count(counted, timeout=DRAWING_MS)


@pytest.mark.parametrize(("language", "size"), LOOKS)
def test_zooming_in_brings_marks_of_the_days_in_view(page: Page, site: Site, language: str, size: Any) -> None:
    chart = visit(page, site, language, size)
    page.locator('[data-zoom="quarter"]').click()
    expect(chart.marks.first).to_be_attached(timeout=DRAWING_MS)
    expect(bubbles(page)).to_have_count(0)
    label = " ".join(chart.years())
    assert re.search("분기|월" if language == "ko" else "Q[1-4]|Jan|Feb|Mar|Apr", label)
    assert not re.search("Q[1-4]|Jan" if language == "ko" else "[가-힣]", label)
    zoom = asked(page)["zoom"]
    marks = chart.marks.count()
    page.reload()
    ask_for_chart(page, size)
    expect(chart.marks).to_have_count(marks, timeout=DRAWING_MS)
    assert asked(page)["zoom"] == zoom
    page.locator('[data-zoom="fit"]').click()
    expect(bubbles(page).first).to_be_attached()
    assert "zoom" not in asked(page)


def test_keys_and_dragging_zoom_and_move_the_chart(page: Page, site: Site) -> None:
    chart = visit(page, site)
    chart.plot.focus()
    page.keyboard.press("2")
    expect(chart.marks.first).to_be_attached(timeout=DRAWING_MS)
    zooms = [asked(page)["zoom"]]
    for key in ("ArrowLeft", "+", "-", "3", "1"):
        page.keyboard.press(key)
        expect(page).not_to_have_url(re.compile(re.escape(zooms[-1][0])))
        zooms.append(asked(page)["zoom"])
    page.keyboard.press("0")
    expect(page).not_to_have_url(re.compile("zoom="))
    box = chart.plot.locator(".nsewdrag").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 160, box["y"] + 4, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile("zoom="))


def test_a_bar_of_the_strip_sets_the_period(page: Page, site: Site, watch: Watch) -> None:
    chart = visit(page, site)
    loads = len(watch.navigations)
    bar = page.locator(".strip a").nth(2)
    wanted = bar.get_attribute("data-from"), bar.get_attribute("data-to")
    bar.click()
    expect(page.locator("#filter-from")).to_have_value(wanted[0] or "")
    expect(page.locator("#filter-to")).to_have_value(wanted[1] or "")
    expect(chart.marks.first).to_be_attached(timeout=DRAWING_MS)
    assert (asked(page)["from"], asked(page)["to"]) == ([wanted[0]], [wanted[1]])
    assert len(watch.navigations) == loads


def test_dragging_over_the_strip_sets_the_days_between(page: Page, site: Site) -> None:
    visit(page, site)
    bars = page.locator(".strip a")
    first, last = bars.nth(1).bounding_box(), bars.nth(3).bounding_box()
    assert first
    assert last
    wanted = [bars.nth(1).get_attribute("data-from"), bars.nth(3).get_attribute("data-to")]
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] / 2, first["y"] + 20, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile("from="))
    assert [asked(page)["from"][0], asked(page)["to"][0]] == wanted


def test_keys_go_along_the_strip(page: Page, site: Site) -> None:
    visit(page, site)
    page.locator(".strip a").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".strip a").nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(".strip a").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("from="))


def test_without_scripts_bars_lanes_and_more_are_links(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(GROUP)
    page.locator(".strip a").nth(2).click()
    expect(page).to_have_url(re.compile("from="))
    page.goto(GROUP)
    page.locator("[data-lanes]").nth(1).click()
    expect(page).to_have_url(re.compile("lanes=sector"))
    first = page.locator("[data-entry]").first.get_attribute("data-entry")
    page.locator("#more a").click()
    expect(page).to_have_url(re.compile("after="))
    assert page.locator("[data-entry]").first.get_attribute("data-entry") != first


def test_lanes_are_chosen_in_place_and_stay_while_filters_change(page: Page, site: Site, watch: Watch) -> None:
    chart = visit(page, site)
    loads = len(watch.navigations)
    page.locator("[data-lanes]").nth(1).click()
    expect(page).to_have_url(re.compile("lanes=sector"))
    expect(chart.lanes.filter(has_text="스마트시티")).to_have_count(1)
    page.locator('#filter-form input[value="happened"]').check()
    expect(page).to_have_url(re.compile("modality=happened"))
    assert asked(page)["lanes"] == ["sector"]
    assert len(watch.navigations) == loads


# --- the list -------------------------------------------------------------------------------------------------------


def test_more_of_the_list_comes_in_place_and_is_there_after_back(page: Page, site: Site) -> None:
    visit(page, site)
    expect(page.locator("[data-entry]")).to_have_count(50)
    page.locator("#more a").click()
    expect(page.locator("[data-entry]")).to_have_count(100)
    expect(page).to_have_url(re.compile("rows=100"))
    entry = page.locator("[data-entry]").nth(80)
    entry.locator("a[data-panel]").focus()
    entry.scroll_into_view_if_needed()
    page.wait_for_timeout(400)  # the place is noted when scrolling has come to rest
    entry.locator("a.title").click()
    expect(page).to_have_url(re.compile("/initiatives/"))
    page.go_back()
    expect(page.locator("[data-entry]")).to_have_count(100)
    expect(page.locator("[data-entry]").nth(80)).to_be_in_viewport()


def test_back_after_a_filter_leads_to_the_entry_where_one_was(page: Page, site: Site) -> None:
    visit(page, site)
    link = page.locator("[data-entry] a[data-panel]").nth(30)
    link.focus()
    page.wait_for_timeout(400)
    page.locator('#filter-form input[value="smart_city"]').check()
    expect(page).to_have_url(re.compile("smart_city"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("smart_city"))
    expect(page.locator("[data-entry] a[data-panel]").nth(30)).to_be_focused()


def test_the_count_that_holds_the_entry_is_ringed(page: Page, site: Site) -> None:
    chart = visit(page, site)
    page.locator("[data-entry] a[data-panel]").nth(4).focus()
    expect(chart.plot.locator('g.trace[class*="tracehalo"] path.point')).to_have_count(1)


# --- when something fails -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("ko", "불러오지 못했습니다"), ("en", "could not be loaded")])
def test_a_refused_zoom_is_said_and_can_be_tried_again(
    page: Page, site: Site, watch: Watch, language: str, words: str
) -> None:
    watch.allow(FAILED)
    chart = visit(page, site, language)
    page.route("**/timeline/data/**", lambda route: route.fulfill(status=500, body="x"))
    page.locator('[data-zoom="quarter"]').click()
    state = page.locator(".chart-state")
    expect(state).to_contain_text(words)
    page.unroute_all()
    state.locator("[data-retry]").click()
    expect(chart.marks.first).to_be_attached(timeout=DRAWING_MS)
    expect(state).to_be_hidden()


def test_no_connection_is_said_in_other_words(page: Page, site: Site, watch: Watch) -> None:
    watch.allow(FAILED)
    visit(page, site)
    page.route("**/timeline/data/**", lambda route: route.abort())
    page.locator('[data-zoom="quarter"]').click()
    expect(page.locator(".chart-state")).to_contain_text("서버에 닿지 못해")


def test_days_that_are_being_asked_for_are_said_to_be(page: Page, site: Site) -> None:
    waiting: list[Route] = []
    chart = visit(page, site)
    page.route("**/timeline/data/**", lambda route: waiting.insert(0, route))
    page.locator('[data-zoom="quarter"]').click()
    expect(page.locator(".chart-state")).to_contain_text("불러오는 중")
    waiting[0].continue_()
    expect(chart.marks.first).to_be_attached(timeout=DRAWING_MS)


def test_without_what_draws_charts_the_list_stands_and_words_say_so(page: Page, watch: Watch) -> None:
    watch.allow(FAILED)
    page.route("**/plotly*", lambda route: route.abort())
    page.goto(GROUP)
    expect(page.locator(".chart-state")).to_contain_text("차트를 그리는 파일")
    expect(page.locator("[data-entry]").first).to_be_visible()
    page.unroute_all()
    page.locator("[data-retry]").click()
    expect(bubbles(page).first).to_be_attached(timeout=DRAWING_MS)


def test_days_without_anything_say_so(page: Page) -> None:
    page.goto(f"{GROUP}?zoom=2002-01-01..2003-01-01")
    expect(page.locator(".chart-state")).to_contain_text("이 기간에는 이정표가 없습니다")


def test_on_paper_there_is_the_list(page: Page, site: Site) -> None:
    visit(page, site)
    page.emulate_media(media="print")
    expect(page.locator("[data-entry]").first).to_be_visible()
    expect(page.locator(".chart-tools")).to_be_hidden()
    expect(page.locator("#filter-form")).to_be_hidden()
    page.emulate_media(media="screen")
