"""The palette by keys, saved filters, the export menu, pictures of charts: in both languages, at a desk and on a phone."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.chart import Chart
from tests.browser.conftest import PHONE
from tests.browser.hostile import IMAGE
from tests.browser.site import Site
from tests.browser.test_accessibility import OPPOSITE, look, violations
from tests.browser.visitors import prefer_language
from tests.browser.watch import Watch

GROUP = "/groups/posco/?sector=smart_city"
# Whether the strip [top, bottom] of a picture holds ink: letters darker or lighter than its own corner.
INK = """async ([data, top, bottom]) => {
  const image = new Image();
  image.src = data;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const from = top < 0 ? image.height + top : top, to = bottom <= 0 ? image.height + bottom : bottom;
  const { data: dots } = pen.getImageData(0, from, image.width / 2, to - from);
  let ink = 0;
  for (let i = 0; i < dots.length; i += 4) if (Math.abs(dots[i] - dots[0]) > 90) ink += 1;
  return [image.width, image.height, ink];
}"""


def palette(page: Page) -> Locator:
    return page.locator("#palette")


def open_palette(page: Page, key: str = "/") -> Locator:
    page.keyboard.press(key)
    found = palette(page)
    expect(found).to_be_visible()
    expect(found.get_by_role("combobox")).to_be_focused()
    expect(found.get_by_role("option").first).to_be_visible()
    return found


@pytest.mark.parametrize(
    ("language", "typed", "goal"),
    [("ko", "약속", "/promises/"), ("en", "promises", "/promises/"), ("ko", "포스코ICT", "/organizations/posco-dx/")],
)
@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_palette_leads_by_keys_alone(
    page: Page, site: Site, language: str, typed: str, goal: str, key: str
) -> None:
    prefer_language(page.context, language, site)
    page.goto("/about/")
    found = open_palette(page, key)
    page.keyboard.type(typed)
    chosen = found.locator('[role=option][aria-selected="true"]')
    expect(chosen).to_have_attribute("href", goal)
    expect(found.get_by_role("combobox")).to_have_attribute("aria-activedescendant", "palette-0")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(goal) + "$"))


def test_arrows_move_around_and_escape_gives_the_focus_back(page: Page) -> None:
    page.goto("/groups/posco/")
    first = page.locator("[data-entry] a[data-panel]").first
    first.focus()
    found = open_palette(page)
    options = found.get_by_role("option")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(options.last).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(found).to_be_hidden()
    expect(first).to_be_focused()


def test_a_slash_in_a_field_is_a_letter(page: Page) -> None:
    page.goto("/search/")
    field = page.get_by_role("main").get_by_role("searchbox")
    field.focus()
    page.keyboard.press("/")
    expect(field).to_have_value("/")
    expect(palette(page)).to_be_hidden()


def test_an_action_does_what_its_button_does(page: Page) -> None:
    page.goto("/about/")
    open_palette(page)
    page.keyboard.type("english")
    expect(palette(page).locator('[aria-selected="true"]')).to_contain_text("언어 바꾸기")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_nothing_found_leads_to_the_search(page: Page) -> None:
    page.goto("/about/")
    found = open_palette(page)
    page.keyboard.type("없는말입니다")
    expect(found.get_by_role("status")).to_have_text("맞는 것이 없습니다.")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))


def test_a_server_out_of_reach_or_broken_is_told_in_words(page: Page, watch: Watch) -> None:
    watch.allow("Failed to load resource")
    page.goto("/about/")
    found = open_palette(page)
    page.route("**/palette/?q=a*", lambda route: route.abort())
    page.route("**/palette/?q=b*", lambda route: route.fulfill(status=500, body=""))
    page.keyboard.type("a")
    expect(found.get_by_role("status")).to_contain_text("서버에 닿지 못했습니다")
    page.keyboard.press("Backspace")
    page.keyboard.type("b")
    expect(found.get_by_role("status")).to_contain_text("요청이 실패했습니다")


def test_what_was_typed_last_is_what_is_shown(page: Page) -> None:
    page.goto("/about/")
    found = open_palette(page)
    waiting: list[Any] = []

    def hold(route: Any) -> None:
        waiting.append(route)

    page.route("**/palette/?q=posco", hold)
    page.keyboard.type("posco")
    page.wait_for_timeout(400)
    assert len(waiting) == 1
    found.get_by_role("combobox").fill("약속")
    expect(found.get_by_role("option").first).to_contain_text("약속")
    waiting[0].abort()
    expect(found.get_by_role("option").first).to_contain_text("약속")


def test_hostile_names_are_text_in_the_palette(page: Page) -> None:
    page.goto("/about/")
    found = open_palette(page)
    page.keyboard.type("onerror")
    expect(found.get_by_role("option").first).to_contain_text(IMAGE)
    expect(page.locator("img[onerror]")).to_have_count(0)


@pytest.mark.parametrize(("language", "theme", "size"), OPPOSITE)
def test_palette_and_menus_are_accessible(page: Page, site: Site, language: str, theme: Any, size: Any) -> None:
    prefer_language(page.context, language, site)
    look(page, theme, size)
    page.goto("/promises/")
    page.locator(".take details > summary").evaluate_all("all => all.forEach((one) => one.click())")
    save(page, "가나다")
    assert violations(page) == []
    open_palette(page)
    page.keyboard.type("포스코")
    expect(palette(page).get_by_role("option").nth(3)).to_be_visible()
    assert violations(page) == []


def test_a_phone_opens_the_palette_from_the_menu(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/about/")
    page.locator(".menu > summary").click()
    page.locator("[data-palette]").click()
    expect(palette(page).get_by_role("combobox")).to_be_focused()
    boxes = (
        palette(page).get_by_role("option").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    )
    assert boxes
    assert min(boxes) >= 44
    palette(page).get_by_role("option", name="약속").first.click()
    expect(page).to_have_url(re.compile("/promises/$"))


# --- saved filters ----------------------------------------------------------------------------------------------------


def save(page: Page, name: str) -> None:
    box = page.locator("details.saved")
    if not box.evaluate("one => one.open"):
        box.locator("summary").click()
    box.get_by_role("textbox").fill(name)
    box.locator("button[type=submit]").click()
    expect(box.get_by_role("link", name=name)).to_be_visible()


def test_a_filter_is_saved_found_again_and_removed(page: Page) -> None:
    page.goto(f"{GROUP}&page=1")
    page.evaluate("localStorage.clear()")  # the tab is that of the tests before
    page.reload()
    save(page, "포스코 시티")
    page.goto("/initiatives/")
    box = page.locator("details.saved")
    expect(box.locator("summary")).to_contain_text("1")
    box.locator("summary").click()
    box.get_by_role("link", name="포스코 시티").click()
    expect(page).to_have_url(re.compile(re.escape(GROUP) + "$"))
    expect(page.locator("#sector-smart_city")).to_be_checked()
    page.wait_for_load_state()  # the scripts too
    open_palette(page)
    page.keyboard.type("포스코 시")
    expect(palette(page).get_by_role("option", name="포스코 시티")).to_have_attribute("href", GROUP)
    page.keyboard.press("Escape")
    box.locator("summary").click()
    box.get_by_role("button", name="지우기: 포스코 시티").click()
    expect(box.get_by_role("link")).to_have_count(0)
    expect(box.locator("summary")).to_be_focused()
    page.reload()
    expect(page.locator("details.saved summary")).not_to_contain_text("1")


def test_what_else_lies_in_the_store_is_no_link(page: Page) -> None:
    page.goto("/initiatives/")
    bad = [
        {"name": "a", "address": address}
        for address in ("javascript:alert(1)", "//evil.example/", "/\\evil.example", 5)
    ]
    page.evaluate(
        "text => localStorage.setItem('tracker.saved', text)",
        json.dumps([*bad, {"name": IMAGE, "address": "/promises/"}, None]),
    )
    page.reload()
    page.locator("details.saved summary").click()
    links = page.locator("[data-saved-list] a")
    assert links.evaluate_all("all => all.map((one) => one.getAttribute('href'))") == ["/promises/"]
    expect(links).to_have_text(IMAGE)
    page.evaluate("localStorage.setItem('tracker.saved', '{no json')")
    page.reload()
    save(page, "새것")
    page.evaluate("localStorage.clear()")


def test_without_scripts_links_work_and_nothing_dead_is_shown(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(GROUP)
    page.locator(".take-menu > summary").first.click()
    expect(page.get_by_role("link", name="CSV")).to_have_attribute("href", "/groups/posco/export.csv?sector=smart_city")
    for dead in ("details.saved", "[data-copy]", "[data-take-chart]", "[data-palette]"):
        for one in page.locator(dead).all():
            expect(one).to_be_hidden()


# --- files and pictures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [None, PHONE])
def test_the_menu_gives_what_is_filtered_now(page: Page, size: Any) -> None:
    if size:
        page.set_viewport_size(size)
    page.goto("/initiatives/?q=포스코")
    page.locator("#filter-form [name=sector]").first.evaluate("box => box.click()")
    expect(page).to_have_url(re.compile("sector="))
    page.locator(".take-menu > summary").first.click()
    with page.expect_download() as waiting:
        page.locator(".take").get_by_role("link", name="CSV").click()
    lines = Path(waiting.value.path()).read_text("utf-8-sig").splitlines()
    assert re.fullmatch(r"initiatives-\d{4}-\d\d-\d\d\.csv", waiting.value.suggested_filename)
    assert len(lines) - 1 == page.locator("#results .entries > li").count()


def take_picture(page: Page, form: str, folder: Path) -> tuple[str, Path]:
    with page.expect_download() as waiting:
        page.locator(f"[data-picture={form}]").first.click()
    path = folder / f"chart.{form}"
    waiting.value.save_as(path)
    return waiting.value.suggested_filename, path


@pytest.mark.parametrize(
    ("language", "title", "words"), [("ko", "포스코", "분야: 스마트시티"), ("en", "POSCO", "Sector: Smart city")]
)
def test_a_picture_bears_title_filter_date_and_site(
    page: Page, site: Site, tmp_path: Path, language: str, title: str, words: str
) -> None:
    prefer_language(page.context, language, site)
    page.goto(GROUP)
    Chart(page).wait()
    name, path = take_picture(page, "svg", tmp_path)
    assert name.startswith(title)
    said = ["".join(text.itertext()) for text in ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")]
    assert title in said
    assert words in said
    assert any(site.address.removeprefix("http://") in text and "20" in text for text in said), said
    assert len(said) > 8  # lanes, titles and years of the chart itself


def test_a_png_has_the_title_burned_in(page: Page, tmp_path: Path) -> None:
    import base64

    page.goto(GROUP)
    Chart(page).wait()
    drawn = page.locator(".plot").bounding_box()
    assert drawn
    _name, path = take_picture(page, "png", tmp_path)
    data = "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode()
    width, height, title = page.evaluate(INK, [data, 0, 70])
    assert width == pytest.approx(2 * drawn["width"], abs=4)
    assert height > 2 * drawn["height"]
    assert title > 200
    assert page.evaluate(INK, [data, 74, 110])[2] > 100  # the filter
    assert page.evaluate(INK, [data, -44, 0])[2] > 100  # the date and the site


def test_a_network_and_any_other_svg_can_be_taken_too(page: Page, tmp_path: Path) -> None:
    page.goto("/groups/posco/partnerships/")
    expect(page.locator(".network.wide")).to_be_visible()
    _name, path = take_picture(page, "svg", tmp_path)
    assert "포스코의 협력" in path.read_text()
    made = page.evaluate(
        """() => {
          const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
          svg.innerHTML = '<a href="http://evil.example/"><circle class="x" r="5"/></a>';
          document.querySelector("main").append(svg);
          return window.tracker.pictures.svgOf(svg, { title: "<b>제목", filter: "거름", foot: "오늘" });
        }"""
    )
    root = ElementTree.fromstring(made)
    assert [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")] == ["<b>제목", "거름", "오늘"]
    assert "evil.example" not in made
    circle = next(root.iter("{http://www.w3.org/2000/svg}circle"))
    assert circle.get("fill")


def test_print_leaves_out_what_one_presses(page: Page) -> None:
    page.goto("/promises/?q=포스코")
    page.emulate_media(media="print")
    for hidden in (".top", ".filters", ".take", ".crumbs", "#palette"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".entries > li").first).to_be_visible()
    expect(page.locator(".printed")).to_contain_text("/promises/?q=")
    expect(page.locator(".foot")).to_contain_text("읽은 기사")
    page.emulate_media(media="screen")


def test_a_search_is_narrowed_by_links_and_marks_what_it_found(page: Page, context: BrowserContext) -> None:
    page.goto("/search/?q=스마트 시티")
    expect(page.locator("#results mark").first).to_have_text("스마트시티")
    link = page.locator(".facet a", has_text="합의").first
    wanted = link.locator("xpath=..").locator(".number").inner_text()
    link.click()
    expect(page.locator(".kinds a", has_text="사업").locator(".number")).to_have_text(wanted)
    expect(page.locator(".facet a[aria-current]")).to_contain_text("합의")
