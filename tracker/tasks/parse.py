from collections.abc import Callable

from celery import shared_task

from tracker.models import Article, Stage
from tracker.pipeline.parse.article import parse_article
from tracker.pipeline.records import ParsedArticle
from tracker.store.articles import load_raw, save_all_parsed
from tracker.store.claims import Finish
from tracker.store.locks import lock_origins
from tracker.tasks.batch import Made, Step, run_steps
from tracker.tasks.extract import EXTRACT
from tracker.tasks.merge import MERGE


@shared_task(name="tracker.parse")
def parse(article_id: int) -> None:
    run_steps(article_id, (PARSE, EXTRACT, MERGE))


def _parse() -> Callable[[Article], ParsedArticle]:
    return lambda article: parse_article(load_raw(article))


def _store(parsed: Made, finish: Finish) -> None:
    saved = save_all_parsed(parsed)
    finish.ended |= saved.copies
    finish.failed |= saved.refused
    finish.records |= {article.pk: {"counts": {"characters": len(one.body)}} for article, one in parsed}


PARSE = Step(Stage.PARSE, _parse, _store, needs=("payload",), lock=lock_origins)
