"""What the stages hand to each other by way of the row."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tracker.models import Article, Group, Sector
from tracker.pipeline.records import Extraction, Hints, Paragraph, ParsedArticle, RawDocument
from tracker.pipeline.serial import load_extraction
from tracker.store.accept import accept_address, accept_document
from tracker.store.articles import load_parsed, load_raw, save_extraction, save_parsed, save_payload
from tracker.store.sources import source_of_kind

pytestmark = pytest.mark.django_db

PARSED = ParsedArticle(
    "x",
    "ko",
    "가상일보",
    "제목",
    datetime(2020, 3, 5, 9, tzinfo=UTC),
    "첫 문단.\n\n둘째 문단.",
    "홍길동 기자",
    "",
    (Paragraph("body", 0, 5), Paragraph("quote", 7, 13)),
)


def accept(content: bytes) -> Article:
    return accept_document(content, "text/plain", source=source_of_kind("paste"), charset="cp949", title="t").article


def test_a_parsed_article_is_read_back_as_it_was_written() -> None:
    article = accept(b"a")
    assert save_parsed(article.pk, PARSED)
    assert load_parsed(Article.objects.get()) == replace(PARSED, id=article.public_id)


def test_the_raw_document_comes_with_the_hints_that_were_given() -> None:
    raw = load_raw(accept(b"\xb0\xa1"))
    assert (raw.content, raw.media_type, raw.charset, raw.title) == (b"\xb0\xa1", "text/plain", "cp949", "t")


def test_a_fetched_document_replaces_an_earlier_one() -> None:
    article = accept_address("https://news.example/", source=source_of_kind("address")).article
    for content in (b"old", b"new"):
        save_payload(article.pk, RawDocument(content, "text/html", charset="utf-8"))
    assert load_raw(Article.objects.get()).content == b"new"


def test_the_same_text_from_elsewhere_only_points_to_the_first() -> None:
    first, second = accept(b"a"), accept(b"b")
    assert save_parsed(first.pk, PARSED)
    assert not save_parsed(second.pk, PARSED)
    second.refresh_from_db()
    assert (second.duplicate_of_id, second.content_hash) == (first.pk, None)
    assert list(Article.objects.readable()) == [first]


def test_parsing_the_first_again_does_not_make_it_a_copy_of_itself() -> None:
    article = accept(b"a")
    assert save_parsed(article.pk, PARSED)
    assert save_parsed(article.pk, PARSED)


def test_a_text_that_has_changed_is_no_copy_any_longer() -> None:
    first, second = accept(b"a"), accept(b"b")
    save_parsed(first.pk, PARSED)
    save_parsed(second.pk, PARSED)
    assert save_parsed(second.pk, replace(PARSED, body="다른 글."))
    second.refresh_from_db()
    assert second.duplicate_of is None


def test_an_article_is_found_by_its_text_whatever_the_blanks_and_case() -> None:
    article = accept(b"a")
    save_parsed(article.pk, replace(PARSED, body="LG CNS가 지었다."))
    for query in ("lgcns", "LG CNS", "lg cns가", "제 목"):
        assert Article.objects.matching(query).exists(), query
    assert not Article.objects.matching("제목lg").exists()


def test_a_reading_is_read_back_as_it_was_written() -> None:
    article = accept(b"a")
    extraction = Extraction(article.public_id, (), (), "rules", "1", "hash")
    for _ in range(2):
        save_extraction(article.pk, extraction)
    assert load_extraction(Article.objects.get().reading.extraction) == extraction


def test_what_a_source_is_said_to_write_about_goes_with_its_articles() -> None:
    article = accept_document("포스코".encode(), "text/plain", source=source_of_kind("upload")).article
    Article.objects.filter(id=article.id).update(published_at=PARSED.published_at)
    article.refresh_from_db()
    assert load_parsed(article).hints == Hints()
    article.source.sectors.add(Sector.objects.get(slug="smart_energy"))
    article.source.groups.add(Group.objects.get(slug="posco"))
    assert load_parsed(article).hints == Hints(("smart_energy",), ("posco",))
