"""Amounts that contradict one another stay side by side; the one that was said last is current."""

from dataclasses import replace

import pytest

from tests.newsroom import CONTRACT, PLATFORM, SIGNED, Act, initiative_of, platform_story, tell
from tracker.timeline.differences import amounts_of

pytestmark = pytest.mark.django_db

FIRST = "통합플랫폼은 2021년 6월 완공할 계획이다."
LATER = "통합플랫폼 완공은 2022년 3월로 미뤄졌다."


def told(title: str, day: str, sentence: str, due: str, amount: int | None) -> None:
    acts = (CONTRACT, Act("completion", due, sentence, "planned"))
    project = replace(PLATFORM, acts=acts, amount_krw=amount)
    tell(platform_story(title=title, body=f"{SIGNED} {sentence}", day=day, projects=(project,)))


def test_different_amounts_are_kept_with_who_said_them() -> None:
    told("수주", "2020-03-05", FIRST, "2021-06", 32_700_000_000)
    told("증액", "2021-05-02", LATER, "2022-03", 35_000_000_000)
    amounts = [(one.amount_krw, one.report.article.title, one.current) for one in amounts_of(_initiative())]
    assert amounts == [(32_700_000_000, "수주", False), (35_000_000_000, "증액", True)]


def _initiative():  # type: ignore[no-untyped-def]
    from tracker.models import Article

    return initiative_of(Article.objects.order_by("id").first())
