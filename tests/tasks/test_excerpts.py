"""A search export holds the beginning of each text: it stands in for a page that cannot be had, and says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.exports import bigkinds_export
from tests.origin import HOST, Origin, Reply, origin_server
from tracker.models import Article, BackfillKind, Evidence, Host, ProcessingRun, Stage, WorkState
from tracker.pipeline.records import EXCERPT
from tracker.tasks.bundles import read_file_now, take_file
from tracker.tasks.extract import extract
from tracker.tasks.fetch import fetch
from tracker.tasks.intake import reprocess
from tracker.tasks.merge import merge
from tracker.tasks.parse import parse

pytestmark = pytest.mark.django_db
HTML = {"Content-Type": "text/html; charset=utf-8"}
SENTENCE = "포스코는 5일 광양에서 스마트공장 공사를 시작했다고 밝혔다."
BEGINS = (
    f"{SENTENCE} 포스코는 이 공장에 설비 300대를 잇는 통합 관제를 들여 불량을 줄이고 에너지를 아낀다. 공사는 2021년"
)
SUBSCRIBED = "구독하시면 읽을 수 있는 소식지도 나온다."
TEASER = f"{SENTENCE} 이 공장은 통합 관제를 들인다."
REST = (
    "공사는 2021년 6월에 끝날 예정이며 포스코DX가 시스템을 맡는다. 광양시는 주변 도로를 넓히기로 했다.",
    "포스코 관계자는 “설비가 멈추는 시간을 절반으로 줄이는 것이 목표”라고 말했다. 지난해 포항에 지은 첫 공장에서는 "
    "불량이 3분의 1로 줄었다. 회사는 이 경험을 다른 공장에도 옮긴다는 계획이다.",
)


def page(*paragraphs: str, head: str = "") -> bytes:
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f'<html><head><title>포스코 착공</title><meta property="article:published_time" '
        f'content="2020-03-05T09:00:00+09:00">{head}</head><body><article><h1>포스코 착공</h1>{text}</article></body></html>'
    ).encode()


WHOLE = page(BEGINS.removesuffix(" 공사는 2021년"), *REST)


@pytest.fixture
def origin(settings: Any) -> Iterator[Origin]:
    settings.ALLOW_PRIVATE_FETCH = [HOST]
    settings.HOST_PAUSE_SECONDS = 0.01
    with origin_server() as origin:
        yield origin


@pytest.fixture
def exported(origin: Origin, tmp_path: Path) -> Article:
    """An article of an export, waiting for its page."""
    row = {"일자": 20200305, "언론사": "새소식", "제목": "포스코 착공", "본문": BEGINS, "URL": f"{origin.address}/1"}
    path = tmp_path / "export.xlsx"
    path.write_bytes(bigkinds_export([row]))
    read_file_now(take_file(path, BackfillKind.BIGKINDS))
    return Article.objects.get()


def ask(article: Article) -> Article:
    """One turn at its server, as if the pause were over."""
    Host.objects.all().delete()
    Article.objects.filter(stage=Stage.FETCH).update(next_attempt_at=timezone.now())
    fetch(article.id)
    article.refresh_from_db()
    return article


def read(article: Article) -> Article:
    for stage in (parse, extract, merge):
        stage(article.id)
    article.refresh_from_db()
    assert article.state == WorkState.DONE, article.failure
    return article


def is_excerpt(article: Article) -> bool:
    return Article.objects.marking_excerpts().get(id=article.id).is_excerpt  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(404), "404"),
        (Reply(410), "410"),
        (Reply(403), "403"),
        (Reply(200, b"%PDF", {"Content-Type": "application/pdf"}), "application/pdf"),
        (Reply(200, page(), HTML), "본문을 찾지 못했습니다"),
        (Reply(200, page(TEASER), HTML), "짧은 글"),
        (Reply(200, page(SENTENCE, "이 기사의 전문은 구독하시면 보실 수 있습니다. 월 9,900원."), HTML), "구독자"),
        (Reply(200, page(BEGINS, head='<script>{"isAccessibleForFree": false}</script>'), HTML), "구독자"),
        (
            Reply(200, page("찾으시는 기사가 없습니다. 주소가 바뀌었거나 기사가 지워졌을 수 있습니다. " * 3), HTML),
            "다른 글",
        ),
    ],
    ids=["404", "410", "403", "pdf", "empty", "teaser", "barred", "not free", "something else"],
)
def test_the_excerpt_stands_in_for_a_page_that_cannot_be_had(
    exported: Article, origin: Origin, reply: Reply, words: str, client: Client
) -> None:
    origin.replies["/1"] = reply
    assert ask(exported).stage == Stage.PARSE
    assert words in ProcessingRun.objects.get(stage=Stage.FETCH).failure, "the run says why"
    read(exported)
    assert exported.body == BEGINS
    assert (exported.publisher, exported.title) == ("새소식", "포스코 착공")
    assert Evidence.objects.filter(report__article=exported, quote=SENTENCE).exists()
    assert is_excerpt(exported)
    assert "전문이 아니라 발췌문입니다" in client.get(exported.get_absolute_url()).content.decode()
    for address in ("/", "/articles/", "/search/?q=포스코", exported.source.get_absolute_url()):
        assert "발췌문</span>" in client.get(address).content.decode(), address


@pytest.mark.parametrize(
    "whole",
    [
        WHOLE,
        page(SENTENCE, *REST, head='<script>{"isAccessibleForFree": false}</script>'),
        page(BEGINS),
        page(SUBSCRIBED, BEGINS),
    ],
    ids=["longer", "said to be barred, and long all the same", "short", "about subscribers"],
)
def test_a_page_with_the_whole_text_is_read_and_the_excerpt_forgotten(
    exported: Article, origin: Origin, whole: bytes, client: Client
) -> None:
    origin.replies["/1"] = Reply(200, whole, HTML)
    read(ask(exported))
    assert not is_excerpt(exported)
    assert SENTENCE in exported.body
    assert ProcessingRun.objects.get(stage=Stage.FETCH).failure == ""
    assert "발췌문" not in client.get(exported.get_absolute_url()).content.decode()
    origin.replies["/1"] = Reply(404)
    reprocess(exported)
    read(exported)
    assert not is_excerpt(exported), "what was read whole is not asked for again"


def test_a_server_that_does_not_answer_is_tried_three_times_before_the_excerpt_has_to_do(
    exported: Article, origin: Origin, settings: Any
) -> None:
    origin.replies["/1"] = Reply(500)
    for _ in range(settings.MAX_TRIES - 1):
        assert ask(exported).stage == Stage.FETCH
    assert ask(exported).stage == Stage.PARSE
    assert origin.paths().count("/1") == settings.MAX_TRIES
    assert is_excerpt(exported)


def test_an_excerpt_gives_way_to_the_page_once_there_is_one(exported: Article, origin: Origin) -> None:
    origin.replies["/1"] = Reply(404)
    read(ask(exported))
    origin.replies["/1"] = Reply(200, WHOLE, HTML)
    reprocess(exported)
    exported.refresh_from_db()
    assert exported.stage == Stage.FETCH
    read(ask(exported))
    assert REST[1][:20] in exported.body
    assert not is_excerpt(exported)


def test_without_an_excerpt_a_missing_page_is_a_failure_as_before(origin: Origin, tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    path.write_bytes(
        bigkinds_export([{"일자": 20200305, "제목": "착공", "본문": "짧다.", "URL": f"{origin.address}/2"}])
    )
    read_file_now(take_file(path, BackfillKind.BIGKINDS))
    article = ask(Article.objects.get())
    assert article.state == WorkState.DEAD
    assert "404" in article.failure


def test_a_row_without_an_address_is_an_excerpt_too(tmp_path: Path, client: Client) -> None:
    path = tmp_path / "export.xlsx"
    path.write_bytes(bigkinds_export([{"일자": 20200305, "제목": "포스코 착공", "본문": BEGINS}]))
    read_file_now(take_file(path, BackfillKind.BIGKINDS))
    article = read(Article.objects.get())
    assert article.payload.media_type == EXCERPT
    reprocess(article)
    read(article)
    said = client.get(article.get_absolute_url()).content.decode()
    assert "전문이 아니라 발췌문입니다" in said
    assert "원문 쪽을 읽을 수 없어" not in said
