"""Politeness towards the servers that are asked: whose turn it is. Kept in the database, so that any number of workers
share it and a restart is no burst."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tracker.models import Host
from tracker.pipeline.parse.border import clean_text

IN_FLIGHT = timedelta(seconds=45)  # longer than any request takes
ROBOTS_KEPT = timedelta(days=1)
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 3600.0  # seconds, for a server that says it is busy and not for how long
USUAL_PORTS = (None, 80, 443)


@dataclass(frozen=True, slots=True)
class Turn:
    host: str
    number: int


def host_of(address: str) -> str:
    """The name under which a server is known: in lower case, with its port where that is an unusual one."""
    parts = urlsplit(address)
    host = (parts.hostname or "")[:253]
    return host if parts.port in USUAL_PORTS else f"{host}:{parts.port}"


def find_host(name: str) -> Host:
    host, _ = Host.objects.get_or_create(name=name, defaults={"free_at": timezone.now()})
    return host


def take_turn(name: str) -> Turn | datetime:
    """The turn, to be given back after the request; or the time before which asking again is useless."""
    host, now = find_host(name), timezone.now()
    free = Q(busy_until__isnull=True) | Q(busy_until__lt=now)
    taken = Host.objects.filter(free, id=host.id, turn=host.turn, free_at__lte=now)
    if taken.update(busy_until=now + IN_FLIGHT, turn=host.turn + 1):
        return Turn(name, host.turn + 1)
    pause = timedelta(seconds=settings.HOST_PAUSE_SECONDS)
    return max(host.free_at, now + pause if host.busy_until else now + timedelta(milliseconds=50))


def give_back(turn: Turn, pause: float) -> None:
    """Ends a turn; the next begins `pause` seconds from now at the earliest. A turn that took too long is no more."""
    rows = Host.objects.filter(name=turn.host, turn=turn.number)
    rows.update(busy_until=None, free_at=timezone.now() + timedelta(seconds=pause), refusals=0)


def give_back_busy(turn: Turn, retry_after: float | None) -> None:
    """As `give_back`, for a server that said it is busy: until when it asks, else longer with every time."""
    with transaction.atomic():
        rows = Host.objects.select_for_update().filter(name=turn.host, turn=turn.number)
        for host in rows:
            pause = retry_after or min(FIRST_PAUSE * 2**host.refusals, LONGEST_PAUSE) * random.uniform(1, 1.5)
            free_at = timezone.now() + timedelta(seconds=max(pause, settings.HOST_PAUSE_SECONDS))
            rows.update(busy_until=None, free_at=free_at, refusals=min(host.refusals + 1, 100))


def promise_slot(name: str) -> datetime:
    """A time of one's own for somebody who has to wait: behind all that were promised before, a pause apart."""
    pause = timedelta(seconds=settings.HOST_PAUSE_SECONDS)
    find_host(name)
    with transaction.atomic():
        host = Host.objects.select_for_update().get(name=name)
        # A request in flight has yet to end, and the pause begins with its end.
        soonest = timezone.now() + pause * (2 if host.busy_until else 1)
        slot = max(host.free_at, soonest, *([host.slot_at + pause] if host.slot_at else []))
        Host.objects.filter(id=host.id).update(slot_at=slot)
    return slot


def robots_of(name: str) -> str | None:
    """The robots.txt of today; None where it has to be asked for."""
    host = find_host(name)
    fresh = host.robots_at is not None and host.robots_at > timezone.now() - ROBOTS_KEPT
    return host.robots if fresh else None


def stale_robots_of(name: str) -> str | None:
    """The robots.txt as it was known last, however long ago."""
    return find_host(name).robots


def save_robots(name: str, robots: str) -> None:
    Host.objects.filter(name=name).update(robots=clean_text(robots), robots_at=timezone.now())
