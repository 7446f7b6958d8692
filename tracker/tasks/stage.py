"""What every stage has in common: the claim, the failures, the bell for the next stage."""

import logging
import time
from collections.abc import Callable

from celery import current_task
from celery.exceptions import SoftTimeLimitExceeded

from tracker.models import Article, Stage
from tracker.pipeline.parse.errors import UnreadableDocument
from tracker.store.claims import (
    NEXT_STAGE,
    Claim,
    ClaimLost,
    PermanentFailure,
    claim_article,
    fail_claim,
)
from tracker.tasks.log import article_in_log
from tracker.tasks.ring import ring_on_commit

logger = logging.getLogger(__name__)

TOO_LONG = "처리 시간이 너무 오래 걸려 멈췄습니다. 글이 지나치게 길지 않은지 확인해 주세요."


def run_stage(article_id: int, stage: Stage, work: Callable[[Article, Claim], None]) -> None:
    """Claims the article, does the work, records a failure with its reason. Does nothing where there is no claim."""
    claim = claim_article(article_id, stage, worker_name())
    if claim is None:
        return
    with article_in_log(claim.public_id, stage, claim.attempt):
        _work(claim, work)


def _work(claim: Claim, work: Callable[[Article, Claim], None]) -> None:
    begun = time.monotonic()
    try:
        work(Article.objects.select_related("source").get(id=claim.article_id), claim)
        log_done(begun)
    except Exception as error:
        # A worker must outlive any article; the reason is kept on the row and shown on the status page.
        record_failure(claim, error)


def record_failure(claim: Claim, error: Exception) -> None:
    """Notes why a stage failed. Call it inside `article_in_log` and where the error was caught."""
    if isinstance(error, ClaimLost):
        logger.info("another worker has taken over: %s", error)
    elif isinstance(error, UnreadableDocument | PermanentFailure):
        logger.warning("given up: %s", error)
        fail_claim(claim, str(error), permanent=True)
    elif isinstance(error, SoftTimeLimitExceeded):
        logger.warning("stopped after the time limit")
        fail_claim(claim, TOO_LONG, permanent=False)
    else:
        logger.error("failed", exc_info=error)
        fail_claim(claim, f"{type(error).__name__}: {error}", permanent=False)


def log_done(begun: float) -> None:
    """The line that ends a stage of an article."""
    logger.info("done", extra={"milliseconds": round(1000 * (time.monotonic() - begun))})


def worker_name() -> str:
    """Empty where no worker runs the task: it is called like a function then."""
    request = getattr(current_task, "request", None)
    return getattr(request, "hostname", None) or ""


def ring_next(claim: Claim) -> None:
    """Call inside the transaction of the final write."""
    ring_on_commit(claim.article_id, NEXT_STAGE[claim.stage])
