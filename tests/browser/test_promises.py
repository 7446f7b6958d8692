"""The ledger of promises as one uses it: filters in place, in the address and without scripts; every promise opens."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.addresses import address_of
from tests.browser.conftest import PHONE

LEDGER = "/promises/"


def titles(page: Page) -> list[str]:
    return page.locator("#results .title").all_inner_texts()


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def state_chip(page: Page, state: str) -> Locator:
    return page.locator(f"#state-{state}")


def test_a_state_is_chosen_in_place_and_back_and_forward_restore_it(page: Page) -> None:
    page.goto(LEDGER)
    before = titles(page)
    state_chip(page, "fulfilled").check()
    expect(page).to_have_url(re.compile(r"[?&]state=fulfilled"))
    assert asked(page) == {"state": ["fulfilled"]}
    expect(page.locator("#results h2")).to_have_text(["이루어진 것"])
    chosen = titles(page)
    assert chosen
    assert chosen != before
    page.go_back()
    expect(page.locator("#results h2").first).to_have_text("지금쯤 이루어졌어야 할 것")
    assert titles(page) == before
    expect(state_chip(page, "fulfilled")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#results h2")).to_have_text(["이루어진 것"])
    assert titles(page) == chosen
    expect(state_chip(page, "fulfilled")).to_be_checked()


def test_group_and_year_do_the_same_with_scripts_and_without(page: Page, page_without_scripts: Page) -> None:
    page.goto(LEDGER)
    page.get_by_label("기업집단", exact=True).select_option("hyundai-motor")
    page.get_by_label("기한의 해").select_option("2025")
    expect(page).to_have_url(re.compile(r"[?&]year=2025"))
    assert asked(page) == {"group": ["hyundai-motor"], "year": ["2025"]}
    expect(page.locator("#results .when time").first).to_have_attribute("datetime", "2025-12-31")
    found = titles(page)
    assert found
    plain = page_without_scripts
    plain.goto(LEDGER)
    plain.get_by_label("기업집단", exact=True).select_option("hyundai-motor")
    plain.get_by_label("기한의 해").select_option("2025")
    plain.get_by_role("button", name="거르기").click()
    assert titles(plain) == found


def test_a_promise_opens_its_sentence_beside_the_ledger(page: Page) -> None:
    page.goto(LEDGER)
    quote = page.locator("#results .says").first.inner_text().split("”")[0].strip("“")
    page.locator("#results a[data-panel]").first.click()
    panel = page.locator("#panel")
    expect(panel.locator("[data-panel-heading]")).to_be_focused()
    assert quote.rstrip("…") in panel.inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("#results a[data-panel]").first).to_be_focused()


def test_the_slippage_of_an_initiative_fits_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address_of("initiative"))
    lines = page.locator(".slippage .slip .way")
    expect(lines.first).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for number in range(lines.count()):
        box = lines.nth(number).bounding_box()
        assert box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE["width"]


def test_the_table_leads_to_the_list_of_a_cell_and_back(page: Page) -> None:
    page.goto(LEDGER)
    page.get_by_role("link", name="기업집단별").click()
    expect(page).to_have_url(re.compile(r"[?&]by=group"))
    cell = page.locator(".promise-table tbody td a").first
    count = int(cell.inner_text())
    cell.click()
    expect(page.locator("#results .promise").first).to_be_visible()
    assert len(titles(page)) == count
    page.go_back()
    expect(page.locator(".promise-table")).to_be_visible()


def test_a_filter_keeps_the_table(page: Page) -> None:
    page.goto(f"{LEDGER}?by=sector")
    rows = page.locator(".promise-table tbody tr")
    before = rows.count()
    page.locator("#sector-smart_factory").check()
    expect(page).to_have_url(re.compile(r"[?&]sector=smart_factory"))
    expect(page.locator(".promise-table")).to_be_visible()
    assert rows.count() <= before
    assert asked(page)["sector"] == ["smart_factory"]


def test_how_late_is_chosen_in_place(page: Page) -> None:
    page.goto(LEDGER)
    page.get_by_label("늦은 정도").select_option("1y")
    expect(page).to_have_url(re.compile(r"[?&]late=1y"))
    found = len(titles(page))
    page.locator(".ways-row .button", has_text="한 해 넘게 지난 것").click()
    expect(page).to_have_url(re.compile(r"sort=oldest"))
    expect(page.locator('.ways-row [aria-current="true"]')).to_have_text("한 해 넘게 지난 것")
    assert 0 < len(titles(page)) <= max(found, 50)
