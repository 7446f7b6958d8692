"""Signs of life of the parts that work: written by themselves, read by the status page and the probes."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from tracker.models import Heartbeat, Part

SWEEP = "sweep"
MISSED = 3  # a part that has missed so many signs is called silent
FORGET_AFTER = timedelta(days=1)


def note_worker(name: str, queues: Collection[str], processes: int, started_at: datetime) -> None:
    """The worker of that name listens to its queues now."""
    _note(name, Part.WORKER, started_at, queues=sorted(queues), processes=processes)


def note_sweep() -> None:
    """The sweep has run now; rows of workers that were killed long ago go."""
    now = timezone.now()
    _note(SWEEP, Part.SWEEP, now)
    Heartbeat.objects.filter(seen_at__lt=now - FORGET_AFTER).delete()


def forget_worker(name: str) -> None:
    """The worker has ended in good order."""
    Heartbeat.objects.filter(name=name).delete()


def silent_after() -> timedelta:
    """How long after its latest sign a part is called silent."""
    return timedelta(seconds=MISSED * max(settings.HEARTBEAT_SECONDS, settings.SWEEP_SECONDS))


def _note(name: str, part: Part, started_at: datetime, **values: object) -> None:
    defaults = {"part": part, "seen_at": timezone.now(), **values}
    # Not update_or_create, which would lock the row first: one UPDATE is what a beat usually costs.
    if not Heartbeat.objects.filter(name=name).update(**defaults):
        Heartbeat.objects.update_or_create(name=name, defaults=defaults | {"started_at": started_at})
