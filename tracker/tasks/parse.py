from celery import shared_task

from tracker.models import Article, Stage
from tracker.pipeline.parse.article import parse_article
from tracker.store.articles import load_raw, save_parsed
from tracker.store.claims import Claim, finish_claim
from tracker.tasks.stage import ring_next, run_stage


@shared_task(name="tracker.parse")
def parse(article_id: int) -> None:
    run_stage(article_id, Stage.PARSE, _parse)


def _parse(article: Article, claim: Claim) -> None:
    parsed = parse_article(load_raw(article))
    with finish_claim(claim, characters=len(parsed.body)) as record:
        if save_parsed(article.id, parsed):
            ring_next(claim)
        else:
            record["end"] = True
