"""One merge at a time: two workers that merge at once would each make a new initiative of the same reports."""

from django.db import connection, transaction

MERGE_LOCK = 5_470_001  # any number that no other advisory lock of this database uses


def lock_merge() -> None:
    """Waits for and takes the merge lock until the end of the transaction. SQLite needs none: its IMMEDIATE
    transactions write one after the other as it is."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock_merge needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MERGE_LOCK])
