"""Claims: who may work on an article, until when, and what becomes of it when the work fails or its worker is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tracker.models import Article, Outcome, ProcessingRun, Stage, WorkState
from tracker.store.accept import accept_address, accept_document
from tracker.store.claims import (
    Claim,
    ClaimLost,
    claim_article,
    fail_claim,
    finish_claim,
    reprocess_article,
    retry_article,
)
from tracker.store.sources import source_of_kind
from tracker.store.sweep import left_behind, mark_rung

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return accept_document(b"a text", "text/plain", source=source_of_kind("paste")).article


def row(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def claim(article: Article, stage: Stage = Stage.PARSE) -> Claim:
    taken = claim_article(article.pk, stage)
    assert taken is not None
    return taken


def lose_worker(article: Article) -> None:
    """As after a kill: nobody finishes, and the lease runs out."""
    Article.objects.filter(pk=article.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def make_due(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(next_attempt_at=timezone.now())


def fail_for_good(article: Article) -> None:
    for _ in range(3):
        make_due(article)
        fail_claim(claim(article), "no luck", permanent=False)


# --- taking ---------------------------------------------------------------------------------------------------------


def test_a_waiting_article_is_taken_once(article: Article) -> None:
    taken = claim(article)
    assert taken == Claim(article.pk, Stage.PARSE, attempt=1)
    assert claim_article(article.pk, Stage.PARSE) is None
    assert row(article).state == WorkState.RUNNING
    assert ProcessingRun.objects.get().outcome == Outcome.RUNNING


def test_an_article_at_another_stage_is_not_taken(article: Article) -> None:
    assert claim_article(article.pk, Stage.MERGE) is None
    assert row(article).attempt == 0


def test_an_article_that_is_gone_is_not_taken() -> None:
    assert claim_article(987_654, Stage.PARSE) is None


def test_an_article_whose_time_has_not_come_is_not_taken(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(next_attempt_at=timezone.now() + timedelta(seconds=5))
    assert claim_article(article.pk, Stage.PARSE) is None


# --- finishing ------------------------------------------------------------------------------------------------------


def test_a_finished_stage_hands_the_article_to_the_next(article: Article) -> None:
    with finish_claim(claim(article), characters=6) as record:
        record["version"] = "rules 1"
    now = row(article)
    assert (now.stage, now.state, now.tries, now.lease_until) == (Stage.EXTRACT, WorkState.WAITING, 0, None)
    run = ProcessingRun.objects.get()
    assert (run.outcome, run.counts, run.version) == (Outcome.DONE, {"characters": 6}, "rules 1")
    assert run.finished_at is not None


def test_after_the_last_stage_the_article_is_done(article: Article) -> None:
    for stage in (Stage.PARSE, Stage.EXTRACT, Stage.MERGE):
        with finish_claim(claim(article, stage)):
            pass
    now = row(article)
    assert (now.stage, now.state) == (Stage.MERGE, WorkState.DONE)
    assert now.finished_at is not None
    assert claim_article(article.pk, Stage.MERGE) is None


def test_a_stage_may_be_the_last_one(article: Article) -> None:
    with finish_claim(claim(article)) as record:
        record["end"] = True
    assert (row(article).stage, row(article).state) == (Stage.PARSE, WorkState.DONE)


def test_an_error_while_writing_leaves_nothing_written_and_the_claim_in_force(article: Article) -> None:
    taken = claim(article)

    def write_half() -> None:
        with finish_claim(taken):
            Article.objects.filter(pk=article.pk).update(title="half written")
            raise MemoryError

    with pytest.raises(MemoryError):
        write_half()
    now = row(article)
    assert (now.title, now.state, now.attempt) == ("", WorkState.RUNNING, taken.attempt)


# --- losing ---------------------------------------------------------------------------------------------------------


def test_an_article_whose_worker_is_lost_is_taken_again_after_its_lease(article: Article) -> None:
    first = claim(article)
    lose_worker(article)
    second = claim(article)
    assert second.attempt == first.attempt + 1
    lost, running = ProcessingRun.objects.order_by("attempt")
    assert (lost.outcome, running.outcome) == (Outcome.LOST, Outcome.RUNNING)
    assert "일꾼" in lost.failure


def test_a_worker_that_comes_back_late_writes_nothing(article: Article) -> None:
    late = claim(article)
    lose_worker(article)
    second = claim(article)
    with pytest.raises(ClaimLost), finish_claim(late):
        pytest.fail("a lost claim must not get as far as writing")
    with finish_claim(second):
        Article.objects.filter(pk=article.pk).update(title="by the second")
    with pytest.raises(ClaimLost), finish_claim(late):
        pytest.fail("a lost claim must not get as far as writing")
    assert (row(article).title, row(article).stage) == ("by the second", Stage.EXTRACT)


def test_the_failure_of_a_worker_that_comes_back_late_changes_nothing(article: Article) -> None:
    late = claim(article)
    lose_worker(article)
    claim(article)
    fail_claim(late, "too late", permanent=True)
    now = row(article)
    assert (now.state, now.failure) == (WorkState.RUNNING, "")


def test_a_worker_whose_lease_ran_out_may_still_finish_if_nobody_took_over(article: Article) -> None:
    taken = claim(article)
    lose_worker(article)
    with finish_claim(taken):
        pass
    assert row(article).stage == Stage.EXTRACT


def test_an_article_that_loses_three_workers_is_dead(article: Article) -> None:
    for _ in range(3):
        claim(article)
        lose_worker(article)
    assert claim_article(article.pk, Stage.PARSE) is None
    now = row(article)
    assert now.state == WorkState.DEAD
    assert "일꾼" in now.failure
    assert [run.outcome for run in ProcessingRun.objects.all()] == [Outcome.LOST] * 3


# --- failing --------------------------------------------------------------------------------------------------------


def test_a_failed_article_waits_longer_each_time_and_is_dead_after_three(article: Article) -> None:
    waits = []
    for _ in range(3):
        make_due(article)
        taken, before = claim(article), timezone.now()
        fail_claim(taken, "no luck", permanent=False)
        waits.append(round((row(article).next_attempt_at - before).total_seconds()))
    assert waits[:2] == [2, 8]
    now = row(article)
    assert (now.state, now.failure) == (WorkState.DEAD, "no luck")
    assert now.finished_at is not None
    assert [run.outcome for run in ProcessingRun.objects.all()] == [Outcome.FAILED] * 3


def test_a_failed_article_is_not_taken_before_its_time(article: Article) -> None:
    fail_claim(claim(article), "no luck", permanent=False)
    assert claim_article(article.pk, Stage.PARSE) is None
    assert left_behind(0) == []


def test_where_trying_again_is_of_no_use_an_article_is_dead_at_once(article: Article) -> None:
    fail_claim(claim(article), "'a': no article", permanent=True)
    now = row(article)
    assert (now.state, now.tries, now.failure) == (WorkState.DEAD, 1, "'a': no article")


def test_reasons_are_cleaned_and_cut_before_they_are_kept(article: Article) -> None:
    fail_claim(claim(article), "bad \x00 byte \ud800 " + "x" * 5000, permanent=True)
    kept = row(article).failure
    assert len(kept) <= 2000
    assert "\x00" not in kept
    kept.encode()


def test_failures_of_one_stage_are_not_counted_against_the_next(article: Article) -> None:
    fail_claim(claim(article), "no luck", permanent=False)
    make_due(article)
    with finish_claim(claim(article)):
        pass
    assert (row(article).tries, row(article).failure) == (0, "")


# --- trying again ---------------------------------------------------------------------------------------------------


def test_a_dead_article_can_be_tried_again_where_it_failed(article: Article) -> None:
    with finish_claim(claim(article)):
        pass
    taken = claim(article, Stage.EXTRACT)
    fail_claim(taken, "no luck", permanent=True)
    retry_article(article)
    assert claim(article, Stage.EXTRACT).attempt == taken.attempt + 1
    assert row(article).tries == 1


def test_only_dead_articles_are_tried_again(article: Article) -> None:
    claim(article)
    retry_article(article)
    assert row(article).state == WorkState.RUNNING


def test_a_done_article_can_be_processed_anew_from_the_start(article: Article) -> None:
    for stage in (Stage.PARSE, Stage.EXTRACT, Stage.MERGE):
        with finish_claim(claim(article, stage)):
            pass
    reprocess_article(row(article))
    assert claim(article).attempt == 5
    assert row(article).finished_at is None


def test_processing_anew_takes_the_claim_from_whoever_works_on_it(article: Article) -> None:
    taken = claim(article)
    reprocess_article(row(article))
    with pytest.raises(ClaimLost), finish_claim(taken):
        pytest.fail("a lost claim must not get as far as writing")


def test_what_was_never_fetched_is_processed_anew_from_the_fetch() -> None:
    article = accept_address("https://news.example/a", source=source_of_kind("address")).article
    reprocess_article(row(article), Stage.EXTRACT)
    assert row(article).stage == Stage.FETCH


# --- the sweep ------------------------------------------------------------------------------------------------------


def test_an_article_for_which_nobody_rang_is_left_behind(article: Article) -> None:
    assert left_behind(30) == [(article.pk, Stage.PARSE)]
    mark_rung([article.pk])
    assert left_behind(30) == []
    assert left_behind(0) == [(article.pk, Stage.PARSE)]


def test_nobody_rings_again_as_long_as_the_broker_holds_a_bell_for_every_article(article: Article) -> None:
    mark_rung([article.pk])
    assert left_behind(0, bells=1) == []
    assert left_behind(0, bells=0) == [(article.pk, Stage.PARSE)]
    second = accept_document(b"another", "text/plain", source=article.source).article
    assert left_behind(0, bells=1) == [(second.pk, Stage.PARSE)]  # never rung for
    mark_rung([second.pk])
    assert left_behind(0, bells=1) == [(article.pk, Stage.PARSE)]  # one of the two is lost


def test_a_running_article_is_left_behind_only_when_its_lease_ran_out(article: Article) -> None:
    mark_rung([article.pk])
    claim(article)
    assert left_behind(0) == []
    lose_worker(article)
    assert left_behind(30) == [(article.pk, Stage.PARSE)]


def test_dead_and_done_articles_are_never_left_behind(article: Article) -> None:
    fail_for_good(article)
    assert left_behind(0) == []
    Article.objects.update(state=WorkState.DONE)
    assert left_behind(0) == []
