"""Whatever happens on the way, the final tables are those of an undisturbed run."""

import subprocess
import sys
import time
from functools import cache

import pytest
from django.contrib.auth.models import User

from tests.databases import copy_of_template
from tests.faults.crew import BATCH, accept_batch, crew
from tests.ledger import describe, read_ledger
from tests.newsroom import SAMPLES, tell_sample
from tests.servers import redis_server
from tests.settings import ROOT
from tracker.models import Article, Milestone, Participation, ProcessingRun, Review, WorkState
from tracker.store.claims import reprocess_article
from tracker.store.review import reject_fact

pytestmark = pytest.mark.worker


@cache
def calm_ledger() -> str:
    """The tables as the stages write them one after the other, without any worker."""
    with copy_of_template():
        for name in BATCH:
            tell_sample(name)
        return describe(read_ledger())


def assert_as_if_nothing_had_happened() -> None:
    assert not Article.objects.exclude(state=WorkState.DONE).exists()
    assert describe(read_ledger()) == calm_ledger()


def test_a_worker_reads_a_batch_on_the_embedded_broker(live_database: str) -> None:
    with crew(live_database) as hands:
        accept_batch()
        hands.wait()
    assert_as_if_nothing_had_happened()


@pytest.mark.redis
def test_a_worker_reads_a_batch_on_redis(live_database: str) -> None:
    with redis_server() as url, crew(live_database, url) as hands:
        accept_batch()
        hands.wait()
    assert_as_if_nothing_had_happened()


def test_kill_9_of_the_worker_in_mid_article_loses_nothing(live_database: str) -> None:
    with crew(live_database) as hands:
        accept_batch()
        for done in (1, 5):
            hands.wait(done)
            hands.kill_worker()
        hands.wait()
    assert_as_if_nothing_had_happened()


def test_an_emptied_broker_loses_nothing(live_database: str) -> None:
    with crew(live_database) as hands:
        accept_batch()
        for done in (1, 4, 8):
            hands.wait(done)
            hands.empty_broker()
        hands.wait()
    assert_as_if_nothing_had_happened()


def test_the_same_articles_sent_ten_times_at_once_are_read_once(live_database: str) -> None:
    with crew(live_database) as hands:
        command = [sys.executable, "manage.py", "ingest", *(str(SAMPLES / f"{name}.json") for name in BATCH[:3])]
        senders = [
            subprocess.Popen(command, cwd=ROOT, env=hands.environment, stdout=subprocess.PIPE, text=True)
            for _ in range(10)
        ]
        said = [sender.communicate()[0] for sender in senders]
        hands.wait()
    assert all(sender.returncode == 0 for sender in senders)
    assert sum(int(words.split()[0]) for words in said) == 3
    assert Article.objects.filter(state=WorkState.DONE).count() == 3
    assert ProcessingRun.objects.filter(outcome="done").count() == 9  # three stages each


def test_what_a_person_said_survives_reprocessing_through_a_worker(live_database: str) -> None:
    editor = User.objects.create_user("editor")
    with crew(live_database) as hands:
        articles = accept_batch()
        hands.wait()
        milestone = Milestone.objects.visible().exclude(date_value="").order_by("id").first()
        rejected = Milestone.objects.visible().exclude(pk=milestone.pk).order_by("id").first()
        participation = Participation.objects.filter(role="partner").order_by("id").first()
        milestone.date_value = "2031-05"
        milestone.mark_edited("date_value")
        milestone.save()
        reject_fact(rejected, editor)
        reject_fact(participation, editor)
        facts = Milestone.objects.count(), Participation.objects.count()
        for article in articles:
            reprocess_article(article)
        hands.wait()
    milestone.refresh_from_db()
    rejected.refresh_from_db()
    participation.refresh_from_db()
    assert milestone.date_value == "2031-05"
    assert rejected.review == Review.REJECTED
    assert participation.review == Review.REJECTED
    assert (Milestone.objects.count(), Participation.objects.count()) == facts
    assert ProcessingRun.objects.filter(outcome="done").count() == 6 * len(BATCH)


def test_an_article_is_accepted_while_no_broker_is_there_and_read_when_it_comes(live_database: str) -> None:
    begun = time.monotonic()
    accept_batch()
    assert time.monotonic() - begun < len(BATCH)
    with crew(live_database) as hands:
        hands.wait()
    assert_as_if_nothing_had_happened()


def test_an_article_that_cannot_be_read_is_dead_with_its_reason_and_others_go_on(live_database: str) -> None:
    from tracker.store.accept import accept_document
    from tracker.store.sources import source_of_kind

    broken = accept_document(b'{"title": "x"', "application/json", source=source_of_kind("upload"), name="broken.json")
    accept_batch()
    with crew(live_database) as hands:
        hands.wait()
    broken.article.refresh_from_db()
    assert broken.article.state == WorkState.DEAD
    assert "broken.json" in broken.article.failure
    assert Article.objects.filter(state=WorkState.DONE).count() == len(BATCH)
