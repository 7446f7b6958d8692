"""Articles that are too much for whoever reads them: dead after three attempts, and the others go on."""

import json

import pytest

from tests.faults.poison_app import CRASHES, DAWDLES, DEVOURS, LOOPS
from tests.faults.station import BATCH, Station, done, short_terms, take
from tests.newsroom import SAMPLES
from tracker.models import Article, Outcome, WorkState
from tracker.store.sources import source_of_kind
from tracker.tasks.intake import take_document

pytestmark = pytest.mark.worker


def poison(marker: str) -> Article:
    article = json.loads((SAMPLES / "ko-s03.json").read_text())
    article["body"] = f"{marker}. {article['body']}"
    content = json.dumps(article, ensure_ascii=False).encode()
    return take_document(content, "application/json", source=source_of_kind("paste")).article


@pytest.mark.everywhere
def test_articles_that_crash_devour_memory_or_never_end_are_dead_after_three_attempts_and_the_others_go_on(
    station: Station,
) -> None:
    station.start_broker()
    # With the limit under which workers parse untrusted pages: what meets it fails, and the process lives on.
    station.start_worker("tests.faults.poison_app", **short_terms(), WORKER_HEADROOM_MB="300")
    poisons = [poison(marker) for marker in (CRASHES, DEVOURS, LOOPS)]
    for name in BATCH[:4]:
        take(name)
    station.wait_until_finished(40 * int(short_terms()["LEASE_SECONDS"]))
    for article in poisons:
        article.refresh_from_db()
        assert (article.state, article.tries) == (WorkState.DEAD, 3), article.failure
    crashing, devouring, endless = poisons
    assert "MemoryError" in devouring.failure
    for article, outcome in ((crashing, Outcome.LOST), (devouring, Outcome.FAILED), (endless, Outcome.LOST)):
        outcomes = list(article.runs.filter(stage="extract").order_by("id").values_list("outcome", flat=True))
        # Whose first try was beside a poison that took the process along lost that one; then each goes alone.
        assert outcomes[0] in (outcome, Outcome.LOST), (article.failure, station.log.read_text()[-3000:])
        assert outcomes[1:] == [outcome] * 2, (article.failure, station.log.read_text()[-3000:])
    assert "일꾼" in crashing.failure
    assert "일꾼" in endless.failure
    assert done() == 4


def test_an_article_that_takes_long_keeps_no_other_waiting(station: Station) -> None:
    station.start_broker()
    long = {"TASK_SOFT_TIME_LIMIT": "400", "TASK_TIME_LIMIT": "410", "LEASE_SECONDS": "420"}
    station.start_worker("tests.faults.poison_app", DAWDLE_SECONDS="400", **long)
    slow = poison(DAWDLES)
    station.wait_for(lambda: Article.objects.get(pk=slow.pk).stage == "extract")
    for name in BATCH[:6]:
        take(name)
    station.wait_for(lambda: done() == 6, 200)
    slow.refresh_from_db()
    assert (slow.stage, slow.state) == ("extract", WorkState.RUNNING)
    station.kill_worker()
