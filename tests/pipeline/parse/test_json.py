"""JSON articles: the body is kept, since offsets are counted in it."""

import json

import pytest

from tracker.pipeline.parse.article import parse_article
from tracker.pipeline.parse.errors import UnreadableDocument
from tracker.pipeline.records import ParsedArticle, RawDocument

ENTRY = {
    "id": "ko-1",
    "publisher": "남도산업신문",
    "title": "가온에너지, 제주에 ESS 단지",
    "published_at": "2018-07-05T09:11:00+09:00",
    "body": "첫 문단이다.  띄어쓰기가 둘이다.\n\n▲ 사진 설명.\n\n\n둘째 문단이다.\n",
}


def parse(**changes: object) -> ParsedArticle:
    content = json.dumps(ENTRY | changes).encode()
    return parse_article(RawDocument(content, "application/json", "folder/file.json"))


def test_the_body_stays_as_given() -> None:
    assert parse().body == ENTRY["body"]


def test_paragraphs_point_into_the_body() -> None:
    article = parse()
    assert [article.body[p.start : p.end] for p in article.paragraphs] == [
        "첫 문단이다.  띄어쓰기가 둘이다.", "▲ 사진 설명.", "둘째 문단이다.",
    ]  # fmt: skip


def test_the_border_takes_out_what_no_database_bears() -> None:
    assert parse(body="가\u0000나\ud800다 본문이다.").body == "가나\ufffd다 본문이다."


def test_language_and_id_are_found_where_the_file_is_silent() -> None:
    assert (parse().language, parse(body="It opened a plant.").language, parse(id=None).id) == ("ko", "en", "file")


def test_a_time_without_offset_is_that_of_seoul() -> None:
    assert parse(published_at="2018-07-05 09:11").published_at.isoformat() == "2018-07-05T09:11:00+09:00"


@pytest.mark.parametrize(
    ("changes", "word"),
    [({"body": ""}, "body"), ({"body": None}, "body"), ({"published_at": ""}, "published_at"), ({"published_at": "soon"}, "published_at")],
)  # fmt: skip
def test_what_is_missing_is_named(changes: dict[str, object], word: str) -> None:
    with pytest.raises(UnreadableDocument, match=rf"file\.json.*{word}"):
        parse(**changes)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"1", b"[" * 100_000])
def test_anything_but_an_object_is_refused_with_a_remedy(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="넣어 주세요"):
        parse_article(RawDocument(content, "application/json", "file.json"))
