"""Taking in files that hold many articles: what pages and commands call."""

import logging
import secrets
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from kombu.exceptions import OperationalError

from tracker.models import Backfill, BackfillChunk, BackfillKind
from tracker.store.accept import NotAccepted
from tracker.store.backfills import claim_chunk, create_backfill, retry_chunks
from tracker.store.sources import source_of_kind

logger = logging.getLogger(__name__)

ENDINGS = {
    ".jsonl": BackfillKind.JSONL,
    ".ndjson": BackfillKind.JSONL,
    ".xlsx": BackfillKind.BIGKINDS,
    ".warc": BackfillKind.WARC,
    ".warc.gz": BackfillKind.WARC,
}
SOURCES = {
    BackfillKind.JSONL: "upload",
    BackfillKind.BIGKINDS: "bigkinds",
    BackfillKind.WARC: "warc",
    BackfillKind.ADDRESSES: "address",
}
HEAD = 200_000


def bundle_kind(name: str, head: bytes) -> BackfillKind | None:
    """What kind of bundle a file is, by the end of its name; a text by its first bytes. None: a single article."""
    lower = name.lower()
    kind = next((kind for ending, kind in ENDINGS.items() if lower.endswith(ending)), None)
    if kind is None and lower.endswith(".txt"):
        from tracker.pipeline.discover.address_list import is_address_list

        return BackfillKind.ADDRESSES if is_address_list(head) else None
    return kind


def take_file(path: Path, kind: BackfillKind, *, name: str = "", kept: bool = True) -> Backfill:
    """A file that lies where workers can read it; rings for the parts of an archive, others are for `read_file_now` (or
    for the sweep, should that be cut short). Raises OSError, NotAccepted for an empty one."""
    if not path.stat().st_size:
        raise NotAccepted(f"'{name or path.name}'에 내용이 없습니다. 내용이 든 파일을 넣어 주세요.")
    return _take(path, kind, name or path.name, kept, None, rings=kind == BackfillKind.WARC)


def read_file_now(backfill: Backfill) -> None:
    """Works through all parts here and now, as a worker would."""
    from tracker.tasks.backfill import work_on

    for chunk_id in list(backfill.chunks.values_list("id", flat=True)):
        claim = claim_chunk(chunk_id)
        if claim is not None:
            work_on(claim, budget=float("inf"))


def take_upload(pieces: Iterable[bytes], kind: BackfillKind, *, name: str, added_by: User) -> Backfill:
    """Keeps what was uploaded in UPLOAD_DIR until it is read, and rings for its parts."""
    settings.UPLOAD_DIR.mkdir(parents=True, exist_ok=True)
    path = settings.UPLOAD_DIR / secrets.token_hex(12)
    try:
        with path.open("xb") as file:
            for piece in pieces:
                file.write(piece)
        return _take(path, kind, name, False, added_by)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def ring_chunk(chunk_id: int) -> bool:
    try:
        current_app.send_task("tracker.backfill", args=[chunk_id], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("chunk %s: broker away, the sweep will ring again (%s)", chunk_id, error)
        return False
    return True


def retry_bundle(backfill: Backfill) -> int:
    """Puts the failed parts back to work and rings; how many there were."""
    with transaction.atomic():
        ids = retry_chunks(backfill)
        transaction.on_commit(partial(_ring, ids))
    return len(ids)


def _take(
    path: Path, kind: BackfillKind, name: str, kept: bool, added_by: User | None, *, rings: bool = True
) -> Backfill:
    source = source_of_kind(SOURCES[kind])
    with transaction.atomic():
        backfill = create_backfill(path, kind, source=source, name=name, kept=kept, added_by=added_by)
        ids = list(BackfillChunk.objects.filter(backfill=backfill).values_list("id", flat=True))
        if rings:
            transaction.on_commit(partial(_ring, ids))
    return backfill


def _ring(ids: list[int]) -> None:
    for chunk_id in ids:
        if not ring_chunk(chunk_id):
            return  # the sweep will ring again
