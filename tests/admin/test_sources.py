"""Editors keep the sources: clear answers to wrong values, history, pausing, polling, and letting articles back in."""

from typing import Any

import pytest
from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.newsroom import platform_story, tell
from tracker.models import Article, Group, RemovedArticle, Sector, Source, SourceState
from tracker.store.accept import RemovedBefore, accept_address, accept_document
from tracker.store.sources import source_of_kind

pytestmark = pytest.mark.django_db
ADD = "/admin/tracker/source/add/"
GOOD = {
    "kind": "feed",
    "name": "새소식",
    "address": "https://news.example.kr/rss",
    "interval": "60",
    "state": "active",
    "reliability": "B",
}


@pytest.fixture
def editor(client: Client) -> Client:
    user = User.objects.create_user("kim", is_staff=True)
    user.groups.add(UserGroup.objects.get(name="editors"))
    client.force_login(user)
    return client


def test_a_new_source_is_due_at_once_and_leads_to_a_trial(editor: Client) -> None:
    sector, group = Sector.objects.all()[0], Group.objects.all()[0]
    answer = editor.post(ADD, {**GOOD, "sectors": [sector.pk], "groups": [group.pk]})
    assert answer.status_code == 302, answer.content.decode()
    source = Source.objects.polled().get()
    assert source.next_poll_at is not None
    assert (list(source.sectors.all()), list(source.groups.all())) == ([sector], [group])
    page = editor.get(reverse("admin:tracker_source_change", args=[source.pk])).content.decode()
    assert f"/sources/try/?source={source.public_id}" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"interval": "5"}, "5분은 너무 잦습니다"),
        ({"interval": "-1"}, "interval"),
        ({"address": ""}, "주소가 있어야"),
        ({"address": "not an address"}, "http://"),
        ({"address": "http://192.168.0.1/"}, "내부 주소"),
        ({"kind": "list"}, "선택자가 있어야"),
        ({"kind": "list", "selector": "li >"}, "li &gt;"),
        ({"kind": "sample"}, "kind"),
        ({"name": ""}, "name"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_is_saved(editor: Client, wrong: dict[str, str], words: str) -> None:
    answer = editor.post(ADD, {**GOOD, **wrong})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert words in answer.content.decode()
    assert not Source.objects.polled().exists()


def test_the_same_address_is_one_source(editor: Client) -> None:
    editor.post(ADD, GOOD)
    answer = editor.post(ADD, {**GOOD, "name": "또 하나"})
    assert answer.status_code == 200
    assert Source.objects.polled().count() == 1


def test_another_address_forgets_what_was_known_of_the_first(editor: Client) -> None:
    editor.post(ADD, GOOD)
    Source.objects.polled().update(etag='"a"', last_modified="x", failures=3, backlog=[["https://a.kr", 1]])
    source = Source.objects.polled().get()
    change = reverse("admin:tracker_source_change", args=[source.pk])
    editor.post(change, {**GOOD, "reliability": "A"})
    assert Source.objects.polled().get().etag == '"a"'
    editor.post(change, {**GOOD, "address": "https://news.example.kr/other"})
    source.refresh_from_db()
    assert (source.etag, source.last_modified, source.failures, source.backlog) == ("", "", 0, [])
    history = editor.get(reverse("admin:tracker_source_history", args=[source.pk])).content.decode()
    assert "https://news.example.kr/rss" in history
    assert "kim" in history


def test_sources_are_paused_and_resumed(editor: Client) -> None:
    editor.post(ADD, GOOD)
    source = Source.objects.polled().get()
    for action, state, due in (("pause", SourceState.PAUSED, False), ("resume", SourceState.ACTIVE, True)):
        editor.post("/admin/tracker/source/", {"action": action, "_selected_action": [source.pk]})
        source.refresh_from_db()
        assert (source.state, source.next_poll_at is not None) == (state, due)
    assert source.history.count() == 3


def test_sources_that_stand_for_people_keep_their_kind(editor: Client) -> None:
    source = source_of_kind("upload")
    change = reverse("admin:tracker_source_change", args=[source.pk])
    assert editor.get(change).status_code == 200
    editor.post(change, {**GOOD, "kind": "feed", "name": source.name, "address": ""})
    assert Source.objects.get(pk=source.pk).kind == "upload"


def test_a_deleted_article_is_remembered_until_it_is_let_in_again(editor: Client) -> None:
    article = tell(platform_story())
    Article.objects.filter(pk=article.pk).update(address="https://news.example.kr/1")
    payload, source = bytes(article.payload.content), article.source
    hints = {"media_type": article.payload.media_type, "publisher": article.payload.publisher}
    editor.post(reverse("admin:tracker_article_delete", args=[article.pk]), {"post": "yes"})
    removed = RemovedArticle.objects.get()
    assert (removed.address, removed.removed_by) == ("https://news.example.kr/1", User.objects.get())
    with pytest.raises(RemovedBefore):
        accept_address("https://news.example.kr/1", source=source)
    again: dict[str, Any] = {"title": article.payload.title, "published_at": article.payload.published_at, **hints}
    with pytest.raises(RemovedBefore):
        accept_document(payload, source=source, **again)
    page = editor.get("/admin/tracker/removedarticle/").content.decode()
    assert removed.title in page
    editor.post(reverse("admin:tracker_removedarticle_delete", args=[removed.pk]), {"post": "yes"})
    assert accept_address("https://news.example.kr/1", source=source).created
