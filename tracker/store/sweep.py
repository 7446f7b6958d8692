"""Rows for which nobody has rung, or rung so long ago that the message must be lost."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from tracker.models import Article, WorkState

AT_ONCE = 1000


def left_behind(after_seconds: float) -> list[tuple[int, str]]:
    """(article id, stage) of due rows that were never rung for, were rung for more than `after_seconds` ago, or whose
    worker's lease has run out; oldest first."""
    now = timezone.now()
    silent = Q(rung_at__isnull=True) | Q(rung_at__lt=now - timedelta(seconds=after_seconds))
    # A running row whose lease has run out needs its bell at once; it was rung for when it was taken.
    lost = Q(state=WorkState.RUNNING)
    rows = Article.objects.claimable(now).filter(silent | lost).order_by("next_attempt_at", "id")
    return list(rows.values_list("id", "stage")[:AT_ONCE])


def mark_rung(ids: Collection[int]) -> None:
    Article.objects.filter(id__in=ids).update(rung_at=timezone.now())
