"""Who asks which source when, and what came of it. A claim is a conditional UPDATE with a fencing token, as for
articles; what a poll found is written only while the claim holds."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tracker.models import LEAST_INTERVAL, Source, SourceState
from tracker.pipeline.parse.border import clean_text

LONGEST_PAUSE = timedelta(days=1)
NEXT_OF_BACKLOG = timedelta(minutes=1)
ADOPTED_AFTER = 3
ERROR_LENGTH = 1000
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class PollClaim:
    source_id: int
    attempt: int


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll brought. etag, last_modified: None where the answer does not change what is known of them.
    moved_to: where the address is said to have gone for good; None where the address itself was not asked."""

    found: int = 0
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    backlog: list[tuple[str, int]] = field(default_factory=list)


def promise_polls() -> list[PollClaim]:
    """Takes what is due, for somebody to be told of it. Two that do this at once take each source once."""
    now = timezone.now()
    promised = []
    for source_id, attempt in Source.objects.due(now).values_list("id", "attempt")[:AT_ONCE]:
        taken = Source.objects.due(now).filter(id=source_id, attempt=attempt)
        if taken.update(attempt=attempt + 1, lease_until=now + timedelta(seconds=settings.LEASE_SECONDS)):
            promised.append(PollClaim(source_id, attempt + 1))
    return promised


def claim_poll(promise: PollClaim) -> PollClaim | None:
    """Begins what was promised; None where it has begun already, or the promise is too old."""
    now = timezone.now()
    rows = Source.objects.filter(
        id=promise.source_id, attempt=promise.attempt, lease_until__gte=now, state=SourceState.ACTIVE
    )
    lease = now + timedelta(seconds=settings.LEASE_SECONDS)
    if not rows.update(attempt=promise.attempt + 1, lease_until=lease, last_poll_at=now):
        return None
    return PollClaim(promise.source_id, promise.attempt + 1)


def promise_poll_now(source: Source) -> PollClaim | None:
    """As `promise_polls` for one source, due or not; None where it is being asked, or is not one to be asked."""
    now = timezone.now()
    Source.objects.polled().filter(id=source.id, state=SourceState.ACTIVE).update(next_poll_at=now)
    rows = Source.objects.due(now).filter(id=source.id)
    if not rows.update(attempt=F("attempt") + 1, lease_until=now + timedelta(seconds=settings.LEASE_SECONDS)):
        return None
    source.refresh_from_db(fields=["attempt"])
    return PollClaim(source.id, source.attempt)


def begin_anew(source: Source) -> None:
    """Forgets what polling knew of the source, without saving it: it is due at once, and a poll that runs is void."""
    source.etag = source.last_modified = source.moved_to = ""
    source.moves = source.failures = 0
    source.backlog, source.lease_until = [], None
    source.attempt += 1
    source.next_poll_at = timezone.now() if source.is_polled and source.is_active else None


def save_poll(claim: PollClaim, polled: Polled, new: int = 0) -> bool:
    """Writes what a poll brought, after its items are stored. False: the claim does not hold any more."""
    with transaction.atomic():
        source = _ours(claim)
        if source is None:
            return False
        now = timezone.now()
        pause = timedelta(minutes=max(source.interval, LEAST_INTERVAL)) * random.uniform(1, 1.05)
        changes: dict[str, object] = {
            "lease_until": None,
            "last_success_at": now,
            "last_found": polled.found,
            "last_new": new,
            "failures": 0,
            "backlog": polled.backlog,
            "next_poll_at": now + (NEXT_OF_BACKLOG if polled.backlog else pause),
        }
        if polled.etag is not None:
            changes["etag"] = clean_text(polled.etag)[:500]
        if polled.last_modified is not None:
            changes["last_modified"] = clean_text(polled.last_modified)[:100]
        if polled.moved_to is not None:
            changes |= _follow_move(source, polled.moved_to)
        Source.objects.filter(id=source.id).update(**changes)
        return True


def fail_poll(
    claim: PollClaim, reason: str, *, retry_after: float | None = None, gone: bool = False, unread: bool = False
) -> None:
    """Records why a poll failed. The next waits longer with every failure, and as long as the server asks for; a
    source that is gone is not asked again. unread: the document came and could not be read."""
    with transaction.atomic():
        source = _ours(claim)
        if source is None:
            return
        now = timezone.now()
        Source.objects.filter(id=source.id).update(
            lease_until=None,
            state=SourceState.GONE if gone else source.state,
            last_error=clean_text(reason)[:ERROR_LENGTH],
            last_error_at=now,
            failures=F("failures") + 1,
            parse_failures=F("parse_failures") + (1 if unread else 0),
            next_poll_at=None if gone else now + _pause_after(source, retry_after),
        )


def put_off_poll(claim: PollClaim, until: datetime) -> None:
    """It was not the source's turn: nothing has happened, and it is due again at `until`."""
    Source.objects.filter(id=claim.source_id, attempt=claim.attempt).update(lease_until=None, next_poll_at=until)


def _pause_after(source: Source, retry_after: float | None) -> timedelta:
    usual = timedelta(minutes=max(source.interval, LEAST_INTERVAL))
    longer = usual * (min(2.0 ** min(source.failures, 10), 1000.0) * random.uniform(1, 1.25))
    return min(max(longer, timedelta(seconds=retry_after or 0)), max(LONGEST_PAUSE, usual))


def _follow_move(source: Source, moved_to: str) -> dict[str, object]:
    """An address that has led elsewhere for good three times in a row is given up for the new one."""
    if not moved_to or moved_to == source.address:
        return {"moved_to": "", "moves": 0}
    moves = source.moves + 1 if moved_to == source.moved_to else 1
    if moves < ADOPTED_AFTER or len(moved_to) > 500:
        return {"moved_to": moved_to[:1000], "moves": min(moves, ADOPTED_AFTER)}
    if Source.objects.filter(address=moved_to).exclude(id=source.id).exists():
        words = f"'{moved_to}'로 옮겨 갔는데, 그 주소의 출처가 이미 있습니다. 둘 가운데 하나만 남겨 주세요."
        return {"state": SourceState.PAUSED, "last_error": words, "last_error_at": timezone.now(), "moves": moves}
    source.address = moved_to
    source.save(update_fields=["address"])  # with its history
    return {"moved_to": "", "moves": 0}


def _ours(claim: PollClaim) -> Source | None:
    return Source.objects.select_for_update().filter(id=claim.source_id, attempt=claim.attempt).first()
