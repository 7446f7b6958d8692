"""Every kind of page opens without an error in the console, a refusal by the policy or a request to a stranger.

What is wrong there `watch` finds (see conftest.py); the tests say what must be there.
"""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.addresses import FOR_ALL, FORBIDDEN, MISSING, SHOWN, address_of
from tests.browser.chart import DRAWING_MS
from tests.browser.site import Site
from tests.browser.visitors import PASSWORD, make_visitor, sign_in
from tests.browser.watch import Watch

NOT_OK = "Failed to load resource: the server responded with a status of"  # what the console says of error pages


@pytest.mark.parametrize("name", FOR_ALL)
def test_a_page_opens(page: Page, name: str) -> None:
    answer = page.goto(address_of(name))
    assert answer is not None
    assert answer.status == 200
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_visible()
    for plot in page.locator("[data-timeline]").all():
        expect(plot.locator("path.point").first).to_be_attached(timeout=DRAWING_MS)


def test_the_first_page_leads_to_a_group_and_from_there_to_an_article(page: Page) -> None:
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="기업집단").click()
    page.locator(f'main a[href="/groups/{SHOWN}/"]').first.click()
    page.locator("[data-entry] a:not([data-panel])").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.locator('main a[href^="/articles/"]').first.click()
    expect(page.locator("article")).to_be_visible()


def test_every_marked_span_of_an_article_opens_the_fact_that_it_states(page: Page) -> None:
    page.goto(address_of("article"))
    spans = page.locator("article mark a")
    panel = page.locator("#panel")
    assert spans.count() > 2
    for number in range(spans.count()):
        span = spans.nth(number)
        span.click()
        expect(panel.locator("[data-panel-heading]")).to_be_focused()
        quotes = " ".join(panel.locator("mark").all_inner_texts())
        assert span.inner_text() in quotes
        page.keyboard.press("Escape")
        expect(span).to_be_focused()


def test_the_facts_beside_an_article_open_their_sentences(page: Page) -> None:
    page.goto(address_of("article"))
    links = page.locator("main a[data-panel]:not(article *)")
    # Without the numbers of the notes, which stand within sentences.
    text = page.locator("article").evaluate(
        "whole => { for (const note of whole.querySelectorAll('a[aria-label]')) note.remove(); return whole.innerText }"
    )
    for number in (0, links.count() - 1):
        links.nth(number).click()
        expect(page.locator("#panel mark").first).to_be_visible()
        assert any(quote in text for quote in page.locator("#panel mark").all_inner_texts())
        page.keyboard.press("Escape")
        expect(links.nth(number)).to_be_focused()


def test_search_finds_by_a_former_name_while_one_types(page: Page, watch: Watch) -> None:
    page.goto("/search/")
    loads = len(watch.navigations)
    page.get_by_role("main").get_by_role("searchbox").fill("포스코ICT")
    expect(page.get_by_role("main").get_by_role("link", name="포스코DX").first).to_be_visible()
    assert len(watch.navigations) == loads


def test_an_editor_logs_in_and_out(page: Page) -> None:
    make_visitor("editor", editor=True)
    page.goto(f"/groups/{SHOWN}/partnerships/")
    page.get_by_role("banner").get_by_role("link", name="로그인").click()
    page.get_by_label("사용자 이름").fill("editor")
    page.get_by_label("비밀번호").fill("not this one")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    expect(page).to_have_url(f"/groups/{SHOWN}/partnerships/")
    expect(page.get_by_role("banner").get_by_role("link", name="기사 추가")).to_be_visible()
    page.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_role("banner").get_by_role("link", name="로그인")).to_be_visible()


def test_an_editor_judges_a_sentence_in_the_panel(
    page: Page, context: BrowserContext, site: Site, watch: Watch
) -> None:
    sign_in(context, make_visitor("editor", editor=True), site)
    page.goto(address_of("article"))
    loads = len(watch.navigations)
    page.locator("article mark a").first.click()
    panel = page.locator("#panel")
    panel.get_by_role("button", name="맞음").click()
    expect(panel.get_by_role("button", name="판단 거두기")).to_be_visible()
    expect(panel.get_by_role("button", name="맞음")).to_be_hidden()
    panel.get_by_role("button", name="판단 거두기").click()
    expect(panel.get_by_role("button", name="맞음")).to_be_visible()
    assert len(watch.navigations) == loads


def test_a_missing_page_and_a_forbidden_one_say_what_to_do(
    page: Page, context: BrowserContext, site: Site, watch: Watch
) -> None:
    watch.allow(NOT_OK)
    sign_in(context, make_visitor("reader", editor=False), site)
    for address, status in ((MISSING, 404), (FORBIDDEN, 403)):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == status
        expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()


def test_a_form_that_was_open_too_long_is_refused_in_words(page: Page, context: BrowserContext, watch: Watch) -> None:
    watch.allow(NOT_OK)
    page.goto("/login/")
    context.clear_cookies()
    page.get_by_label("사용자 이름").fill("editor")
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()
    expect(page.get_by_role("textbox", name="비밀번호")).to_have_count(0)


def test_the_page_for_a_broken_server_needs_nothing_of_it(page: Page, watch: Watch) -> None:
    watch.allow(NOT_OK)
    page.route("**/broken/", lambda route: route.fulfill(status=500, body=render_to_string("errors/500.html")))
    page.goto("/broken/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link").click()
    expect(page).to_have_url("/")
