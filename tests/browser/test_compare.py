"""Several timelines on one axis, chosen by name."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chart import Chart
from tests.browser.conftest import PHONE
from tests.browser.site import SHOWN, Site
from tests.browser.visitors import prefer_language

TWO = f"/compare/?with=group:{SHOWN}&with=group:hyundai-motor"


def test_a_group_leads_to_a_comparison_where_names_complete_themselves(page: Page) -> None:
    page.goto(f"/groups/{SHOWN}/", wait_until="domcontentloaded")
    page.get_by_role("main").get_by_role("link", name="비교").click()
    expect(page).to_have_url(re.compile("/compare/"))
    page.wait_for_load_state()  # the scripts too
    field = page.get_by_label("더할 이름")
    field.press_sequentially("현대차")
    option = page.locator("#compare-names option").first
    expect(option).to_be_attached()
    field.fill(option.get_attribute("value") or "")
    page.get_by_role("button", name="더하기").click()
    expect(page).to_have_url(re.compile("with=.*with="))
    expect(Chart(page).wait().lanes.filter(has_text="포스코")).to_have_count(1)
    page.get_by_role("link", name="빼기").first.click()
    expect(page.locator("[data-timeline]")).to_have_count(0)


def test_without_scripts_a_form_adds_by_name(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(f"/compare/?with=group:{SHOWN}")
    page.get_by_label("더할 이름").fill("현대차")
    page.get_by_role("button", name="더하기").click()
    if page.locator(".candidates a").count():
        page.locator(".candidates a").first.click()
    expect(page.locator(".compare-table tbody tr").first).to_be_visible()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_axis_is_the_calendar_or_months_after_the_beginning(page: Page, site: Site, language: str) -> None:
    prefer_language(page.context, language, site)
    page.goto(TWO)
    chart = Chart(page).wait()
    assert all(re.fullmatch(r"\d{4}", label) for label in chart.years())
    page.locator(".lanes a").nth(1).click()
    expect(page).to_have_url(re.compile("by=months"))
    labels = chart.wait().years()
    assert "0" in labels
    assert any(label.startswith("+") and ("년" in label) == (language == "ko") for label in labels)


def test_a_mark_and_a_line_of_the_table_open_the_sentence(page: Page) -> None:
    page.goto(TWO + "&q=포스코")
    chart = Chart(page).wait()
    chart.click(chart.marks.first)
    expect(page.locator("#panel [data-panel-heading]")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator(".compare-table a[data-panel]").first.click()
    expect(page.locator("#panel mark").first).to_be_visible()


def test_filters_keep_those_compared(page: Page) -> None:
    page.goto(TWO)
    page.locator('#filter-form input[value="smart_factory"]').check()
    expect(page).to_have_url(re.compile("sector=smart_factory"))
    expect(page).to_have_url(re.compile("with=group.*with=group"))


def test_on_a_phone_the_table_comes_first_and_the_chart_on_demand(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(TWO, wait_until="domcontentloaded")
    expect(page.locator(".compare-table tbody tr").first).to_be_visible()
    expect(Chart(page).plot).to_be_hidden()
