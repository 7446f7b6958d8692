"""One at a time: two workers that merge at once would each make a new initiative of the same reports, and two that
bring the same text at once an origin each."""

from django.db import connection, transaction

# Numbers that no other advisory lock of this database uses.
MERGE_LOCK = 5_470_001
ORIGIN_LOCK = 5_470_002
TIMELINE_LOCK = 5_470_003


def lock_merge() -> None:
    """Waits for and takes the merge lock until the end of the transaction. SQLite needs none: its IMMEDIATE
    transactions write one after the other as it is."""
    _lock(MERGE_LOCK)


def lock_origins() -> None:
    """The same for what brings articles of one text together. Never take the merge lock while holding this one."""
    _lock(ORIGIN_LOCK)


def lock_timeline() -> None:
    """The same for the rows of timelines. It may be taken while holding either of the others, and none after it."""
    _lock(TIMELINE_LOCK)


def _lock(number: int) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an advisory lock needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
