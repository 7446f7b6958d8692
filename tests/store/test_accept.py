"""Accepting: a document or address becomes a row once, however often and however many at once send it."""

import re
from datetime import UTC, datetime

import pytest

from tracker.models import Article, ArticlePayload, Stage, WorkState
from tracker.store.accept import NotAccepted, accept_address, accept_document, canonical_address
from tracker.store.sources import source_of_kind

pytestmark = pytest.mark.django_db

TEXT = "포스코가 스마트 제철소를 짓는다.".encode()


def accept(content: bytes = TEXT, **changes: object):
    return accept_document(content, "text/plain", source=source_of_kind("paste"), **changes)


def test_an_accepted_document_waits_to_be_parsed_and_is_kept_byte_for_byte() -> None:
    accepted = accept(b"\xef\xbb\xbf" + TEXT, name="기사.txt")
    row = Article.objects.get()
    assert accepted.created
    assert (row.stage, row.state, row.tries, row.rung_at) == (Stage.PARSE, WorkState.WAITING, 0, None)
    assert bytes(row.payload.content) == b"\xef\xbb\xbf" + TEXT
    assert row.payload.name == "기사.txt"


def test_the_same_document_twice_is_one_article() -> None:
    first, second = accept(), accept()
    assert (first.created, second.created) == (True, False)
    assert first.article.pk == second.article.pk
    assert Article.objects.count() == ArticlePayload.objects.count() == 1


@pytest.mark.parametrize(
    "hint", [{"publisher": "가상일보"}, {"title": "제목"}, {"published_at": datetime(2020, 1, 1, tzinfo=UTC)}]
)
def test_the_same_bytes_with_other_hints_are_another_document(hint: dict[str, object]) -> None:
    assert accept().created
    assert accept(**hint).created


def test_the_same_bytes_as_a_sample_and_as_a_paste_are_two_documents() -> None:
    accept()
    assert accept_document(TEXT, "text/plain", source=source_of_kind("sample")).created


@pytest.mark.parametrize("content", [b"", b" \n\t "])
def test_an_empty_document_is_refused_with_words(content: bytes) -> None:
    with pytest.raises(NotAccepted, match=r"'빈\.txt'에 내용이 없습니다"):
        accept(content, name="빈.txt")
    assert not Article.objects.exists()


def test_hints_longer_than_their_columns_are_cut() -> None:
    row = accept(name="가" * 500, publisher="나" * 500, title="다" * 500).article
    row.refresh_from_db()
    assert (len(row.payload.name), len(row.payload.publisher), len(row.title)) == (200, 150, 300)


def test_control_characters_of_hints_never_reach_the_database() -> None:
    row = accept(title="제\x00목\u202e", publisher="매\x07체").article
    row.refresh_from_db()
    assert (row.title, row.payload.publisher) == ("제목", "매체")


def test_an_address_waits_to_be_fetched() -> None:
    row = accept_address("https://News.Example/a?id=1#top", source=source_of_kind("address")).article
    row.refresh_from_db()
    assert (row.address, row.stage, row.state) == ("https://news.example/a?id=1", Stage.FETCH, WorkState.WAITING)


@pytest.mark.parametrize(
    "variant",
    [
        "https://news.example/a?id=1",
        "HTTPS://NEWS.EXAMPLE/a?id=1",
        "https://news.example/a?id=1#comments",
        "  https://news.example/a?id=1\n",
    ],
)
def test_variants_of_one_address_are_one_article(variant: str) -> None:
    known = accept_address("https://news.example/a?id=1", source=source_of_kind("address"))
    again = accept_address(variant, source=source_of_kind("address"))
    assert (again.created, again.article.pk) == (False, known.article.pk)


def test_a_page_given_as_a_document_is_not_fetched_again_by_its_address() -> None:
    saved = accept(address="https://news.example/a")
    again = accept_address("https://news.example/a#x", source=source_of_kind("address"))
    assert (again.created, again.article.pk) == (False, saved.article.pk)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://news.example/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "news.example/a",
        "https://",
        "https://[::1",
        "https://news.example:abc/",
        "https://news.example/" + "a" * 1000,
        "",
    ],
)
def test_what_is_no_web_address_is_refused_with_words(address: str) -> None:
    with pytest.raises(NotAccepted) as refusal:
        accept_address(address, source=source_of_kind("address"))
    assert re.search("주소|깁니다", str(refusal.value))
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("http://Example.COM", "http://example.com/"),
        ("http://example.com:8080/A/B?c=D#e", "http://example.com:8080/A/B?c=D"),
        ("http://user:secret@example.com/", "http://example.com/"),
    ],
)
def test_the_canonical_address_has_a_small_host_and_neither_fragment_nor_password(given: str, canonical: str) -> None:
    assert canonical_address(given) == canonical
