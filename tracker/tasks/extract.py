from collections.abc import Callable

from celery import shared_task

from tracker.models import Article, Stage
from tracker.pipeline.read import read_article
from tracker.pipeline.records import Extraction
from tracker.store.articles import load_parsed, save_extractions
from tracker.store.catalog import current_lexicon
from tracker.store.claims import Finish
from tracker.store.reprocessing import note_rereadings
from tracker.tasks.batch import Made, Step, run_steps
from tracker.tasks.merge import MERGE


@shared_task(name="tracker.extract")
def extract(article_id: int) -> None:
    run_steps(article_id, (EXTRACT, MERGE))


def _extract() -> Callable[[Article], Extraction]:
    names, sectors = current_lexicon()
    return lambda article: read_article(load_parsed(article), names, sectors)


def _store(read: Made, finish: Finish) -> None:
    extractions = {article.pk: extraction for article, extraction in read}
    finish.ended |= note_rereadings(extractions)
    readings = save_extractions(extractions)
    for article, extraction in read:
        article.reading = readings[article.pk]
        finish.records[article.pk] = {
            "counts": {"reports": len(extraction.reports)},
            "version": f"{extraction.extractor} {extraction.version}",
            "lexicon_hash": extraction.lexicon_hash,
        }


EXTRACT = Step(Stage.EXTRACT, _extract, _store)
