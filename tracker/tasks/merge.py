from celery import shared_task

from tracker.models import Article, Stage
from tracker.store.claims import Claim, finish_claim
from tracker.store.reports import settle_article
from tracker.tasks.stage import run_stage


@shared_task(name="tracker.merge")
def merge(article_id: int) -> None:
    run_stage(article_id, Stage.MERGE, _merge)


def _merge(article: Article, claim: Claim) -> None:
    with finish_claim(claim) as record:
        record["counts"] = settle_article(article)
