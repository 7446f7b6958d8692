"""The status page and the probes say what waits, who works, what failed; failed articles can be sent again."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group as Rights
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from tracker.models import Article, Heartbeat, Stage, WorkState
from tracker.store.accept import accept_document
from tracker.store.claims import claim_article, fail_claim
from tracker.store.heartbeats import note_sweep, note_worker
from tracker.store.queue import stage_figures
from tracker.store.sources import source_of_kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    user = User.objects.create_user("editor")
    user.groups.add(Rights.objects.get(name="editors"))
    client.force_login(user)
    return client


def waiting(text: str, seconds: int = 0) -> Article:
    article = accept_document(text.encode(), "text/plain", source=source_of_kind("paste"), title=text).article
    Article.objects.filter(pk=article.pk).update(next_attempt_at=timezone.now() - timedelta(seconds=seconds))
    return article


def dead(text: str, reason: str = "본문이 없습니다.") -> Article:
    article = waiting(text)
    claim = claim_article(article.pk, Stage.PARSE)
    assert claim is not None
    fail_claim(claim, reason, permanent=True)
    return article


def page(client: Client, address: str = "/status/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_stage_says_how_many_wait_and_how_long_the_first_does() -> None:
    waiting("하나", seconds=200)
    waiting("둘", seconds=5)
    later = waiting("셋")
    Article.objects.filter(pk=later.pk).update(next_attempt_at=timezone.now() + timedelta(minutes=1))
    parse = next(one for one in stage_figures() if one.stage == Stage.PARSE)
    assert (parse.waiting, parse.running, parse.dead) == (3, 0, 0)
    assert parse.oldest is not None
    assert 200 <= parse.oldest.total_seconds() < 220


def test_failures_are_shown_with_their_reason_and_sent_again_one_or_all(editor: Client) -> None:
    first, second, third = dead("첫째"), dead("둘째", "주소에 닿지 못했습니다."), dead("셋째")
    shown = page(editor)
    assert "본문이 없습니다." in shown
    assert "주소에 닿지 못했습니다." in shown
    editor.post(f"/articles/{first.public_id}/retry/")
    assert set(Article.objects.dead()) == {second, third}
    answer = editor.post("/status/retry/", follow=True)
    assert "실패한 기사 2건을 다시 처리합니다." in answer.content.decode()
    assert not Article.objects.dead().exists()
    assert set(Article.objects.values_list("state", "tries", "failure")) == {(WorkState.WAITING, 0, "")}


def test_visitors_see_failures_and_cannot_send_them_again(client: Client) -> None:
    dead("첫째")
    assert "다시 처리</button>" not in page(client)
    assert client.post("/status/retry/").status_code == 302  # to the login
    assert Article.objects.dead().exists()


def test_what_will_be_tried_again_by_itself_is_shown_with_its_reason(client: Client) -> None:
    article = waiting("넷째")
    claim = claim_article(article.pk, Stage.PARSE)
    assert claim is not None
    fail_claim(claim, "잠깐 닿지 못했습니다.", permanent=False)
    assert "잠깐 닿지 못했습니다." in page(client)


def test_workers_are_shown_with_their_last_sign_and_silent_ones_are_called_so(client: Client) -> None:
    began = timezone.now()
    note_worker("worker-1@one", ["process", "fetch"], 2, began)
    note_worker("worker-2@two", ["poll"], 1, began)
    Heartbeat.objects.filter(name="worker-2@two").update(seen_at=began - timedelta(minutes=7))
    shown = page(client)
    assert "worker-1@one" in shown
    assert "fetch, process" in shown
    assert shown.count("신호 없음") == 1
    assert "7분 전" in shown


def test_a_worker_writes_one_row_however_often_it_beats_and_old_rows_go_with_the_sweep() -> None:
    for _ in range(3):
        note_worker("worker-1@one", ["process"], 2, timezone.now())
    note_worker("long gone", ["process"], 2, timezone.now())
    Heartbeat.objects.filter(name="long gone").update(seen_at=timezone.now() - timedelta(days=2))
    note_sweep()
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"worker-1@one", "sweep"}


# --- probes ---------------------------------------------------------------------------------------------------------


def test_the_process_says_that_it_lives_without_asking_anybody(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_it_is_not_ready_while_the_broker_is_away_and_says_so(client: Client) -> None:
    answer = client.get("/readyz")
    checks = json.loads(answer.content)["checks"]
    assert answer.status_code == 503
    assert (checks["database"], checks["migrations"], checks["waiting"]) == ("ok", "ok", "ok")
    assert "broker" in checks
    assert checks["broker"] != "ok"


def test_it_is_not_ready_while_an_article_waits_too_long(client: Client, settings: Any) -> None:
    settings.READY_WAITING_SECONDS = 60
    waiting("하나", seconds=61)
    checks = json.loads(client.get("/readyz").content)["checks"]
    assert "parse for 61 s" in checks["waiting"]


def test_metrics_are_for_whoever_has_the_token(client: Client, settings: Any) -> None:
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "a long secret"
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 403
    waiting("하나", seconds=90)
    dead("둘")
    note_worker("worker-1@one", ["process"], 2, timezone.now())
    answer = client.get("/metrics", headers={"Authorization": "Bearer a long secret"})
    lines = answer.content.decode().splitlines()
    assert 'tracker_articles{stage="parse",state="waiting"} 1.0' in lines
    assert 'tracker_articles{stage="parse",state="dead"} 1.0' in lines
    assert 'tracker_recent_runs{outcome="failed",stage="parse"} 1.0' in lines
    assert "tracker_broker_up 0.0" in lines
    ages = [line for line in lines if line.startswith('tracker_oldest_waiting_seconds{stage="parse"}')]
    assert 90 <= float(ages[0].split()[-1]) < 120
    assert any(line.startswith('tracker_heartbeat_age_seconds{name="worker-1@one",part="worker"}') for line in lines)
