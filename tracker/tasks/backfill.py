"""Working through files that hold many articles, part by part, for a few seconds at a time."""

import logging
import time

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction

from tracker.models import BackfillChunk
from tracker.pipeline.discover.items import NothingFound
from tracker.store.backfills import (
    ChunkClaim,
    advance_chunk,
    chunks_left_behind,
    claim_chunk,
    fail_chunk,
    finish_chunk,
    rest_chunk,
)
from tracker.tasks.bundle import Portion, read_portions
from tracker.tasks.bundles import ring_chunk
from tracker.tasks.items import take_items

logger = logging.getLogger(__name__)

BUDGET_SECONDS = 10.0  # after which others have their turn
TOO_LONG = "이 부분을 읽는 데 너무 오래 걸려 멈췄습니다. 파일을 나누어 올려 주세요."


@shared_task(name="tracker.backfill", ignore_result=True)
def backfill(chunk_id: int) -> None:
    claim = claim_chunk(chunk_id)
    if claim is not None and not work_on(claim, BUDGET_SECONDS):
        ring_chunk(chunk_id)


@shared_task(name="tracker.backfill_sweep", ignore_result=True)
def sweep_chunks() -> int:
    """Rings again for parts that were left behind; returns for how many."""
    return sum(ring_chunk(chunk_id) for chunk_id in chunks_left_behind(settings.RING_AGAIN_SECONDS))


def work_on(claim: ChunkClaim, budget: float) -> bool:
    """Works for so many seconds. False: the part is not at its end and waits for the next turn."""
    try:
        ended = _work(claim, budget)
    except NothingFound as nothing:
        fail_chunk(claim, str(nothing), permanent=True)
    except OSError as error:
        fail_chunk(claim, f"{error.strerror or error}: 일꾼이 이 파일을 볼 수 없습니다(UPLOAD_DIR).", permanent=False)
    except SoftTimeLimitExceeded:
        fail_chunk(claim, TOO_LONG, permanent=False)
    except Exception as error:
        logger.exception("chunk %s failed", claim.chunk_id)
        fail_chunk(claim, f"{type(error).__name__}: {error}", permanent=False)
    else:
        finish_chunk(claim) if ended else rest_chunk(claim)
        return ended
    return True


def _work(claim: ChunkClaim, budget: float) -> bool:
    ends = time.monotonic() + budget
    chunk = BackfillChunk.objects.select_related("backfill__source", "backfill__added_by").get(id=claim.chunk_id)
    for portion in read_portions(chunk):
        if not _store(chunk, claim, portion):
            return True  # somebody else works on it now
        if portion.seen and time.monotonic() > ends:
            return False
    return True


def _store(chunk: BackfillChunk, claim: ChunkClaim, portion: Portion) -> bool:
    """The articles and the place behind them in one transaction: none is lost, none is looked at in vain."""
    with transaction.atomic():
        taken = take_items(portion.items, source=chunk.backfill.source, added_by=chunk.backfill.added_by)
        stands = advance_chunk(
            claim,
            portion.position,
            portion.skip,
            seen=portion.seen,
            accepted=len(taken.ids),
            known=taken.known + taken.removed,
            refused=len(taken.refused) + portion.unusable,
        )
        transaction.set_rollback(not stands)
    return stands
