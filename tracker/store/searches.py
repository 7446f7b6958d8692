"""Looking again for evidence of what is due: which articles, of which outlets, have been read since."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from tracker.models import Article, Promise, WorkState
from tracker.models.promise import PromiseQuerySet

LOOK_EVERY = timedelta(days=1)
NAMED = 3

PerDay = list[tuple[date, str, int]]  # (day, outlet, articles), latest day first


def look_again() -> int:
    """Writes down, for each due promise that nobody has looked for since yesterday, what was searched: every article
    read so far that was published after its last day. Returns how many promises were looked for.

    The verdict itself needs no looking: it is recomputed whenever an article of the initiative is read."""
    now = timezone.now()
    stale = Q(looked_at__isnull=True) | Q(looked_at__lt=now - LOOK_EVERY)
    due = Promise.objects.due(timezone.localdate(now)).filter(stale)
    days = list(due.order_by("-due_on").values_list("due_on", flat=True).distinct())
    return sum(_note(due, day, read, now) for day, read in _read_since(days)) if days else 0


def _read_since(days: list[date]) -> Iterator[tuple[date, Counter[str]]]:
    """For each of the days (latest first) the articles by outlet that were published after it: one pass for all."""
    counted = iter(_articles_per_day(days[-1]))
    read: Counter[str] = Counter()
    row = next(counted, None)
    for day in days:
        while row is not None and row[0] > day:
            read[row[1]] += row[2]
            row = next(counted, None)
        yield day, read


def _articles_per_day(after: date) -> PerDay:
    read = Article.objects.readable().filter(state=WorkState.DONE, published_at__date__gt=after)
    per_day = read.order_by().annotate(day=TruncDate("published_at")).values_list("day", "publisher")
    return list(per_day.annotate(articles=Count("id")).order_by("-day", "publisher"))


def _note(due: PromiseQuerySet, day: date, read: Counter[str], now: datetime) -> int:
    ranked = sorted(read.items(), key=lambda outlet: (-outlet[1], outlet[0]))
    return due.filter(due_on=day).update(
        looked_at=now,
        looked_articles=sum(read.values()),
        looked_outlets=[list(outlet) for outlet in ranked[:NAMED]],
        looked_outlet_count=len(ranked),
    )
