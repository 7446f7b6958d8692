from celery import shared_task
from django.conf import settings

from tracker.models import Stage
from tracker.store.heartbeats import note_sweep
from tracker.store.partner_rows import refresh_stale
from tracker.store.sweep import left_behind, mark_rung
from tracker.tasks.broker import broker_messages
from tracker.tasks.ring import queue_of, ring_together


@shared_task(name="tracker.sweep", ignore_result=True)
def sweep() -> int:
    """Rings again for rows that were left behind; returns for how many. Safe to run at any time, by anybody."""
    note_sweep()
    refresh_stale()
    return ring_left_behind(settings.RING_AGAIN_SECONDS)


def ring_left_behind(after_seconds: float) -> int:
    """Rings for rows that nobody has rung for, or `after_seconds` ago in vain; returns for how many."""
    messages = broker_messages()
    if messages is None:
        return 0  # nobody would hear it
    rung = 0
    for queue, bells in messages.items():
        rows = left_behind(after_seconds, [stage for stage in Stage if queue_of(stage) == queue], bells)
        mark_rung([article_id for article_id, _ in rows])
        for stage in {stage for _, stage in rows}:
            ids = [article_id for article_id, at in rows if at == stage]
            rung += len(ids) if ring_together(ids, stage) else 0
    return rung
