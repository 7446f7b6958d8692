from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from tracker.models import Article, Stage
from tracker.pipeline.fetch.document import FetchFailed, FetchRefused, ServerBusy, fetch_document
from tracker.pipeline.parse.border import clean_text
from tracker.pipeline.parse.excerpts import lacks_article
from tracker.pipeline.records import RawDocument
from tracker.store.articles import excerpt_of, save_payload
from tracker.store.claims import FAILURE_LENGTH, Claim, PermanentFailure, finish_claim, put_back
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
    document, lack = _page_or_excerpt(article)
    with finish_claim(claim, bytes=len(document.content)) as record:
        if lack:
            record["failure"] = clean_text(lack)[:FAILURE_LENGTH]
        save_payload(article.id, document)
        ring_next(claim)


def _page_or_excerpt(article: Article) -> tuple[RawDocument, str]:
    """The page; where it cannot be had, the excerpt that came with its address, and why it has to do."""
    excerpt = excerpt_of(article)
    try:
        page = fetch_document(
            article.address or "",
            private_hosts=settings.ALLOW_PRIVATE_FETCH,
            contact=settings.FETCH_CONTACT,
            gate=HostGate(PATIENCE),
        )
    except FetchRefused as refused:
        if excerpt is None:
            raise PermanentFailure(str(refused)) from refused
        return excerpt, str(refused)
    except FetchFailed as failed:
        if excerpt is None or article.tries < settings.MAX_TRIES:
            raise
        return excerpt, str(failed)
    lack = lacks_article(page, excerpt) if excerpt else ""
    return (excerpt, lack) if excerpt and lack else (page, "")
