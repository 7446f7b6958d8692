"""Rows for which nobody has rung, or whose message must be lost."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from tracker.models import Article, Stage, WorkState
from tracker.models.article import ArticleQuerySet

AT_ONCE = 1000


def left_behind(after_seconds: float, stages: Iterable[str] = tuple(Stage), bells: int = 0) -> list[tuple[int, str]]:
    """(article id, stage) of due rows of these stages that were never rung for, were rung for more than `after_seconds`
    ago, or whose worker's lease has run out; oldest first.

    bells: messages for these stages that the broker still holds. As long as it holds one for every row that waits,
    none is lost however long the queue is, and ringing again would only make it longer.
    """
    due = Article.objects.claimable(timezone.now()).filter(stage__in=list(stages))
    # A running row whose lease has run out needs its bell at once; it was rung for when it was taken.
    forgotten = due.filter(Q(rung_at__isnull=True) | Q(state=WorkState.RUNNING))
    rung = due.filter(state=WorkState.WAITING, rung_at__isnull=False)
    lost = max(0, rung.count() - bells) if bells else AT_ONCE
    silent = rung.filter(rung_at__lt=timezone.now() - timedelta(seconds=after_seconds))
    return [*_oldest(forgotten, AT_ONCE), *_oldest(silent, min(lost, AT_ONCE))]


def mark_rung(ids: Collection[int]) -> None:
    Article.objects.filter(id__in=ids).update(rung_at=timezone.now())


def _oldest(rows: ArticleQuerySet, many: int) -> list[tuple[int, str]]:
    return list(rows.order_by("next_attempt_at", "id").values_list("id", "stage")[:many])
