from celery import shared_task

from tracker.store.searches import look_again


@shared_task(name="tracker.promises", ignore_result=True)
def promises() -> int:
    """Looks again, once a day each, for evidence of the promises that are due; returns for how many. Safe to run at
    any time, by anybody."""
    return look_again()
