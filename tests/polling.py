"""Sources for tests, and polls of them as a worker makes them."""

import time
from datetime import timedelta

from django.utils import timezone

from tests.origin import Origin
from tracker.models import Source
from tracker.store.polls import begin_anew, promise_polls
from tracker.tasks.poll import poll


def make_source(origin: Origin, path: str = "/rss", kind: str = "feed", **values: object) -> Source:
    """A source that is due at once."""
    source = Source(kind=kind, name=f"시험 출처 {path}", address=origin.address + path, **values)
    begin_anew(source)
    source.save()
    return source


def poll_due() -> int:
    """One round with all polls that it promises; how many."""
    promises = promise_polls()
    for promise in promises:
        poll(promise.source_id, promise.attempt)
    return len(promises)


def poll_again(source: Source) -> Source:
    """As if the interval had passed."""
    time.sleep(0.02)  # longer than the pause that these tests ask for
    Source.objects.filter(id=source.id).update(next_poll_at=timezone.now() - timedelta(seconds=1))
    assert poll_due() == 1
    source.refresh_from_db()
    return source


def minutes_until_next(source: Source) -> float:
    assert source.next_poll_at is not None
    return (source.next_poll_at - timezone.now()).total_seconds() / 60
