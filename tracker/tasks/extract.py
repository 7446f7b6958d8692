from celery import shared_task

from tracker.models import Article, Stage
from tracker.pipeline.read import read_article
from tracker.store.articles import load_parsed, save_extraction
from tracker.store.catalog import current_lexicon
from tracker.store.claims import Claim, finish_claim
from tracker.store.reprocessing import note_rereading
from tracker.tasks.stage import ring_next, run_stage


@shared_task(name="tracker.extract")
def extract(article_id: int) -> None:
    run_stage(article_id, Stage.EXTRACT, _extract)


def _extract(article: Article, claim: Claim) -> None:
    names, sectors = current_lexicon()
    extraction = read_article(load_parsed(article), names, sectors)
    with finish_claim(claim, reports=len(extraction.reports)) as record:
        record |= {
            "version": f"{extraction.extractor} {extraction.version}",
            "lexicon_hash": extraction.lexicon_hash,
        }
        record["end"] = note_rereading(article.id, extraction)
        save_extraction(article.id, extraction)
        if not record["end"]:
            ring_next(claim)
