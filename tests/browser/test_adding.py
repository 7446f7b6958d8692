"""An editor adds an article by text, file or address and watches it being read, until its facts are on the page."""

import html
import json
import os
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.site import Site
from tests.browser.visitors import make_visitor, sign_in
from tests.browser.watch import Watch
from tracker.pipeline.fetch.addresses import ALLOWED_PORTS

pytestmark = pytest.mark.worker
READING_MS = 60_000
GROUP = "/groups/hanjin/"


@pytest.fixture(scope="module")
def worker(site: Site) -> None:
    site.start_worker()


@pytest.fixture
def form(page: Page, context: BrowserContext, site: Site, worker: None) -> Page:
    sign_in(context, make_visitor("editor", editor=True), site)
    page.goto("/articles/add/")
    return page


def article(place: str) -> dict[str, str]:
    """Of a group that few samples speak of; every place makes another project."""
    return {
        "id": f"own-{place}",
        "language": "ko",
        "publisher": "가상일보",
        "title": f"대한항공, {place}에 스마트공장 짓는다",
        "published_at": "2024-05-20T09:00:00+09:00",
        "body": f"대한항공은 지난 14일 {place}시와 스마트공장 구축을 위한 업무협약(MOU)을 체결했다고 20일 밝혔다.\n\n"
        f"대한항공은 2025년 3월 {place}시에 스마트공장을 착공할 계획이다. 공장은 2026년 말 완공된다.",
    }


@contextmanager
def asleep(site: Site) -> Iterator[None]:
    """The worker takes no work: what is accepted meanwhile is seen waiting."""
    group = site.processes._children["worker"].pid
    os.killpg(group, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(group, signal.SIGCONT)


def progress(page: Page) -> Locator:
    return page.get_by_role("progressbar")


def assert_read(page: Page, place: str) -> None:
    """The progress page ends with the initiative; the group's page has its milestones, which open their sentence."""
    expect(page).to_have_url(re.compile("/articles/progress/"))
    initiative = page.locator('#progress a[href^="/initiatives/"]')
    expect(initiative.first).to_be_visible(timeout=READING_MS)
    expect(progress(page)).to_have_attribute("value", "1")
    page.goto(f"{GROUP}?q={place}", wait_until="domcontentloaded")
    entries = page.locator("[data-entry]", has_text=place)
    assert entries.count() >= 2
    entries.first.locator("a[data-panel]").click()
    expect(page.locator("#panel mark").first).to_be_visible()
    expect(page.locator("#panel")).to_contain_text(article(place)["title"])


def test_pasted_text_is_read_while_one_watches(form: Page, site: Site, watch: Watch) -> None:
    given = article("사천")
    with asleep(site):
        text_form = form.locator("form:has(textarea)")
        text_form.locator("textarea").fill(f"{given['title']}\n\n{given['body']}")
        text_form.locator("[name=title]").fill(given["title"])
        text_form.locator("[name=published_at]").fill("2024-05-20T09:00")
        text_form.get_by_role("button").click()
        expect(progress(form)).to_have_attribute("value", "0")
        expect(form.locator("[aria-current=step]")).to_be_visible()
        loads = len(watch.navigations)
    expect(progress(form)).to_have_attribute("value", "1", timeout=READING_MS)
    expect(form.locator("[aria-current=step]")).to_have_count(0)
    assert len(watch.navigations) == loads
    assert_read(form, "사천")


def test_files_are_read(form: Page) -> None:
    content = json.dumps(article("부천"), ensure_ascii=False).encode()
    files_form = form.locator("form:has([type=file])")
    files_form.locator("[type=file]").set_input_files(
        {"name": "bucheon.json", "mimeType": "application/json", "buffer": content}
    )
    files_form.locator("[type=submit]").click()
    assert_read(form, "부천")


def test_an_address_is_fetched_and_read(form: Page) -> None:
    with news_site(article("김포")) as address:
        address_form = form.locator("form:has([name=address])")
        address_form.locator("[name=address]").fill(address)
        address_form.get_by_role("button").click()
        assert_read(form, "김포")
    expect(form.locator(f'a[href="{address}"]').first).to_be_visible()


def test_what_cannot_be_read_says_why_and_can_be_tried_again(form: Page) -> None:
    with news_site(article("구미")) as address:
        form.locator("[name=address]").fill(f"{address}-gone")
        form.locator("form:has([name=address])").get_by_role("button").click()
        expect(form.locator("#progress")).to_contain_text("404", timeout=READING_MS)
    expect(form.locator('#progress form[action$="/retry/"] button')).to_be_visible()


def test_too_short_a_text_is_refused_and_stays_in_the_form(form: Page, watch: Watch) -> None:
    watch.allow("status of 422")
    form.locator("textarea").fill("짧은 글")
    form.locator("form:has(textarea)").get_by_role("button").click()
    expect(form.get_by_role("alert")).to_be_visible()
    expect(form.locator("textarea")).to_have_value("짧은 글")


@contextmanager
def news_site(given: dict[str, str]) -> Iterator[str]:
    """A web server of its own with one article; its address. Anything else is not there."""
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in given["body"].split("\n\n"))
    title = html.escape(given["title"])
    page = f"""<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>{title}</title>
      <meta property="og:title" content="{title}"><meta property="og:site_name" content="{given["publisher"]}">
      <meta property="article:published_time" content="{given["published_at"]}"></head>
      <body><article><h1>{title}</h1>{paragraphs}</article></body></html>"""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/article"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode() if found else b"nothing here")

        def log_message(self, *_: object) -> None:
            """A test prints nothing."""

    server = _listen(Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/article"
    finally:
        server.shutdown()
        server.server_close()


def _listen(pages: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    """On one of the few ports that are fetched from, the least likely to be taken first."""
    for port in sorted((port for port in ALLOWED_PORTS if port > 1023), reverse=True):
        try:
            return ThreadingHTTPServer(("127.0.0.1", port), pages)
        except OSError:
            continue
    raise AssertionError(f"all ports are taken: {sorted(ALLOWED_PORTS)}")
