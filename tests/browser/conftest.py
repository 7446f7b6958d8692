"""One server, one database with the sample articles' facts and one browser for all tests of this folder.

The fixtures of pytest-playwright are taken over for the folder, not for the session: while Playwright runs, its event
loop makes Django refuse the database to whatever runs in this thread, and the tests that follow want theirs.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, Playwright, sync_playwright
from pytest_playwright.pytest_playwright import CreateContextCallback

from config.launch.processes import Processes
from tests.browser.hostile import hostile_story
from tests.browser.site import CROWDED, CROWDED_LEAD, Site
from tests.browser.watch import Watch
from tests.databases import copy_of_template
from tests.newsroom import sample_names, tell, tell_sample
from tests.servers import give_up
from tests.views.test_timelines import make_milestones

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
BLANK = "/blank/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium() -> str:
    """The path of the browser's program. Skips without it (fails in CI, which has it)."""
    found = next((path for path in map(shutil.which, PROGRAMS) if path), None)
    if found is None:
        give_up("no Chromium was found on PATH (Debian: apt-get install chromium fonts-noto-cjk)")
    return found


@pytest.fixture(scope="package")
def site(chromium: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="tracker-browser-"))
    try:
        with django_db_blocker.unblock(), copy_of_template() as url, Processes() as processes:
            site = Site(processes, url, folder)
            collecting = site.collect_static()
            for name in sample_names():
                tell_sample(name)
            tell(hostile_story())
            make_milestones(400, CROWDED, CROWDED_LEAD)
            assert collecting.wait() == 0
            site.start_pages()
            yield site
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def playwright(site: Site) -> Iterator[Playwright]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the loop is idle whenever a test's own lines run
    try:
        with sync_playwright() as running:
            yield running
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def browser_type(playwright: Playwright) -> BrowserType:
    return playwright.chromium


@pytest.fixture(scope="package")
def browser(browser_type: BrowserType, browser_type_launch_args: dict[str, Any], chromium: str) -> Iterator[Browser]:
    browser = browser_type.launch(**{**browser_type_launch_args, "executable_path": chromium, "args": QUIET})
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def browser_context_args(site: Site) -> dict[str, Any]:
    """A Korean visitor at a desk; the default of `visitor_args`."""
    return {"base_url": site.address, "locale": "ko-KR", "viewport": DESKTOP}


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """What went wrong behind the scenes in any page of the test: the test fails of it."""
    watch = Watch(site.address)
    yield watch
    assert watch.complaints == []


@pytest.fixture(scope="module")
def visitor_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Who visits; a module about others than Koreans at a desk says so by a fixture of this name."""
    return browser_context_args


@pytest.fixture(scope="module")
def tab(browser: Browser, visitor_args: dict[str, Any]) -> Iterator[Page]:
    """One for all tests of a module: a new one takes seconds until it has compiled plotly.

    It never leaves the site, not even for about:blank: another process would draw the next page, and compile again."""
    context = browser.new_context(**visitor_args)
    context.route(
        f"**{BLANK}", lambda route: route.fulfill(content_type="text/html", body="<link rel=icon href=data:,>")
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page, visitor_args: dict[str, Any], watch: Watch) -> Iterator[Page]:
    """The tab, as if it were new."""
    with watch.during(tab.context):
        yield tab
        tab.goto(BLANK)
    tab.unroute_all()
    tab.context.clear_cookies()
    tab.emulate_media(color_scheme="null", reduced_motion="null")
    tab.set_viewport_size(visitor_args["viewport"])


@pytest.fixture
def context(page: Page) -> BrowserContext:
    return page.context


@pytest.fixture
def page_without_scripts(new_context: CreateContextCallback, watch: Watch) -> Page:
    context = new_context(java_script_enabled=False)
    watch.over(context)
    return context.new_page()
