"""The pages of sources and files: how they are doing, what they brought, and what they would bring."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.exports import bigkinds_export
from tests.origin import HOST, Origin, Reply, feed_of, origin_server
from tests.polling import make_source, poll_again
from tracker.models import Article, Backfill, BackfillChunk, Host, RemovedArticle, Source, SourceState
from tracker.store.removal import remove_articles
from tracker.tasks.backfill import backfill

pytestmark = pytest.mark.django_db
XML = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def editor(client: Client) -> Client:
    user = User.objects.create_user("kim", is_staff=True)
    user.groups.add(UserGroup.objects.get(name="editors"))
    client.force_login(user)
    return client


@pytest.fixture
def origin(settings: Any) -> Iterator[Origin]:
    settings.ALLOW_PRIVATE_FETCH = [HOST]
    settings.HOST_PAUSE_SECONDS = 0.01
    with origin_server() as origin:
        origin.replies["/rss"] = Reply(200, feed_of("/1", "/2", "/3"), XML)
        yield origin


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "아직 확인 전"),
        ({"state": SourceState.PAUSED}, "멈춤"),
        ({"state": SourceState.GONE}, "사라짐"),
        ({"failures": 3, "last_error": "서버가 500으로 답했습니다"}, "잇따라 3번 실패"),
        ({"last_success_at": timezone.now()}, "정상"),
        ({"next_poll_at": timezone.now() - timedelta(hours=1)}, "확인이 밀림"),
    ],
)
def test_the_list_says_how_each_source_is_doing(client: Client, values: dict[str, Any], words: str) -> None:
    future = timezone.now() + timedelta(hours=1)
    source = Source.objects.create(
        kind="feed", name="새소식", address="https://a.kr/rss", **{"next_poll_at": future, **values}
    )
    for address in ("/sources/", source.get_absolute_url()):
        answer = client.get(address).content.decode()
        assert words in answer
        assert values.get("last_error", "새소식") in answer


def test_what_comes_from_outside_is_text(client: Client) -> None:
    hostile = "<script>alert(1)</script>"
    source = Source.objects.create(
        kind="feed", name=hostile, address="https://a.kr/rss", failures=1, last_error=hostile
    )
    for address in ("/sources/", source.get_absolute_url()):
        assert hostile not in client.get(address).content.decode()


def test_the_page_of_a_source_shows_what_came_last(client: Client, origin: Origin) -> None:
    source = poll_again(make_source(origin))
    answer = client.get(source.get_absolute_url()).content.decode()
    assert answer.count("포스코 스마트공장 /") >= 3
    assert "기사 3건, 새 기사 3건" in answer


def test_trying_shows_what_would_come_and_stores_nothing(editor: Client, origin: Origin) -> None:
    source = poll_again(make_source(origin))
    first, second, _third = Article.objects.order_by("address")
    remove_articles([first.id], remember=True)
    Article.objects.exclude(id=second.id).delete()
    before = Source.objects.values().get()
    form = editor.get(f"/sources/try/?source={source.public_id}").content.decode()
    assert f'value="{origin.address}/rss"' in form
    Host.objects.update(free_at=timezone.now())
    answer = editor.post("/sources/try/", {"kind": "feed", "address": f"{origin.address}/rss"}).content.decode()
    assert "새 기사 1건" in answer
    for words in ("산업 소식", "지운 기사", "이미 있음", "포스코 스마트공장 /3"):
        assert words in answer
    assert Article.objects.get() == second
    assert Source.objects.values().get() == before
    assert "if-none-match" not in origin.asked[-1].headers


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "feed", "address": ""}, "필수"),
        ({"kind": "feed", "address": "news.example.kr"}, "http://"),
        ({"kind": "feed", "address": "ftp://news.example.kr/"}, "http://"),
        ({"kind": "feed", "address": "http://10.0.0.1/rss"}, "내부 주소"),
        ({"kind": "feed", "address": "http://localhost/rss"}, "내부 주소"),
        ({"kind": "feed", "address": "http://a:b@news.example.kr/"}, "비밀번호"),
        ({"kind": "feed", "address": "http://news.example.kr:22/"}, "22번 포트"),
        ({"kind": "list", "address": "https://news.example.kr/"}, "선택자가 있어야"),
        ({"kind": "list", "address": "https://news.example.kr/", "selector": "li:hover"}, "li:hover"),
        ({"kind": "sample", "address": "https://news.example.kr/"}, "kind"),
    ],
)
def test_what_cannot_be_tried_says_why(editor: Client, given: dict[str, str], words: str) -> None:
    answer = editor.post("/sources/try/", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_trial_that_brings_nothing_says_why(editor: Client, origin: Origin) -> None:
    for path, words in (("/nothing", "404"), ("/page", "피드가 아닙니다")):
        origin.replies["/page"] = Reply(200, b"<p>", {"Content-Type": "text/html"})
        Host.objects.update(free_at=timezone.now())
        answer = editor.post("/sources/try/", {"kind": "feed", "address": origin.address + path})
        assert answer.status_code == 200
        assert words in answer.content.decode()


def test_an_index_is_tried_with_its_newest_sitemap(editor: Client, origin: Origin) -> None:
    origin.replies |= {
        "/index": Reply(200, b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>", XML),
        "/a.xml": Reply(200, f"<urlset><url><loc>{origin.address}/9</loc></url></urlset>".encode(), XML),
    }
    answer = editor.post("/sources/try/", {"kind": "sitemap", "address": f"{origin.address}/index"}).content.decode()
    assert f"{origin.address}/9" in answer


def test_only_editors_try_and_poll(client: Client, origin: Origin) -> None:
    source = make_source(origin)
    for address in ("/sources/try/", f"/sources/{source.public_id}/poll/"):
        assert client.post(address, {"kind": "feed", "address": source.address}).status_code == 302
    client.force_login(User.objects.create_user("reader"))
    for address in ("/sources/try/", f"/sources/{source.public_id}/poll/"):
        assert client.post(address).status_code == 403
    assert origin.asked == []


def test_an_editor_has_a_source_polled_at_once(editor: Client, origin: Origin) -> None:
    source = make_source(origin)
    Source.objects.update(next_poll_at=timezone.now() + timedelta(hours=5))
    answer = editor.post(f"/sources/{source.public_id}/poll/", follow=True).content.decode()
    assert "곧 저절로 확인합니다" in answer  # no broker runs in this test: the promise runs out and is made again
    source.refresh_from_db()
    assert source.lease_until is not None
    assert source.next_poll_at is not None
    assert source.next_poll_at <= timezone.now()
    assert "지금 확인하고 있거나" in editor.post(f"/sources/{source.public_id}/poll/", follow=True).content.decode()


# --- files ----------------------------------------------------------------------------------------------------------


def upload(editor: Client, name: str, content: bytes) -> Any:
    return editor.post("/articles/add/", {"files": SimpleUploadedFile(name, content)}, follow=True)


def test_a_file_of_many_articles_is_kept_until_it_is_read(editor: Client, settings: Any, tmp_path: Path) -> None:
    settings.UPLOAD_DIR = tmp_path / "uploads"
    export = bigkinds_export([{"일자": 20240520, "제목": f"착공 {n}", "URL": f"https://a.kr/{n}"} for n in range(3)])
    answer = upload(editor, "검색 결과.xlsx", export)
    found = Backfill.objects.get()
    assert answer.redirect_chain[-1][0] == found.get_absolute_url()
    assert "hx-trigger" in answer.content.decode()
    assert [path.read_bytes() for path in settings.UPLOAD_DIR.iterdir()] == [export]
    backfill(BackfillChunk.objects.get().id)
    assert list(settings.UPLOAD_DIR.iterdir()) == []
    done = editor.get(found.get_absolute_url()).content.decode()
    assert "hx-trigger" not in done
    assert "파일을 모두 읽었습니다" in done
    assert Article.objects.get(address="https://a.kr/2").added_by == User.objects.get()


def test_what_is_no_export_fails_with_words_and_can_be_retried(editor: Client, settings: Any, tmp_path: Path) -> None:
    settings.UPLOAD_DIR = tmp_path
    upload(editor, "x.xlsx", b"no spreadsheet")
    backfill(BackfillChunk.objects.get().id)
    address = Backfill.objects.get().get_absolute_url()
    answer = editor.get(address).content.decode()
    assert "엑셀 다운로드" in answer
    assert "끝까지 읽지 못했습니다" in answer
    assert "다시 읽도록" in editor.post(f"{address}retry/", follow=True).content.decode()
    assert BackfillChunk.objects.unfinished().exists()


def test_a_text_of_addresses_is_a_list_and_another_text_is_an_article(
    editor: Client, settings: Any, tmp_path: Path
) -> None:
    settings.UPLOAD_DIR = tmp_path
    upload(editor, "list.txt", b"https://a.kr/1\nhttps://a.kr/2\n")
    upload(editor, "article.txt", "제목\n\n포스코는 https://a.kr 에서 밝혔다.".encode())
    assert Backfill.objects.get().name == "list.txt"
    assert Article.objects.get().payload.name == "article.txt"


def test_a_bundle_may_be_larger_than_an_article_and_not_endless(editor: Client, settings: Any, tmp_path: Path) -> None:
    settings.UPLOAD_DIR, settings.MAX_UPLOAD_BYTES, settings.MAX_BUNDLE_BYTES = tmp_path, 100, 1000
    line = json.dumps({"title": "a" * 300}).encode() + b"\n"
    assert upload(editor, "a.jsonl", line).status_code == 200
    answer = upload(editor, "b.jsonl", line * 9)
    assert answer.status_code == 422
    assert "manage.py ingest" in answer.content.decode()
    assert Backfill.objects.get().name == "a.jsonl"


def test_adding_a_deleted_article_says_how_to_bring_it_back(editor: Client) -> None:
    RemovedArticle.objects.create(address="https://a.kr/1", payload_hash="x", title="지운 글")
    answer = editor.post("/articles/add/", {"address": "https://a.kr/1"}, follow=True).content.decode()
    assert "지운 기사라서 다시 받지 않습니다" in answer
    assert Article.objects.count() == 0
