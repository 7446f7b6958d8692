"""Several articles at once through the stages that follow each other in one queue. Most of what an article costs goes
into statements to the database and messages, of which ten together need hardly more than one.

Each keeps its own claim, its own failures and its own record; what one of them does wrong is not done to the others."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.utils import timezone

from tracker.models import Article, Stage
from tracker.store.claims import NEXT_STAGE, Claim, Finish, claim_articles, finish_claims, put_back
from tracker.tasks.log import article_in_log
from tracker.tasks.ring import TOGETHER, queue_of, ring, ring_waiting
from tracker.tasks.stage import log_done, record_failure, worker_name

logger = logging.getLogger(__name__)

# Of one task, well below its limit; a single article may take as long as that lets it.
BUDGET_SECONDS = min(8.0, settings.CELERY_TASK_SOFT_TIME_LIMIT / 4)
LONGEST_TOGETHER = 30_000  # characters of a text that is read together with others: a long one keeps none waiting

Made = list[tuple[Article, Any]]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a step found in an article."""

    claim: Claim
    article: Article
    what: Any


@dataclass(frozen=True, slots=True)
class Step:
    """One stage. begin: makes ready what all of them need and gives what finds the facts of one article, which is done
    without a transaction; store: writes what was found in several, within one, and notes on `Finish` what follows;
    lock: what that transaction takes first; needs: relations of the article that are read."""

    stage: Stage
    begin: Callable[[], Callable[[Article], Any]]
    store: Callable[[Made, Finish], None]
    needs: tuple[str, ...] = ()
    lock: Callable[[], None] | None = None


def run_steps(article_id: int, steps: Sequence[Step]) -> None:
    """Claims the article for the first step, with others that wait there, and takes them as far as there is time."""
    begun = time.monotonic()
    first = steps[0]
    claims = claim_articles(article_id, first.stage, worker_name(), TOGETHER)
    if not claims:
        return
    rows = Article.objects.select_related(*first.needs).filter(id__in=[claim.article_id for claim in claims])
    articles = {article.pk: article for article in rows.order_by()}
    claims = _part_from_long(claims, articles)
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if not claims:
            return
        goes_on = following is not None and queue_of(following.stage) == queue_of(step.stage)
        claims = _Batch(step, begun, goes_on=goes_on).run(claims, articles)


def _part_from_long(claims: list[Claim], articles: dict[int, Article]) -> list[Claim]:
    """Nobody waits for a long text: one that was rung for goes alone, one that was taken along goes back."""
    long = {pk for pk, article in articles.items() if len(article.body) > LONGEST_TOGETHER}
    stay = claims[:1] if claims[0].article_id in long else [one for one in claims if one.article_id not in long]
    _give_back([claim for claim in claims if claim not in stay])
    return stay


def _give_back(claims: Sequence[Claim]) -> None:
    """Untried, for whoever hears the bell."""
    for claim in claims:
        put_back(claim, timezone.now())
        ring_waiting(claim.article_id, claim.stage)


class _Batch:
    """One step of several articles."""

    def __init__(self, step: Step, begun: float, *, goes_on: bool) -> None:
        self._step, self._begun, self._goes_on = step, begun, goes_on

    def run(self, claims: list[Claim], articles: dict[int, Article]) -> list[Claim]:
        """The claims on the next stage."""
        try:
            make = self._step.begin()
        except Exception as error:
            return _fail(claims, error)
        made = self._make(make, claims, articles)
        try:
            return self._store(made) if made else []
        except SoftTimeLimitExceeded as error:
            return _fail([one.claim for one in made], error)
        except Exception as error:
            if len(made) == 1:
                return _fail([one.claim for one in made], error)
            # Whose fault it is shows when each is stored by itself.
            return [claim for one in made for claim in self._store_alone(one)]

    def _make(self, make: Callable[[Article], Any], claims: list[Claim], articles: dict[int, Article]) -> list[_Found]:
        """What is found in each. When time is up, those that are left go back."""
        made: list[_Found] = []
        for number, claim in enumerate(claims):
            if made and self._is_late():
                _give_back(claims[number:])
                break
            with article_in_log(claim.public_id, claim.stage, claim.attempt):
                try:
                    article = articles[claim.article_id]
                    made.append(_Found(claim, article, make(article)))
                except SoftTimeLimitExceeded as error:
                    record_failure(claim, error)
                    self._goes_on = False
                    _give_back(claims[number + 1 :])
                    break
                except Exception as error:
                    # A worker must outlive any article; the reason is kept on the row and shown on the status page.
                    record_failure(claim, error)
        return made

    def _store(self, made: list[_Found]) -> list[Claim]:
        begun = time.monotonic()
        with finish_claims([one.claim for one in made], self._step.lock) as finish:
            held = {claim.article_id for claim in finish.claims}
            self._step.store([(one.article, one.what) for one in made if one.article.pk in held], finish)
            if self._goes_on and not self._is_late():
                finish.going_on = {
                    one.article.pk for one in made if len(one.article.body) <= LONGEST_TOGETHER or len(made) == 1
                }
        for claim in finish.waiting:
            ring(claim.article_id, NEXT_STAGE[claim.stage])
        for one in made:
            with article_in_log(one.claim.public_id, one.claim.stage, one.claim.attempt):
                _log_end(one.claim, finish, begun)
        return finish.following

    def _store_alone(self, one: _Found) -> list[Claim]:
        try:
            return self._store([one])
        except Exception as error:
            return _fail([one.claim], error)

    def _is_late(self) -> bool:
        return bool(time.monotonic() - self._begun > BUDGET_SECONDS)


def _fail(claims: Sequence[Claim], error: Exception) -> list[Claim]:
    for claim in claims:
        with article_in_log(claim.public_id, claim.stage, claim.attempt):
            record_failure(claim, error)
    return []


def _log_end(claim: Claim, finish: Finish, begun: float) -> None:
    if claim not in finish.claims:
        logger.info("another worker has taken over: %s", claim)
    elif claim.article_id in finish.failed:
        logger.warning("given up: %s", finish.failed[claim.article_id])
    else:
        log_done(begun)
