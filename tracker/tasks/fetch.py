from celery import shared_task
from django.conf import settings

from tracker.models import Article, Stage
from tracker.pipeline.fetch.document import FetchRefused, fetch_document
from tracker.store.articles import save_payload
from tracker.store.claims import Claim, PermanentFailure, finish_claim
from tracker.tasks.stage import ring_next, run_stage


@shared_task(name="tracker.fetch")
def fetch(article_id: int) -> None:
    run_stage(article_id, Stage.FETCH, _fetch)


def _fetch(article: Article, claim: Claim) -> None:
    try:
        document = fetch_document(
            article.address or "",
            private_hosts=settings.ALLOW_PRIVATE_FETCH,
            contact=settings.FETCH_CONTACT,
        )
    except FetchRefused as refused:
        raise PermanentFailure(str(refused)) from refused
    with finish_claim(claim, bytes=len(document.content)):
        save_payload(article.id, document)
        ring_next(claim)
