"""Filters swap list and chart in place, live in the address, and are the same without scripts."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chart import Chart, entry_ids
from tests.browser.watch import Watch

GROUP = "/groups/posco/"


def choose(value: str) -> Callable[[Page], None]:
    return lambda page: page.locator(f'#filter-form input[value="{value}"]').check()


def choose_affiliate(page: Page) -> None:
    page.get_by_label("계열사").select_option("posco-dx")


def choose_period(page: Page) -> None:
    page.locator("[name=from]").fill("2018-01")
    page.locator("[name=to]").fill("2019-12")
    page.locator("[name=to]").blur()


def choose_text(page: Page) -> None:
    page.locator("#filter-form").get_by_role("searchbox").fill("구리시")


FILTERS = {
    "sector": (choose("smart_city"), {"sector": ["smart_city"]}),
    "status": (choose("completed"), {"status": ["completed"]}),
    "modality": (choose("planned"), {"modality": ["planned"]}),
    "affiliate": (choose_affiliate, {"affiliate": ["posco-dx"]}),
    "period": (choose_period, {"from": ["2018-01"], "to": ["2019-12"]}),
    "text": (choose_text, {"q": ["구리시"]}),
}


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def set_zoom(page: Page, chart: Chart) -> list[str]:
    """Zooms to a few years; the labels under the chart afterwards."""
    before = chart.wait().years()
    page.locator('[data-zoom="quarter"]').click()
    expect(page).to_have_url(re.compile(r"[?&]zoom=\d{4}"))
    expect(chart.plot.locator(".xtick text").first).not_to_have_text(before[0])
    return chart.years()


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_does_the_same_with_scripts_in_place_and_without_by_a_form(
    page: Page, page_without_scripts: Page, watch: Watch, name: str
) -> None:
    choose, parameters = FILTERS[name]
    plain = page_without_scripts
    plain.goto(GROUP)
    everything = entry_ids(plain)
    choose(plain)
    plain.locator("#filter-form [type=submit]").click()
    wanted = entry_ids(plain)
    assert 0 < len(wanted) < len(everything)
    assert parameters.items() <= asked(plain).items()

    page.goto(GROUP)
    loads = len(watch.navigations)
    choose(page)
    expect(page.locator("[data-entry]")).to_have_count(len(wanted))
    assert entry_ids(page) == wanted
    expect(page).to_have_url(re.compile(r"\?"))
    assert {key: values for key, values in asked(page).items() if any(values)} == parameters
    dated = page.locator("[data-entry]").filter(has_not_text="날짜 없음").count()
    expect(Chart(page).marks).to_have_count(dated)
    assert len(watch.navigations) == loads


def test_the_chart_keeps_its_zoom_while_filters_change_and_after_a_reload(page: Page) -> None:
    page.goto(GROUP)
    chart = Chart(page)
    years = set_zoom(page, chart)
    before = page.locator("[data-entry]").count()
    choose("smart_city")(page)
    expect(page.locator("[data-entry]")).not_to_have_count(before)
    expect(page).to_have_url(re.compile("sector=smart_city"))
    assert asked(page)["zoom"]
    assert chart.years() == years
    page.reload()
    assert chart.wait().years() == years
    page.locator('[data-zoom="fit"]').click()
    expect(page).not_to_have_url(re.compile("zoom="))


def test_back_and_forward_restore_list_chart_choices_and_zoom(page: Page) -> None:
    page.goto(GROUP)
    chart = Chart(page)
    years = set_zoom(page, chart)
    states = [(entry_ids(page), chart.marks.count())]
    for value in ("smart_city", "planned"):
        choose(value)(page)
        expect(page.locator("[data-entry]")).not_to_have_count(len(states[-1][0]))
        states.append((entry_ids(page), chart.marks.count()))

    def assert_state(number: int, checked: set[str]) -> None:
        ids, marks = states[number]
        expect(page.locator("[data-entry]")).to_have_count(len(ids))
        assert entry_ids(page) == ids
        expect(chart.wait().marks).to_have_count(marks)
        assert chart.years() == years
        found = page.locator("#filter-form input:checked").evaluate_all("boxes => boxes.map(box => box.value)")
        assert set(found) == checked

    page.go_back()
    assert_state(1, {"smart_city"})
    page.go_back()
    assert_state(0, set())
    page.go_forward()
    assert_state(1, {"smart_city"})
    page.go_forward()
    assert_state(2, {"smart_city", "planned"})


def test_back_and_forward_restore_the_panel(page: Page, watch: Watch) -> None:
    page.goto(GROUP)
    panel = page.locator("#panel")
    page.locator("[data-entry] a[data-panel]").nth(1).click()
    sentence = panel.locator("mark").first.inner_text()
    choose("smart_factory")(page)
    expect(page).to_have_url(re.compile("sector=smart_factory"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("sector="))
    expect(panel.locator("mark").first).to_have_text(sentence)
    panel.locator('a[href^="/articles/"]').first.click()
    expect(page).to_have_url(re.compile("/articles/"))
    page.go_back()
    expect(panel.locator("mark").first).to_have_text(sentence)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.reload()
    expect(panel).to_be_hidden()


def test_an_address_in_the_panels_place_that_the_page_does_not_offer_opens_nothing(page: Page) -> None:
    page.goto(f"{GROUP}?panel=/about/")
    Chart(page).wait()
    expect(page.locator("#panel")).to_be_hidden()


def test_filters_without_a_match_say_so_and_lead_out(page: Page) -> None:
    page.goto(f"{GROUP}?sector=smart_energy&q=백일홍")
    expect(page.locator("[data-entry]")).to_have_count(0)
    for _ in range(2):
        page.locator("#results a.button").first.click()
    expect(page.locator("[data-entry]").first).to_be_visible()


@pytest.mark.parametrize("address", ["/initiatives/", "/articles/", "/groups/posco/partnerships/"])
def test_the_other_lists_are_filtered_in_place_too(page: Page, watch: Watch, address: str) -> None:
    page.goto(address)
    loads = len(watch.navigations)
    results = page.locator("#results")
    before = results.inner_text()
    choose("smart_city")(page)
    expect(results).not_to_have_text(before)
    expect(page).to_have_url(re.compile("sector=smart_city"))
    assert len(watch.navigations) == loads
    saved = results.locator(".saved summary")  # shown by scripts when the rest has settled
    expect(saved).to_be_visible()
    shown = results.inner_text()
    page.reload()
    expect(saved).to_be_visible()
    assert results.locator("li, tr").count() > 0
    assert results.inner_text() == shown
