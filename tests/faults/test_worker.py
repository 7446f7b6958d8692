"""A real worker, and what may happen to it: the final tables equal those of an undisturbed run."""

import http.server
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection

from tests.commands.terminal import manage
from tests.faults.station import BATCH, Station, done, ledger, short_terms, take
from tests.newsroom import SAMPLES
from tests.origin import HOST, Reply, feed_of, origin_server
from tests.polling import make_source
from tracker.models import Article, Initiative, Milestone, Outcome, ProcessingRun, Review, WorkState
from tracker.store.review import reject_fact
from tracker.store.sources import source_of_kind
from tracker.tasks.intake import reprocess
from tracker.tasks.poll import rounds
from tracker.tasks.ring import ring

pytestmark = pytest.mark.worker


def take_batch() -> None:
    for name in BATCH:
        take(name)


def test_a_batch_goes_the_whole_way(station: Station, undisturbed: str) -> None:
    assert undisturbed.count("participations:") > 5
    station.start_broker()
    station.start_worker()
    take_batch()
    station.wait_until_finished()
    assert done() == len(BATCH)
    assert ledger() == undisturbed
    assert set(ProcessingRun.objects.values_list("outcome", flat=True)) == {Outcome.DONE}


@pytest.mark.everywhere
def test_a_worker_that_is_killed_in_mid_batch_loses_nothing(station: Station, undisturbed: str) -> None:
    station.start_broker()
    station.start_worker(**short_terms())
    take_batch()
    station.wait_for(lambda: ProcessingRun.objects.filter(outcome=Outcome.RUNNING).exists() or done() >= 2)
    station.kill_worker()
    assert done() < len(BATCH)
    station.start_worker(**short_terms())
    station.wait_until_finished()
    assert done() == len(BATCH)
    assert ledger() == undisturbed


def test_a_broker_that_is_emptied_in_mid_batch_loses_nothing(station: Station, undisturbed: str) -> None:
    station.start_broker()
    take_batch()
    station.empty_broker()
    station.start_worker()
    station.wait_for(lambda: done() >= 1)
    station.empty_broker()
    station.wait_until_finished()
    assert ledger() == undisturbed


@pytest.mark.everywhere
def test_the_same_articles_sent_ten_times_at_once_with_every_bell_rung_five_times(
    station: Station, undisturbed: str
) -> None:
    station.start_broker()
    station.start_worker()

    def send(name: str) -> None:
        article = take(name)
        for _ in range(5):
            ring(article.pk, article.stage)
        connection.close()

    source_of_kind("sample")
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(send, [name for name in BATCH for _ in range(10)]))
    station.wait_until_finished()
    assert Article.objects.count() == len(BATCH)
    assert ledger() == undisturbed
    assert set(ProcessingRun.objects.values_list("outcome", flat=True)) == {Outcome.DONE}


@pytest.mark.everywhere
def test_what_an_editor_set_and_rejected_survives_a_real_worker(station: Station) -> None:
    station.start_broker()
    station.start_worker()
    take("ko-s03")
    station.wait_until_finished()
    editor = User.objects.create_user("editor")
    initiative = Initiative.objects.visible().order_by("pk")[0]
    initiative.title = "편집자의 제목"
    initiative.mark_edited("title")
    initiative.save()
    rejected = initiative.milestones.order_by("pk")[0]
    participation = initiative.participations.order_by("pk")[0]
    reject_fact(rejected, editor)
    reject_fact(participation, editor)
    before = ledger()
    for _ in range(2):
        reprocess(Article.objects.get())
        station.wait_until_finished()
    assert ledger() == before
    initiative.refresh_from_db()
    assert initiative.title == "편집자의 제목"
    rejected.refresh_from_db()
    participation.refresh_from_db()
    assert rejected.review == participation.review == Review.REJECTED
    assert rejected not in Milestone.objects.visible()


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path == "/article.json"
        body = (SAMPLES / "ko-s03.json").read_bytes() if found else b"nothing here"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json" if found else "text/plain")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """A test prints nothing."""


def test_a_source_is_polled_its_articles_are_fetched_and_what_is_not_there_is_dead_with_words(
    station: Station,
) -> None:
    article = Reply(200, (SAMPLES / "ko-s03.json").read_bytes(), {"Content-Type": "application/json"})
    with origin_server() as origin:
        origin.replies |= {"/article.json": article, "/rss": Reply(200, feed_of("/article.json", "/gone"))}
        station.start_broker()
        station.start_worker(ALLOW_PRIVATE_FETCH=HOST)
        source = make_source(origin)
        assert (rounds(), rounds()) == (1, 0)
        station.wait_for(lambda: Article.objects.count() == 2)
        station.wait_until_finished()
    good, gone = Article.objects.order_by("address")
    assert good.state == WorkState.DONE, good.failure
    assert Initiative.objects.visible().exists()
    assert (gone.state, gone.tries) == (WorkState.DEAD, 1)
    assert "404" in gone.failure
    source.refresh_from_db()
    assert (source.last_new, source.failures) == (2, 0)
    assert sorted(origin.paths()) == ["/article.json", "/gone", "/robots.txt", "/rss"]
    for before, after in pairwise(origin.asked):
        assert after.began - before.ended >= 1.49


def test_ingest_waits_for_the_worker_and_takes_nothing_twice(station: Station, tmp_path: Path) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    shutil.copy(SAMPLES / "ko-s06.json", tmp_path)
    inputs = [tmp_path, f"{address}/article.json", f"{address}/gone"]
    try:
        station.start_broker()
        station.start_worker(ALLOW_PRIVATE_FETCH="127.0.0.1")
        first, second = manage("ingest", *inputs, "--wait"), manage("ingest", *inputs, "--wait")
    finally:
        server.shutdown()
        server.server_close()
    assert first.out.startswith("3 accepted, 0 already known, 0 refused\n2 read in")
    assert second.out.startswith("0 accepted, 3 already known, 0 refused\n2 read in")
    for answer in (first, second):
        assert f"{address}/gone" in answer.err
        assert "404" in answer.err
        assert answer.code == 1
    assert Article.objects.count() == 3
