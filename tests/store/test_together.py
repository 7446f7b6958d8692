"""Several articles taken, read and settled together: the same ledger as one by one, and each stands for itself."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.ledger import describe, read_ledger
from tests.newsroom import SAMPLES, forget_articles, platform_story, sample_names, tell, tell_sample
from tracker.models import Article, Initiative, Outcome, ProcessingRun, Promise, Stage, WorkState
from tracker.store import reports
from tracker.store.accept import accept_document
from tracker.store.claims import claim_articles, fail_claim, finish_claims
from tracker.store.sources import source_of_kind
from tracker.tasks import batch
from tracker.tasks.extract import EXTRACT
from tracker.tasks.merge import merge
from tracker.tasks.parse import PARSE, parse

STORIES = [name for name in sample_names() if name[3] == "s"]


def take(names: list[str]) -> list[Article]:
    source = source_of_kind("sample")
    content = {name: (SAMPLES / f"{name}.json").read_bytes() for name in names}
    return [accept_document(content[name], "application/json", source=source, name=name).article for name in names]


def promises() -> list[tuple[object, ...]]:
    rows = Promise.objects.order_by("initiative__title", "due_on", "kind", "date_value")
    return list(rows.values_list("initiative__title", "kind", "date_value", "state", "first_stated", "late_days"))


# --- the same ledger ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_read_together_makes_the_ledger_of_one_by_one() -> None:
    for name in STORIES:
        tell_sample(name)
    one_by_one, promised = describe(read_ledger()), promises()
    assert promised
    forget_articles()
    articles = take(STORIES)
    for article in articles:
        parse(article.pk)
    assert set(Article.objects.values_list("stage", "state")) == {(Stage.MERGE, WorkState.DONE)}
    assert describe(read_ledger()) == one_by_one
    assert promises() == promised


@pytest.mark.usefixtures("live_database")
def test_batches_settled_by_four_at_once_make_the_ledger_of_one_by_one() -> None:
    for name in STORIES:
        tell_sample(name)
    one_by_one = describe(read_ledger())
    forget_articles()
    articles = take(STORIES)
    for article in articles:
        batch.run_steps(article.pk, (PARSE, EXTRACT))
    assert set(Article.objects.values_list("stage", "state")) == {(Stage.MERGE, WorkState.WAITING)}

    def work(number: int) -> None:
        for article in articles[number::4]:
            merge(article.pk)
        connection.close()

    with mock.patch.object(batch, "TOGETHER", 3), ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert set(Article.objects.values_list("state", flat=True)) == {WorkState.DONE}
    assert describe(read_ledger()) == one_by_one


@pytest.mark.django_db
def test_ten_articles_are_settled_with_hardly_more_queries_than_one() -> None:
    def settle(many: int, first: int) -> int:
        stories = [platform_story(title=f"포스코, 포항 통합플랫폼 수주 {n}") for n in range(first, first + many)]
        with mock.patch("tests.newsroom.settle", side_effect=lambda article: article):
            told = [tell(story) for story in stories]
        rows = list(Article.objects.select_related("reading").filter(pk__in=[one.pk for one in told]))
        with CaptureQueriesContext(connection) as captured, transaction.atomic():
            reports.settle_articles(rows)
        return len(captured)

    settle(1, 0)
    assert settle(10, 20) <= settle(1, 10) + 5
    assert Initiative.objects.visible().get().reports.count() == 12


# --- each for itself ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_those_that_wait_are_taken_along_the_oldest_first() -> None:
    articles = take(sample_names()[:5])
    claims = claim_articles(articles[4].pk, Stage.PARSE, most=3)
    assert [claim.article_id for claim in claims] == [articles[4].pk, articles[0].pk, articles[1].pk]
    assert ProcessingRun.objects.filter(outcome=Outcome.RUNNING).count() == 3


@pytest.mark.django_db
def test_a_bell_for_what_is_already_taken_takes_what_still_waits() -> None:
    articles = take(sample_names()[:3])
    claim_articles(articles[0].pk, Stage.PARSE)
    claims = claim_articles(articles[0].pk, Stage.PARSE, most=8)
    assert {claim.article_id for claim in claims} == {articles[1].pk, articles[2].pk}
    assert claim_articles(articles[0].pk, Stage.PARSE, most=8) == []


@pytest.mark.django_db
def test_what_has_been_tried_before_goes_alone_and_is_not_taken_along() -> None:
    tried, fresh = take(sample_names()[:2])
    (claim,) = claim_articles(tried.pk, Stage.PARSE)
    fail_claim(claim, "no luck", permanent=False)
    Article.objects.filter(pk=tried.pk).update(next_attempt_at=timezone.now())
    assert [one.article_id for one in claim_articles(fresh.pk, Stage.PARSE, most=8)] == [fresh.pk]
    assert [one.article_id for one in claim_articles(tried.pk, Stage.PARSE, most=8)] == [tried.pk]


@pytest.mark.django_db
def test_who_has_lost_one_of_its_claims_finishes_the_others() -> None:
    articles = take(sample_names()[:2])
    claims = claim_articles(articles[0].pk, Stage.PARSE, most=2)
    Article.objects.filter(pk=articles[0].pk).update(attempt=7)
    with finish_claims(claims) as finish:
        assert [claim.article_id for claim in finish.claims] == [articles[1].pk]
    stages = dict(Article.objects.values_list("id", "stage"))
    assert stages == {articles[0].pk: Stage.PARSE, articles[1].pk: Stage.EXTRACT}


@pytest.mark.django_db
def test_one_that_cannot_be_read_fails_alone() -> None:
    articles = take(sample_names()[:3])
    source = source_of_kind("upload")
    bad = accept_document(b"{}", "application/json", source=source, name="bad").article
    parse(articles[0].pk)
    bad.refresh_from_db()
    assert bad.state == WorkState.DEAD
    assert Article.objects.filter(state=WorkState.DONE).count() == 3


@pytest.mark.django_db
def test_one_that_cannot_be_stored_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = take(sample_names()[:3])
    settle: Callable[..., Any] = reports.settle_articles

    def refuse(rows: list[Article]) -> object:
        if any(row.pk == articles[1].pk for row in rows):
            raise ValueError("this one")
        return settle(rows)

    monkeypatch.setattr("tracker.tasks.merge.settle_articles", refuse)
    parse(articles[0].pk)
    states = dict(Article.objects.values_list("id", "state"))
    assert states == {
        articles[0].pk: WorkState.DONE,
        articles[1].pk: WorkState.WAITING,
        articles[2].pk: WorkState.DONE,
    }
    assert "this one" in Article.objects.get(pk=articles[1].pk).failure
    assert ProcessingRun.objects.get(article=articles[1], stage=Stage.MERGE).outcome == Outcome.FAILED


@pytest.mark.django_db
def test_nobody_waits_for_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "LONGEST_TOGETHER", 900)
    rung: list[int] = []
    monkeypatch.setattr(batch, "ring", lambda article_id, stage: rung.append(article_id) or True)
    articles = take(sample_names())
    for article in articles[:4]:
        parse(article.pk)
    left = set(Article.objects.filter(stage=Stage.EXTRACT, state=WorkState.WAITING).values_list("id", flat=True))
    long = {article.pk for article in Article.objects.all() if len(article.body) > 900}
    assert left == set(rung) == long
    assert long


@pytest.mark.django_db
def test_when_time_is_up_the_rest_goes_back_untried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "BUDGET_SECONDS", -1.0)
    articles = take(sample_names()[:3])
    with mock.patch("tracker.tasks.ring.ring", return_value=True) as bell:
        parse(articles[0].pk)
    stages = [(row.stage, row.state, row.tries) for row in Article.objects.order_by("id")]
    assert stages == [("extract", "waiting", 0), ("parse", "waiting", 0), ("parse", "waiting", 0)]
    assert {call.args[0] for call in bell.call_args_list} == {articles[1].pk, articles[2].pk}
