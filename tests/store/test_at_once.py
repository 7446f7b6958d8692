"""Many at once, with real transactions: the constraints and conditional updates decide, nobody looks beforehand."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from tests.ledger import describe, read_ledger
from tests.newsroom import SEOUL, forget_articles, platform_story, sample_names, tell, tell_sample
from tracker.models import Article, ArticleOrigin, Initiative, ProcessingRun, Stage
from tracker.pipeline.records import ParsedArticle
from tracker.store.accept import accept_address, accept_document
from tracker.store.articles import save_parsed
from tracker.store.claims import claim_article
from tracker.store.sources import source_of_kind

pytestmark = pytest.mark.usefixtures("live_database")
MANY = 10
T = TypeVar("T")


def at_once(work: Callable[[int], T], many: int = MANY) -> list[T]:
    """The work done by so many threads that start together, each with a connection of its own."""
    start = Barrier(many)

    def run(number: int) -> T:
        try:
            start.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(run, range(many)))


def test_a_document_sent_ten_times_at_once_is_one_article() -> None:
    source = source_of_kind("paste")
    accepted = at_once(lambda _: accept_document(b"one text", "text/plain", source=source))
    assert sum(one.created for one in accepted) == 1
    assert {one.article.pk for one in accepted} == {Article.objects.get().pk}


def test_an_address_sent_ten_times_at_once_is_one_article() -> None:
    source = source_of_kind("address")
    accepted = at_once(lambda n: accept_address(f"https://news.example/a#{n}", source=source))
    assert sum(one.created for one in accepted) == 1
    assert Article.objects.count() == 1


def test_ten_spellings_of_an_address_at_once_are_one_article() -> None:
    source = source_of_kind("address")
    hosts = ["news.example", "www.news.example", "m.news.example", "amp.news.example", "NEWS.example"]
    spellings = [f"https://{host}/a{query}" for host in hosts for query in ("?utm_source=x", "/amp?ref=y")]
    accepted = at_once(lambda n: accept_address(spellings[n], source=source))
    assert sum(one.created for one in accepted) == 1
    assert {one.article.pk for one in accepted} == {Article.objects.get().pk}


def test_ten_reprints_parsed_at_once_have_one_origin() -> None:
    text = "포스코는 포항에서 통합플랫폼 공사를 시작한다고 밝혔다. 계약 금액은 327억원이며 내년에 마친다. 두 기관은 앞으로도 함께한다."
    source = source_of_kind("paste")
    articles = [accept_document(b"%d" % n, "text/plain", source=source).article for n in range(MANY)]

    def parse(number: int) -> None:
        day = datetime(2020, 3, 5, 9, number, tzinfo=SEOUL)
        body = f"{text} 매체 {number}의 기자가 전했다."
        save_parsed(articles[number].pk, ParsedArticle("x", "ko", f"매체 {number}", f"제목 {number}", day, body))

    at_once(parse)
    assert ArticleOrigin.objects.count() == 1
    assert Article.objects.filter(origin=ArticleOrigin.objects.get()).count() == MANY


def test_the_sources_are_made_once_by_whoever_comes_first() -> None:
    assert len({source.pk for source in at_once(lambda _: source_of_kind("paste"))}) == 1


def test_of_ten_workers_one_takes_the_article() -> None:
    article = accept_document(b"one text", "text/plain", source=source_of_kind("paste")).article
    claims = at_once(lambda _: claim_article(article.pk, Stage.PARSE))
    assert sum(claim is not None for claim in claims) == 1
    assert ProcessingRun.objects.count() == 1


def test_ten_accounts_of_one_project_settled_at_once_are_one_initiative() -> None:
    outlets = [platform_story(title=f"포스코, 포항 스마트시티 통합플랫폼 수주 ({n}보)") for n in range(MANY)]
    at_once(lambda n: tell(outlets[n]))
    initiative = Initiative.objects.visible().get()
    assert initiative.reports.count() == MANY
    assert initiative.milestones.count() == 2


def test_samples_settled_by_four_threads_equal_those_settled_one_by_one() -> None:
    names = [name for name in sample_names() if name[3] == "s"]
    for name in names:
        tell_sample(name)
    one_by_one = describe(read_ledger())
    forget_articles()
    at_once(lambda n: [tell_sample(name) for name in names[n::4]], many=4)
    assert describe(read_ledger()) == one_by_one
