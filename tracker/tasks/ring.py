"""Ringing the bell: a message that says no more than "there is work on this article"."""

import logging
from collections.abc import Sequence
from functools import partial

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from tracker.models import Article, Stage
from tracker.store.polls import PollClaim

logger = logging.getLogger(__name__)
TOGETHER = 16  # articles that one worker takes at once
READ_TOGETHER = (Stage.PARSE, Stage.EXTRACT, Stage.MERGE)
LONGEST_COUNTDOWN = 20.0  # seconds; workers keep such messages in memory


def queue_of(stage: str) -> str:
    """The queue in which the messages of a stage wait."""
    routes = settings.CELERY_TASK_ROUTES
    return str(routes.get(f"tracker.{stage}", routes["tracker.*"])["queue"])


def ring(article_id: int, stage: str) -> bool:
    """Sends the message now. False: the broker is away; the row waits and the sweep will ring again."""
    try:
        current_app.send_task(f"tracker.{stage}", args=[article_id], retry=False)
    except (OperationalError, OSError) as error:
        # Whoever accepted the article must not fail for a bell that does not ring.
        logger.warning("article %s: broker away, the sweep will ring again (%s)", article_id, error)
        return False
    return True


def ring_later(article_id: int, stage: str, seconds: float) -> None:
    """As `ring`, for a row that waits for a moment close by; what is far away is left to the sweep."""
    if seconds > LONGEST_COUNTDOWN:
        return
    try:
        current_app.send_task(f"tracker.{stage}", args=[article_id], retry=False, countdown=max(seconds, 0.0))
    except (OperationalError, OSError) as error:
        logger.warning("article %s: broker away, the sweep will ring again (%s)", article_id, error)
        return
    Article.objects.filter(id=article_id, stage=stage, rung_at__isnull=True).update(rung_at=timezone.now())


def ring_on_commit(article_id: int, stage: str) -> None:
    """Sends the message when the transaction around has been committed; at once when there is none."""
    transaction.on_commit(partial(ring_waiting, article_id, stage))


def ring_waiting(article_id: int, stage: str) -> bool:
    """As `ring`, and remembers it on the row."""
    rung = ring(article_id, stage)
    if rung:
        Article.objects.filter(id=article_id, stage=stage, rung_at__isnull=True).update(rung_at=timezone.now())
    return rung


def ring_together(article_ids: Sequence[int], stage: str) -> bool:
    """As `ring_waiting`, for articles that are taken several at once: one bell for every batch of them. False: the
    broker is away."""
    step = TOGETHER if stage in READ_TOGETHER else 1
    for begin in range(0, len(article_ids), step):
        batch = article_ids[begin : begin + step]
        if not ring(batch[0], stage):
            return False
        Article.objects.filter(id__in=batch, stage=stage, rung_at__isnull=True).update(rung_at=timezone.now())
    return True


def ring_poll(promise: PollClaim) -> bool:
    """False: the broker is away; the promise runs out and is made again."""
    try:
        current_app.send_task("tracker.poll", args=[promise.source_id, promise.attempt], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("source %s: broker away, it will be asked later (%s)", promise.source_id, error)
        return False
    return True
