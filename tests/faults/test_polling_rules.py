"""An origin server that asserts the rules by which it wants to be asked."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from tests.origin import HOST, Origin, Reply, feed_of, origin_server
from tests.polling import make_source, minutes_until_next, poll_again, poll_due
from tracker.models import Article, Host, RemovedArticle, Source, SourceState, Stage, WorkState
from tracker.store.polls import promise_polls
from tracker.store.removal import remove_articles
from tracker.tasks import poll as polling
from tracker.tasks.fetch import fetch
from tracker.tasks.poll import poll

PAGE = "<html><head><title>포스코</title></head><body><article><p>본문</p></article></body></html>".encode()
XML = {"Content-Type": "application/rss+xml; charset=utf-8"}
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def origin(settings: Any) -> Iterator[Origin]:
    settings.ALLOW_PRIVATE_FETCH = [HOST]
    settings.FETCH_CONTACT = "tracker@example.org"
    settings.HOST_PAUSE_SECONDS = 0.01  # where the pause itself is not what is looked at
    with origin_server() as origin:
        origin.replies["/rss"] = Reply(200, feed_of("/1", "/2"), XML)
        yield origin


def in_threads(*works: Callable[[], object]) -> None:
    def run(work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# --- once, and not too often ----------------------------------------------------------------------------------------


def test_two_clocks_at_once_and_messages_that_come_five_times_poll_once(live_database: str, origin: Origin) -> None:
    source = make_source(origin)
    promised: list[Any] = []
    in_threads(*[lambda: promised.extend(promise_polls())] * 2)
    assert [one.source_id for one in promised] == [source.id]
    in_threads(*[lambda: poll(source.id, promised[0].attempt)] * 5)
    assert origin.paths().count("/rss") == 1
    assert Article.objects.filter(source=source).count() == 2
    assert promise_polls() == []


def test_one_request_at_a_time_and_a_second_and_a_half_between_two(
    live_database: str, origin: Origin, settings: Any
) -> None:
    """Whoever asks: a poll, its robots.txt, a redirect, the pages of articles, from several workers at once."""
    settings.HOST_PAUSE_SECONDS = 1.5
    origin.seconds = 0.1
    origin.replies |= {"/moved": Reply(302, headers={"Location": "/rss"}), "/1": Reply(200, PAGE, HTML)}
    make_source(origin, "/moved")
    poll_due()
    first, second = Article.objects.order_by("id")
    time.sleep(1.5)
    in_threads(lambda: fetch(first.id), lambda: fetch(second.id))
    first.refresh_from_db()
    second.refresh_from_db()
    waits = [one for one in (first, second) if one.stage == Stage.FETCH and one.state == WorkState.WAITING]
    assert len(waits) == 1, "one has its turn, the other is put back"
    assert (waits[0].tries, waits[0].runs.count()) == (0, 0), "and has not been tried"
    while waits[0].stage == Stage.FETCH and waits[0].state == WorkState.WAITING:
        time.sleep(max((waits[0].next_attempt_at - timezone.now()).total_seconds(), 0))
        fetch(waits[0].id)
        waits[0].refresh_from_db()
    assert sorted(origin.paths()) == ["/1", "/2", "/moved", "/robots.txt", "/rss"]
    for before, after in zip(origin.asked, origin.asked[1:], strict=False):
        assert after.began - before.ended >= 1.49, (before.path, after.path)


def test_who_waits_gets_a_time_of_its_own_behind_all_others(live_database: str, origin: Origin, settings: Any) -> None:
    settings.HOST_PAUSE_SECONDS = 1.5
    origin.replies["/rss"] = Reply(200, feed_of(*[f"/{n}" for n in range(9)]), XML)
    make_source(origin)
    poll_due()
    Host.objects.update(free_at=timezone.now() + timedelta(seconds=60))
    for article in Article.objects.all():
        fetch(article.id)  # nobody may go yet
    assert origin.paths() == ["/robots.txt", "/rss"]
    slots = sorted(Article.objects.values_list("next_attempt_at", flat=True))
    gaps = [(later - sooner).total_seconds() for sooner, later in itertools.pairwise(slots)]
    assert min(gaps) >= 1.5


def test_a_pause_outlives_a_restart(live_database: str, origin: Origin, settings: Any) -> None:
    settings.HOST_PAUSE_SECONDS = 60
    make_source(origin)
    poll_due()
    connections.close_all()  # nothing of it is kept by the process
    host = Host.objects.get()
    assert host.name == origin.address.removeprefix("http://")
    assert host.busy_until is None
    assert 50 < (host.free_at - timezone.now()).total_seconds() <= 60


@pytest.mark.django_db
def test_an_interval_is_at_least_a_quarter_of_an_hour_and_usually_an_hour(origin: Origin) -> None:
    hasty = poll_again(make_source(origin, interval=1))
    assert 15 <= minutes_until_next(hasty) <= 16
    Source.objects.all().update(interval=60)
    assert 59 <= minutes_until_next(poll_again(hasty)) <= 63.1


# --- what is known --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_marks_are_replaced_from_every_200_and_304(origin: Origin) -> None:
    moment = "Mon, 20 May 2024 00:00:00 GMT"
    origin.replies["/rss"] = [
        Reply(200, feed_of("/1"), {**XML, "ETag": '"a"', "Last-Modified": moment}),
        Reply(304, b"", {"ETag": '"b"'}),
        Reply(304),
        Reply(200, feed_of("/1"), XML),
        Reply(200, feed_of("/1"), XML),
    ]
    source = make_source(origin)
    for _ in range(5):
        poll_again(source)
    sent = [(a.headers.get("if-none-match"), a.headers.get("if-modified-since")) for a in origin.requests_of("/rss")]
    assert sent == [(None, None), ('"a"', moment), ('"b"', moment), ('"b"', moment), (None, None)]
    assert (source.failures, source.etag) == (0, "")


@pytest.mark.django_db
def test_a_document_whose_items_were_not_stored_is_asked_for_again(
    origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin.replies["/rss"] = Reply(200, feed_of("/1"), {**XML, "ETag": '"a"'})
    source = make_source(origin)
    with monkeypatch.context() as broken:
        broken.setattr(polling, "take_items", lambda *_, **__: 1 / 0)
        poll_again(source)
    assert (source.etag, source.failures, Article.objects.count()) == ("", 1, 0)
    poll_again(source)
    assert "if-none-match" not in origin.requests_of("/rss")[1].headers
    assert (source.etag, source.failures, Article.objects.count()) == ('"a"', 0, 1)


@pytest.mark.django_db
def test_deleted_articles_do_not_come_back(origin: Origin) -> None:
    source = poll_again(make_source(origin))
    gone = Article.objects.get(address=f"{origin.address}/1")
    remove_articles([gone.id], remember=True)
    poll_again(source)
    assert Article.objects.get().address == f"{origin.address}/2"
    assert (source.last_found, source.last_new) == (2, 0)
    origin.replies["/rss"] = Reply(200, feed_of("/1?utm_source=rss", "/2?utm_source=rss"), XML)
    assert poll_again(source).last_new == 0, "nor in another spelling"
    RemovedArticle.objects.all().delete()
    assert poll_again(source).last_new == 1


# --- what the server says -------------------------------------------------------------------------------------------


def in_three_hours() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(hours=3), usegmt=True)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("7200", 119, 121),
        ("in three hours", 178, 181),
        ("999999999", 1439, 1441),
        ("-5", 60, 76),
        ("0", 60, 76),
        ("Mon, 20 May 2004 00:00:00 GMT", 60, 76),
        ("soon", 60, 76),
        ("", 60, 76),
    ],
)
def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(
    origin: Origin, status: int, said: str, least: float, most: float
) -> None:
    said = in_three_hours() if said == "in three hours" else said
    origin.replies["/rss"] = Reply(status, headers={"Retry-After": said} if said else {})
    source = poll_again(make_source(origin))
    assert least <= minutes_until_next(source) <= most
    assert str(status) in source.last_error
    assert Host.objects.get().free_at > timezone.now()


@pytest.mark.django_db
def test_failures_lengthen_the_pause_by_chance_up_to_a_day(origin: Origin) -> None:
    origin.replies["/rss"] = Reply(500)
    source = make_source(origin)
    pauses = [minutes_until_next(poll_again(source)) for _ in range(8)]
    assert pauses[0] < 76 < 119 < pauses[1] < 151 < 239 < pauses[2]
    assert max(pauses) == pytest.approx(1440, abs=1)
    assert pauses[0] != pytest.approx(60, abs=0.001), "not all sources at once"
    origin.replies["/rss"] = Reply(200, feed_of("/1"), XML)
    assert minutes_until_next(poll_again(source)) < 64


@pytest.mark.django_db
def test_an_article_on_a_busy_server_waits_and_is_not_tried(origin: Origin) -> None:
    origin.replies["/1"] = Reply(429, headers={"Retry-After": "600"})
    poll_again(make_source(origin))
    article = Article.objects.get(address=f"{origin.address}/1")
    time.sleep(0.05)
    fetch(article.id)
    article.refresh_from_db()
    assert origin.paths()[-1] == "/1"
    assert (article.state, article.tries) == (WorkState.WAITING, 0)
    assert 590 < (article.next_attempt_at - timezone.now()).total_seconds() < 610
    other = Article.objects.get(address=f"{origin.address}/2")
    fetch(other.id)
    assert origin.paths()[-1] == "/1", "nor is anything else of that server asked for"


@pytest.mark.django_db
def test_what_is_gone_for_good_is_not_asked_again(origin: Origin, client: Client) -> None:
    origin.replies["/rss"] = Reply(410)
    source = poll_again(make_source(origin))
    assert (source.state, source.next_poll_at) == (SourceState.GONE, None)
    assert poll_due() == 0
    assert "410" in client.get(source.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_an_address_that_moved_for_good_is_followed_and_adopted_after_three_times(origin: Origin) -> None:
    origin.replies["/old"] = Reply(301, headers={"Location": "/rss"})
    source = make_source(origin, "/old")
    for _ in range(2):
        assert poll_again(source).address.endswith("/old")
    assert source.last_found == 2
    assert poll_again(source).address == f"{origin.address}/rss"
    assert source.history.count() == 2
    poll_again(source)
    assert origin.paths().count("/old") == 3


@pytest.mark.django_db
def test_a_move_that_is_not_for_good_or_not_three_times_in_a_row_is_not_adopted(origin: Origin) -> None:
    moved, back = Reply(301, headers={"Location": "/rss"}), Reply(200, feed_of("/1"), XML)
    origin.replies["/a"] = [moved, moved, back, moved, moved, back]
    origin.replies["/b"] = Reply(302, headers={"Location": "/rss"})
    first = make_source(origin, "/a")
    for _ in range(6):
        assert poll_again(first).address.endswith("/a")
    second = make_source(origin, "/b")
    for _ in range(4):
        assert poll_again(second).address.endswith("/b")


@pytest.mark.django_db
def test_a_source_that_moves_onto_another_stops_and_says_so(origin: Origin) -> None:
    make_source(origin, "/rss", state=SourceState.PAUSED)
    origin.replies["/old"] = Reply(308, headers={"Location": "/rss"})
    source = make_source(origin, "/old")
    for _ in range(3):
        poll_again(source)
    assert source.state == SourceState.PAUSED
    assert f"{origin.address}/rss" in source.last_error


@pytest.mark.django_db
def test_robots_are_asked_once_a_day_and_obeyed(origin: Origin) -> None:
    origin.replies["/robots.txt"] = Reply(200, b"User-agent: SmartIndustryTracker\nDisallow: /1\nCrawl-delay: 0.2\n")
    poll_again(make_source(origin))
    assert origin.paths() == ["/robots.txt", "/rss"]
    time.sleep(0.25)
    forbidden, allowed = Article.objects.order_by("address")
    fetch(forbidden.id)
    forbidden.refresh_from_db()
    assert forbidden.state == WorkState.DEAD
    assert "robots.txt" in forbidden.failure
    fetch(allowed.id)
    assert origin.paths() == ["/robots.txt", "/rss", "/2"]
    assert (Host.objects.get().free_at - timezone.now()).total_seconds() > 0.1, "as long as the file asks"
    Host.objects.update(robots_at=timezone.now() - timedelta(hours=25), free_at=timezone.now())
    poll_again(Source.objects.get())
    assert origin.paths()[3:] == ["/robots.txt", "/rss"]


@pytest.mark.django_db
def test_the_user_agent_tells_whom_to_write_to(origin: Origin) -> None:
    poll_again(make_source(origin))
    agents = {one.headers["user-agent"] for one in origin.asked}
    assert agents == {"SmartIndustryTracker/1.0 (+tracker@example.org)"}


@pytest.mark.django_db
def test_what_cannot_be_read_is_counted_and_shown(origin: Origin, client: Client) -> None:
    origin.replies["/rss"] = Reply(200, b"<html><body>login</body></html>", HTML)
    source = poll_again(poll_again(make_source(origin)))
    assert (source.failures, source.parse_failures) == (2, 2)
    for page in ("/sources/", source.get_absolute_url()):
        shown = client.get(page).content.decode()
        assert "RSS나 Atom 피드가 아닙니다" in shown
        assert "잇따라 2번 실패" in shown


@pytest.mark.django_db
def test_an_index_is_read_sitemap_by_sitemap_however_many_it_names(origin: Origin) -> None:
    def index(*paths: str) -> Reply:
        entries = "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in paths)
        return Reply(200, f"<sitemapindex>{entries}</sitemapindex>".encode(), XML)

    origin.replies |= {
        "/index.xml": index("/a.xml", "/loop.xml"),
        "/a.xml": Reply(200, f"<urlset><url><loc>{origin.address}/1</loc></url></urlset>".encode(), XML),
        "/loop.xml": index("/deeper.xml"),
        "/deeper.xml": index("/endless.xml"),
    }
    source = poll_again(make_source(origin, "/index.xml", "sitemap"))
    assert (source.last_found, len(source.backlog)) == (0, 2)
    assert minutes_until_next(source) < 2
    while source.backlog:
        poll_again(source)
    assert origin.paths() == ["/robots.txt", "/index.xml", "/a.xml", "/loop.xml", "/deeper.xml"]
    assert Article.objects.get().address == f"{origin.address}/1"
    assert minutes_until_next(source) > 15
