"""An editor judges proposals by keyboard and takes a judgement back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.site import Site
from tests.browser.visitors import make_visitor, sign_in
from tests.newsroom import tell
from tests.store.test_judgements import likely
from tracker.models import MergeProposal
from tracker.store.removal import remove_articles


@pytest.fixture
def _proposals(site: Site) -> Iterator[None]:
    """Three accounts of which each two may be of one initiative."""
    days = {"배터리 관리": "2020-06-25", "저장 설비": "2020-08-02", "계량 설비": "2020-10-09"}
    told = [tell(likely(title, day)) for title, day in days.items()]
    yield
    remove_articles([article.pk for article in told])


@pytest.mark.usefixtures("_proposals")
def test_a_key_judges_brings_the_next_proposal_and_can_be_undone(
    page: Page, context: BrowserContext, site: Site
) -> None:
    sign_in(context, make_visitor("editor", editor=True), site)
    page.goto("/review/")
    titles = page.locator("#review .side-card h3")
    first = titles.all_inner_texts()
    page.locator("#find").focus()
    page.keyboard.press("d")  # a letter of what is looked for, not a judgement
    expect(page.locator(".review-done")).to_have_count(0)
    page.locator("#find").blur()
    page.keyboard.press("d")
    expect(page.locator(".review-done")).to_contain_text("다른 사업")
    assert titles.all_inner_texts() != first
    expect(page.locator("#review .proposal")).to_be_focused()
    page.locator(".review-done button").click()
    expect(page.locator("main .notes.success")).to_contain_text("판단을 거두었습니다")
    assert MergeProposal.objects.count() == 3
