from celery import shared_task
from django.conf import settings

from tracker.store.heartbeats import note_sweep
from tracker.store.sweep import left_behind, mark_rung
from tracker.tasks.ring import ring


@shared_task(name="tracker.sweep", ignore_result=True)
def sweep() -> int:
    """Rings again for rows that were left behind; returns for how many. Safe to run at any time, by anybody."""
    note_sweep()
    rows = left_behind(settings.RING_AGAIN_SECONDS)
    mark_rung([article_id for article_id, _ in rows])
    return sum(ring(article_id, stage) for article_id, stage in rows)
