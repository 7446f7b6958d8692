from celery import shared_task

from tracker.store.tallies import refresh_tally


@shared_task(name="tracker.tally", ignore_result=True)
def tally() -> bool:
    """Counts a large ledger again from time to time, for the pages that say how much there is. Safe to run at any time,
    by anybody."""
    return refresh_tally()
