from collections.abc import Callable

from celery import shared_task

from tracker.models import Article, Stage
from tracker.store.claims import Finish
from tracker.store.locks import lock_merge
from tracker.store.reports import settle_articles
from tracker.tasks.batch import Made, Step, run_steps


@shared_task(name="tracker.merge")
def merge(article_id: int) -> None:
    run_steps(article_id, (MERGE,))


def _store(read: Made, finish: Finish) -> None:
    counts = settle_articles([article for article, _ in read])
    finish.records |= {pk: {"counts": counted} for pk, counted in counts.items()}


def _nothing() -> Callable[[Article], None]:
    """Everything that merging needs to know is in the database, under the lock."""
    return lambda article: None


MERGE = Step(Stage.MERGE, _nothing, _store, needs=("reading",), lock=lock_merge)
