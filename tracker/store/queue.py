"""What waits, what runs, what failed, and how fast work is done, by stage; for the status page and the probes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from tracker.models import Article, Outcome, ProcessingRun, Stage, WorkState
from tracker.store.tallies import count_done

RATE_MINUTES = 10


@dataclass(frozen=True, slots=True)
class StageFigures:
    stage: Stage
    waiting: int
    running: int
    done: int
    dead: int
    oldest: timedelta | None  # how long the article waits that is due and waits longest
    finished: int  # in the last RATE_MINUTES
    failed: int  # attempts in the last RATE_MINUTES

    @property
    def per_minute(self) -> float:
        return self.finished / RATE_MINUTES


def stage_figures(now: datetime | None = None) -> list[StageFigures]:
    """One for each stage, in their order."""
    now = now or timezone.now()
    counts = _counts()
    oldest = oldest_waiting(now)
    runs = _runs(now - timedelta(minutes=RATE_MINUTES))
    return [
        StageFigures(
            stage=stage,
            waiting=counts[stage, WorkState.WAITING],
            running=counts[stage, WorkState.RUNNING],
            done=counts[stage, WorkState.DONE],
            dead=counts[stage, WorkState.DEAD],
            oldest=oldest.get(stage),
            finished=runs[stage, Outcome.DONE],
            failed=runs[stage, Outcome.FAILED] + runs[stage, Outcome.LOST],
        )
        for stage in Stage
    ]


def oldest_waiting(now: datetime) -> dict[str, timedelta]:
    """{stage: how long its oldest article has been waiting}; those that wait for another try do not count yet."""
    rows = Article.objects.order_by().filter(state=WorkState.WAITING, next_attempt_at__lte=now)
    return {stage: now - since for stage, since in rows.values_list("stage").annotate(Min("next_attempt_at"))}


def _counts() -> dict[tuple[str, str], int]:
    """Exact of what is to be done and of what failed; of what is done as counted last, since that is nearly all."""
    rows = Article.objects.order_by().filter(state__in=[WorkState.WAITING, WorkState.RUNNING, WorkState.DEAD])
    counted = rows.values_list("stage", "state").annotate(Count("id"))
    done = {(stage, WorkState.DONE.value): number for stage, number in count_done().items()}
    return defaultdict(int, {**{(stage, state): number for stage, state, number in counted}, **done})


def _runs(since: datetime) -> dict[tuple[str, str], int]:
    rows = ProcessingRun.objects.order_by().filter(outcome__in=Outcome.values, started_at__gte=since)
    counted = rows.values_list("stage", "outcome").annotate(Count("id"))
    return defaultdict(int, {(stage, outcome): number for stage, outcome, number in counted})
