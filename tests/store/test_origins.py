"""The same text in several outlets: each article keeps its row, all of them have one origin."""

import itertools
import random
from datetime import datetime

import pytest
from django.core.management import call_command

from tests.newsroom import SEOUL
from tests.pipeline.origins.edits import EDITS, sample_texts
from tracker.models import Article, ArticleOrigin, ArticleSketch, SketchKey
from tracker.pipeline.records import ParsedArticle
from tracker.store.accept import accept_address, accept_document
from tracker.store.articles import save_parsed
from tracker.store.origins import join_origins
from tracker.store.removal import remove_articles
from tracker.store.sources import source_of_kind

pytestmark = pytest.mark.django_db
TEXTS = list(sample_texts().values())
_numbers = itertools.count()


def parsed(body: str, outlet: str = "가상일보", title: str = "") -> ParsedArticle:
    return ParsedArticle("x", "ko", outlet, title or f"{outlet} 제목", datetime(2020, 3, 5, 9, tzinfo=SEOUL), body)


def publish(body: str, outlet: str = "가상일보", title: str = "") -> Article:
    content = f"{outlet} {next(_numbers)}".encode()
    article = accept_document(content, "text/plain", source=source_of_kind("paste")).article
    save_parsed(article.pk, parsed(body, outlet, title))
    article.refresh_from_db()
    return article


def grouping() -> set[frozenset[str]]:
    """Which outlets share an origin."""
    rows = Article.objects.values_list("origin_id", "publisher")
    return {frozenset(outlet for origin, outlet in rows if origin == one) for one, _ in rows}


def test_a_text_alone_is_an_origin_alone() -> None:
    publish(TEXTS[0], "가")
    publish(TEXTS[1], "나")
    assert grouping() == {frozenset("가"), frozenset("나")}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_text_has_the_origin_of_the_first(edit: str) -> None:
    first = publish(TEXTS[0], "가")
    second = publish(EDITS[edit](TEXTS[0], random.Random(1)), "나")
    assert second.origin_id == first.origin_id
    assert second.duplicate_of is None
    assert ArticleOrigin.objects.count() == 1


def test_a_copy_to_the_letter_has_the_origin_of_the_first_however_short() -> None:
    first = publish("짧은 글이다.", "가", "제목")
    second = publish("짧은 글이다.", "나", "제목")
    assert second.duplicate_of == first
    assert second.origin_id == first.origin_id


def test_short_texts_are_not_taken_for_one_another() -> None:
    assert publish("포스코 사진이다.", "가").origin_id != publish("포스코 사진이다!", "나").origin_id


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_edit_of_an_edit_joins_them_whatever_the_order_of_arrival(order: tuple[int, ...]) -> None:
    half = len(TEXTS[0]) // 2
    chain = [TEXTS[0] + TEXTS[1], TEXTS[0][half:] + TEXTS[1] + TEXTS[2][:half], TEXTS[1][half:] + TEXTS[2] + TEXTS[3]]
    outlets = ["가", "나", "다"]
    for number in order:
        publish(chain[number], outlets[number])
    assert grouping() == {frozenset(outlets)}
    assert ArticleOrigin.objects.count() == 1


def test_parsing_again_changes_nothing() -> None:
    first, second = publish(TEXTS[0], "가"), publish(TEXTS[0] + " 덧붙인 말.", "나")
    keys = set(SketchKey.objects.values_list("id", flat=True))
    save_parsed(second.pk, parsed(TEXTS[0] + " 덧붙인 말.", "나"))
    second.refresh_from_db()
    assert second.origin_id == first.origin_id
    assert set(SketchKey.objects.values_list("id", flat=True)) == keys
    assert ArticleSketch.objects.count() == 2


def test_a_text_that_has_changed_leaves_those_it_is_no_longer_like() -> None:
    first, second, third = publish(TEXTS[0], "가"), publish(TEXTS[0] + " 하나.", "나"), publish(TEXTS[1], "다")
    save_parsed(second.pk, parsed(TEXTS[1] + " 둘.", "나"))
    assert grouping() == {frozenset("가"), frozenset("나다")}
    first.refresh_from_db()
    third.refresh_from_db()
    assert ArticleOrigin.objects.count() == 2


def test_the_text_between_two_others_parts_them_when_it_changes() -> None:
    half = len(TEXTS[0]) // 2
    publish(TEXTS[0] + TEXTS[1], "가")
    middle = publish(TEXTS[0][half:] + TEXTS[1] + TEXTS[2][:half], "나")
    publish(TEXTS[1][half:] + TEXTS[2] + TEXTS[3], "다")
    assert len(grouping()) == 1
    save_parsed(middle.pk, parsed(TEXTS[4], "나"))
    assert grouping() == {frozenset("가"), frozenset("나"), frozenset("다")}


def test_an_origin_goes_with_its_last_article() -> None:
    first, second = publish(TEXTS[0], "가"), publish(TEXTS[0] + " 하나.", "나")
    remove_articles([first.pk])
    assert ArticleOrigin.objects.count() == 1
    remove_articles([second.pk])
    assert not ArticleOrigin.objects.exists()
    assert not SketchKey.objects.exists()


def test_articles_of_an_older_version_are_joined_by_the_command() -> None:
    publish(TEXTS[0], "가")
    publish(TEXTS[0] + " 하나.", "나")
    Article.objects.update(origin=None)
    for model in (ArticleOrigin, ArticleSketch, SketchKey):
        model.objects.all().delete()
    call_command("rebuild", "origins")
    assert grouping() == {frozenset("가나")}


def test_ten_spellings_of_one_address_are_one_article() -> None:
    spellings = [
        "https://www.news.example/article/1?id=7",
        "http://news.example/article/1?id=7",
        "https://m.news.example/article/1/?id=7",
        "https://news.example/article/1?id=7&utm_source=x&utm_medium=y",
        "https://news.example/article/1?fbclid=abc&id=7",
        "https://news.example/article/1/amp?id=7",
        "https://amp.news.example/article/1?id=7",
        "https://www.google.com/amp/s/www.news.example/article/1?id=7",
        "https://news.example:443/article/1?id=7#comments",
        "https://NEWS.example/article/1?id=7&ref=naver",
    ]
    accepted = [accept_address(one, source=source_of_kind("address")) for one in spellings]
    assert [one.created for one in accepted] == [True] + 9 * [False]
    assert Article.objects.get().address == spellings[0]  # as it was given first: that is where the page is


def test_joining_twice_is_joining_once() -> None:
    article = publish(TEXTS[0])
    join_origins([article])
    join_origins([article])
    assert ArticleOrigin.objects.count() == 1
