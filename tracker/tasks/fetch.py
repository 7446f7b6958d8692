from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from tracker.models import Article, Stage
from tracker.pipeline.fetch.document import FetchRefused, ServerBusy, fetch_document
from tracker.store.articles import save_payload
from tracker.store.claims import Claim, PermanentFailure, finish_claim, put_back
from tracker.store.hosts import host_of, promise_slot
from tracker.tasks.gate import HostGate, NotYet
from tracker.tasks.ring import ring_later
from tracker.tasks.stage import ring_next, run_stage

PATIENCE = 5.0  # seconds for the turns of robots.txt and redirects
BUSY_ATTEMPTS = 12  # after so many claims in all, a server that is always busy counts as a failure


@shared_task(name="tracker.fetch")
def fetch(article_id: int) -> None:
    run_stage(article_id, Stage.FETCH, _fetch)


def _fetch(article: Article, claim: Claim) -> None:
    """What may not go yet is put back without having been tried."""
    try:
        _bring(article, claim)
    except NotYet as wait:
        put_back(claim, wait.until)
        ring_later(article.id, Stage.FETCH, (wait.until - timezone.now()).total_seconds())
    except ServerBusy as busy:
        if claim.attempt > BUSY_ATTEMPTS:
            raise
        slot = promise_slot(host_of(article.address or ""))
        put_back(claim, max(slot, timezone.now() + timedelta(seconds=busy.retry_after or 0)))


def _bring(article: Article, claim: Claim) -> None:
    try:
        document = fetch_document(
            article.address or "",
            private_hosts=settings.ALLOW_PRIVATE_FETCH,
            contact=settings.FETCH_CONTACT,
            gate=HostGate(PATIENCE),
        )
    except FetchRefused as refused:
        raise PermanentFailure(str(refused)) from refused
    with finish_claim(claim, bytes=len(document.content)):
        save_payload(article.id, document)
        ring_next(claim)
