"""Files that hold many articles, as rows of work: parts, who works on which, how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from tracker.models import Backfill, BackfillChunk, BackfillKind, Source, WorkState
from tracker.pipeline.discover.archive import split_ranges
from tracker.pipeline.parse.border import clean_text, clean_title
from tracker.store.claims import FAILURE_LENGTH, LOST_WORKER

SPLIT = (BackfillKind.WARC, BackfillKind.JSONL)


@dataclass(frozen=True, slots=True)
class ChunkClaim:
    chunk_id: int
    attempt: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file is. seen: records that were looked at; accepted, known, refused: the articles among them."""

    chunks: int
    done: int
    dead: int
    seen: int
    accepted: int
    known: int
    refused: int
    failures: tuple[str, ...]

    @property
    def finished(self) -> bool:
        return self.done + self.dead == self.chunks


def create_backfill(
    path: Path, kind: str, *, source: Source, name: str, kept: bool, added_by: User | None = None
) -> Backfill:
    """The row of a file with its parts, all of them waiting."""
    size, now = path.stat().st_size, timezone.now()
    with transaction.atomic():
        backfill = Backfill.objects.create(
            source=source,
            kind=kind,
            name=clean_title(name)[:200],
            path=str(path),
            kept=kept,
            size=size,
            added_by=added_by,
        )
        ranges = split_ranges(size, settings.BACKFILL_CHUNK_BYTES) if kind in SPLIT else [(0, size)]
        BackfillChunk.objects.bulk_create(
            BackfillChunk(
                backfill=backfill,
                number=number,
                first=first,
                last=last,
                position=first,
                next_attempt_at=now,
                rung_at=now,
            )
            for number, (first, last) in enumerate(ranges, start=1)
        )
    return backfill


def claim_chunk(chunk_id: int) -> ChunkClaim | None:
    """Takes a part, or None if it is not there to be taken."""
    now = timezone.now()
    with transaction.atomic():
        rows = BackfillChunk.objects.claimable(now).filter(id=chunk_id)
        row = rows.values("attempt", "tries").first()
        if row is None:
            return None
        mine = rows.filter(attempt=row["attempt"])
        if row["tries"] >= settings.MAX_TRIES:
            mine.update(state=WorkState.DEAD, lease_until=None, failure=LOST_WORKER)
            return None
        lease = now + timedelta(seconds=settings.LEASE_SECONDS)
        attempt = row["attempt"] + 1
        taken = mine.update(state=WorkState.RUNNING, attempt=attempt, tries=F("tries") + 1, lease_until=lease)
    return ChunkClaim(chunk_id, attempt) if taken else None


def advance_chunk(claim: ChunkClaim, position: int, skip: int, **counts: int) -> bool:
    """Writes how far the work is; what came of the portion is added. Call it in the transaction that stores the
    portion. False: the claim does not hold any more, and the portion must not be stored."""
    lease = timezone.now() + timedelta(seconds=settings.LEASE_SECONDS)
    added = {name: F(name) + number for name, number in counts.items()}
    # A part that gets on is not dying: the tries begin anew.
    return bool(_ours(claim).update(position=position, skip=skip, lease_until=lease, tries=1, **added))


def rest_chunk(claim: ChunkClaim) -> None:
    """Ends a claim in the middle of the part, for whoever comes next to go on."""
    now = timezone.now()
    _ours(claim).update(state=WorkState.WAITING, tries=0, lease_until=None, next_attempt_at=now, rung_at=now)


def finish_chunk(claim: ChunkClaim) -> None:
    """Ends the part; with the last part of a file the file goes, unless it is kept."""
    if not _ours(claim).update(state=WorkState.DONE, lease_until=None, failure="", tries=0):
        return
    backfill = Backfill.objects.get(chunks__id=claim.chunk_id)
    if not backfill.kept and not backfill.chunks.exclude(state=WorkState.DONE).exists():
        Path(backfill.path).unlink(missing_ok=True)


def fail_chunk(claim: ChunkClaim, reason: str, *, permanent: bool) -> None:
    """Records why a part failed; it is tried again after a while, and dead after MAX_TRIES."""
    with transaction.atomic():
        tries = _ours(claim).values_list("tries", flat=True).first()
        if tries is None:
            return
        dead = permanent or tries >= settings.MAX_TRIES
        _ours(claim).update(
            state=WorkState.DEAD if dead else WorkState.WAITING,
            failure=clean_text(reason)[:FAILURE_LENGTH],
            lease_until=None,
            next_attempt_at=timezone.now() + timedelta(seconds=2 * 4 ** (tries - 1)),
            rung_at=None,
        )


def retry_chunks(backfill: Backfill) -> list[int]:
    """Puts the dead parts of a file back to work; their ids."""
    dead = backfill.chunks.filter(state=WorkState.DEAD)
    ids = list(dead.values_list("id", flat=True))
    now = timezone.now()
    dead.update(state=WorkState.WAITING, tries=0, failure="", next_attempt_at=now, rung_at=now)
    return ids


def chunks_left_behind(after_seconds: float) -> list[int]:
    """Ids of the due parts for which nobody has rung, or so long ago that the message must be lost."""
    now = timezone.now()
    silent = (
        Q(rung_at__isnull=True) | Q(rung_at__lt=now - timedelta(seconds=after_seconds)) | Q(state=WorkState.RUNNING)
    )
    rows = BackfillChunk.objects.claimable(now).filter(silent).order_by("next_attempt_at", "id")
    ids = list(rows.values_list("id", flat=True)[:200])
    BackfillChunk.objects.filter(id__in=ids).update(rung_at=now)
    return ids


def progress_of(backfills: Sequence[Backfill]) -> Progress:
    chunks = BackfillChunk.objects.filter(backfill__in=backfills)
    sums = chunks.aggregate(
        chunks=Count("id"),
        done=Count("id", filter=Q(state=WorkState.DONE)),
        dead=Count("id", filter=Q(state=WorkState.DEAD)),
        **{name: Sum(name, default=0) for name in ("seen", "accepted", "known", "refused")},
    )
    failures = chunks.exclude(failure="").values_list("failure", flat=True).distinct()[:5]
    return Progress(**sums, failures=tuple(failures))


def _ours(claim: ChunkClaim) -> QuerySet[BackfillChunk]:
    return BackfillChunk.objects.filter(id=claim.chunk_id, state=WorkState.RUNNING, attempt=claim.attempt)
