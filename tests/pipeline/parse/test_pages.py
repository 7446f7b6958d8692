"""Pages in the shapes of news sites, written for these tests, each beside the body that it must yield."""

from collections import Counter
from pathlib import Path

import pytest

from tracker.pipeline.parse.article import parse_article
from tracker.pipeline.records import ParsedArticle, RawDocument

PAGES = Path(__file__).with_name("pages")
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def parse(name: str) -> ParsedArticle:
    return parse_article(RawDocument((PAGES / f"{name}.html").read_bytes(), "text/html", f"{name}.html"))


def agreement(found: str, expected: str) -> float:
    """F1 of the words of two texts."""
    ours, theirs = Counter(found.split()), Counter(expected.split())
    return 2 * sum((ours & theirs).values()) / (sum(ours.values()) + sum(theirs.values()))


@pytest.mark.parametrize("name", NAMES)
def test_the_body_is_the_article_and_nothing_around_it(name: str) -> None:
    expected = (PAGES / f"{name}.txt").read_text("utf-8")
    assert agreement(parse(name).body, expected) >= 0.97


@pytest.mark.parametrize("name", [name for name in NAMES if name != "nameless"])
def test_the_paragraphs_are_those_of_the_page(name: str) -> None:
    assert parse(name).body == (PAGES / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "title", "publisher", "byline", "published"),
    [
        ("break-tags", "새솔중공업 울산 공장 스마트공장으로, 한빛시스템과 손잡아", "비즈니스포스트", "정유라 기자", "2020-03-12T14:43:23+09:00"),
        ("figure-caption", "달빛전자, 부산에 스마트시티 통합운영센터", "새벽경제", "오하늘 기자", "2022-09-07T16:20:11+09:00"),
        ("declared-euc-kr", "가온에너지, 제주에 ESS 단지 짓는다", "남도산업신문", "최보람 기자", "2018-07-05T09:11:00+09:00"),
        ("portal", "한누리건설, 인니 신수도 스마트시티 설계 맡는다", "미르통신", "류산 기자", "2025-04-22T10:03:00+09:00"),
        ("linked-data", "산업단지 전력 함께 관리한다", "온누리경제", "문가람 기자", "2024-05-02T07:30:00+09:00"),
        ("nameless", "새솔중공업 조선소에 로봇 40대", "", "한여울 기자", "2025-08-18T11:02:00+09:00"),
        ("amp-english", "Moonlight Electronics to run Busan smart city center", "The Daybreak Herald", "Jin Ara", "2022-09-07T16:55:00+09:00"),
        ("print-view", "한빛시스템, 클라우드 생산관리 서비스 출시", "산업포스트", "정유라 기자", "2021-06-15T15:05:00+09:00"),
    ],
)  # fmt: skip
def test_title_outlet_byline_and_time_are_read(
    name: str, title: str, publisher: str, byline: str, published: str
) -> None:
    article = parse(name)
    assert (article.title, article.byline, article.published_at.isoformat()) == (title, byline, published)
    assert not publisher or article.publisher == publisher


def test_a_caption_that_the_page_marks_is_typed_as_one() -> None:
    article = parse("figure-caption")
    captions = [article.body[p.start : p.end] for p in article.paragraphs if p.kind == "caption"]
    assert captions == ["달빛전자와 부산시 관계자들이 계약을 맺고 있다. 달빛전자 제공"]


def test_an_english_page_is_english() -> None:
    assert parse("amp-english").language == "en"
