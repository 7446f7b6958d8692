"""Work rows: who may work on an article, until when, and what became of it.

A claim is an UPDATE of rows that its transaction holds; its `attempt` is the fencing token that every final write must
still match, so that a worker which was thought dead and comes back late changes nothing. The attempt is counted before
the work starts: a page that kills its worker is dead after MAX_TRIES.
"""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from tracker.models import Article, ArticlePayload, Outcome, ProcessingRun, Reread, Stage, WorkState
from tracker.models.article import ArticleQuerySet
from tracker.pipeline.parse.border import clean_text
from tracker.pipeline.records import EXCERPT
from tracker.store.bulk import update_rows

NEXT_STAGE = {
    Stage.FETCH: Stage.PARSE,
    Stage.PARSE: Stage.EXTRACT,
    Stage.EXTRACT: Stage.MERGE,
}
FAILURE_LENGTH = 2000
_TAKEN = ("id", "attempt", "tries", "public_id")
LOST_WORKER = "일꾼이 끝내지 못하고 사라졌습니다(강제 종료, 메모리 부족 또는 시간 초과)."


class ClaimLost(Exception):
    """Somebody else works on the article now, or it has moved on: what this worker made must not be written."""


class PermanentFailure(Exception):
    """Trying again would not help; the message is for a person and names the input and the remedy."""


@dataclass(frozen=True, slots=True)
class Claim:
    article_id: int
    stage: Stage
    attempt: int
    public_id: str = field(default="", compare=False)  # of the article, for the log
    run: int = field(default=0, compare=False)  # row in which this try is recorded
    worker: str = field(default="", compare=False)


def claim_article(article_id: int, stage: Stage, worker: str = "") -> Claim | None:
    """Takes the article for one stage, or None if it is not there to be taken (done, running, not yet due).

    worker: the name under which the run is recorded, by default that of the machine."""
    claims = claim_articles(article_id, stage, worker)
    return claims[0] if claims else None


def claim_articles(article_id: int, stage: Stage, worker: str = "", most: int = 1) -> list[Claim]:
    """Takes the article for one stage and, up to `most` in all, others that have been waiting there: what they share
    is paid for once. Others alone where the article itself is not there to be taken, so that as many bells as there
    are batches suffice.

    Whatever has been tried before goes alone, so that an article which takes its worker down is dead after MAX_TRIES
    while those that were taken along lose one try at the most."""
    now = timezone.now()
    wanted = Article.objects.claimable(now).filter(id=article_id, stage=stage).order_by()
    others = _first_tries(stage, now)
    if not wanted.exists() and not (most > 1 and others.exists()):
        return []  # seen before a transaction is begun: most bells come when all is taken
    with transaction.atomic():
        taken = list(wanted.select_for_update().values_list(*_TAKEN, named=True))
        if taken and taken[0].tries >= settings.MAX_TRIES:
            _bury_lost(article_id, taken[0].attempt)
            return []
        if most > 1 and not (taken and taken[0].tries):
            beside = others.exclude(id=article_id).select_for_update(skip_locked=True)
            taken += beside.values_list(*_TAKEN, named=True)[: most - len(taken)]
        claims = [Claim(row.id, stage, row.attempt + 1, row.public_id, worker=worker) for row in taken]
        if claims:
            _close_lost_runs([claim.article_id for claim in claims])
        return _take(claims, now)


def _first_tries(stage: Stage, now: datetime) -> ArticleQuerySet:
    """Those that wait at the stage and have not been tried, first those that have waited longest."""
    due = Article.objects.filter(state=WorkState.WAITING, stage=stage, next_attempt_at__lte=now, tries=0)
    return due.order_by("next_attempt_at")


def _take(claims: list[Claim], now: datetime) -> list[Claim]:
    """Within a transaction that holds the rows."""
    if claims:
        Article.objects.filter(id__in=[claim.article_id for claim in claims]).update(
            state=WorkState.RUNNING,
            attempt=F("attempt") + 1,
            tries=F("tries") + 1,
            lease_until=now + timedelta(seconds=settings.LEASE_SECONDS),
        )
    return _start_runs(claims, now)


def _start_runs(claims: list[Claim], now: datetime) -> list[Claim]:
    runs = ProcessingRun.objects.bulk_create(
        ProcessingRun(
            article_id=claim.article_id,
            stage=claim.stage,
            attempt=claim.attempt,
            worker=(claim.worker or socket.gethostname())[:100],
            started_at=now,
        )
        for claim in claims
    )
    return [replace(claim, run=run.pk) for claim, run in zip(claims, runs, strict=True)]


@contextmanager
def finish_claim(claim: Claim, **counts: int) -> Iterator[dict[str, object]]:
    """The transaction of a stage's final write. Inside, write the results and put what the run should record into the
    yielded dict (version, lexicon_hash, counts, end=True to stop after this stage). Raises ClaimLost, with nothing
    written, if the claim does not hold any more."""
    with finish_claims([claim]) as finish:
        if not finish.claims:
            raise ClaimLost(f"article {claim.article_id}, {claim.stage}, attempt {claim.attempt}")
        record: dict[str, object] = {"counts": dict(counts)}
        yield record
        if record.pop("end", False):
            finish.ended.add(claim.article_id)
        finish.records[claim.article_id] = record


@dataclass(slots=True)
class Finish:
    """The end of a stage for several articles. claims: those that still hold; the results of the others must not be
    written. Whoever writes the results notes, by article: in `records` what the run should keep (counts, version,
    lexicon_hash), in `ended` whose last stage this is, in `going_on` with whose next stage the same worker goes on at
    once, in `failed` those that cannot be finished, with the reason. Afterwards `following` holds the claims on the
    next stages, and `waiting` the articles for whose next stage somebody has to ring."""

    claims: list[Claim]
    records: dict[int, dict[str, object]] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)
    going_on: set[int] = field(default_factory=set)
    failed: dict[int, str] = field(default_factory=dict)
    following: list[Claim] = field(default_factory=list)
    waiting: list[Claim] = field(default_factory=list)


@contextmanager
def finish_claims(claims: Sequence[Claim], lock: Callable[[], None] | None = None) -> Iterator[Finish]:
    """The transaction of a stage's final write for articles at the same stage. lock: taken before anything else, where
    writing the results needs one: whoever holds it may wait for the rows."""
    with transaction.atomic():
        if lock is not None:
            lock()
        # First the rows, so that on PostgreSQL they stay locked until the results are in.
        finish = Finish(_still_ours(claims))
        yield finish
        for claim in finish.claims:
            if claim.article_id in finish.failed:
                fail_claim(claim, finish.failed[claim.article_id], permanent=True)
        done = [claim for claim in finish.claims if claim.article_id not in finish.failed]
        if done:
            _end_runs(finish, done)
            _advance(finish, done)


def fail_claim(claim: Claim, reason: str, *, permanent: bool) -> None:
    """Records why a stage failed. Not permanent: waits (2 s, then 8 s) and is tried again, dead after MAX_TRIES."""
    reason = clean_text(reason)[:FAILURE_LENGTH]
    now = timezone.now()
    with transaction.atomic():
        rows = Article.objects.filter(id=claim.article_id, state=WorkState.RUNNING, attempt=claim.attempt)
        tries = rows.values_list("tries", flat=True).first()
        if tries is None:
            return
        dead = permanent or tries >= settings.MAX_TRIES
        rows.update(
            state=WorkState.DEAD if dead else WorkState.WAITING,
            failure=reason,
            lease_until=None,
            next_attempt_at=now + timedelta(seconds=2 * 4 ** (tries - 1)),
            rung_at=None,
            finished_at=now if dead else None,
        )
        ProcessingRun.objects.filter(article_id=claim.article_id, attempt=claim.attempt).update(
            outcome=Outcome.FAILED, failure=reason, finished_at=now
        )


def put_back(claim: Claim, until: datetime) -> None:
    """Returns a claim that could not be used: nothing has been tried, and the article waits until `until`."""
    with transaction.atomic():
        rows = Article.objects.filter(id=claim.article_id, state=WorkState.RUNNING, attempt=claim.attempt)
        waits = {"state": WorkState.WAITING, "lease_until": None, "next_attempt_at": until, "rung_at": None}
        if rows.update(tries=F("tries") - 1, **waits):
            ProcessingRun.objects.filter(article_id=claim.article_id, attempt=claim.attempt).delete()


def retry_article(article: Article) -> None:
    """Puts a dead article back to work, at the stage at which it failed."""
    _retry(Article.objects.dead().filter(id=article.id))


def retry_dead_articles() -> list[tuple[int, str]]:
    """Puts all dead articles back to work; (article id, stage) of each. Runs in the caller's transaction."""
    rows = list(Article.objects.dead().select_for_update().values_list("id", "stage"))
    _retry(Article.objects.dead())
    return rows


def _retry(dead: QuerySet[Article]) -> None:
    dead.update(
        state=WorkState.WAITING,
        tries=0,
        failure="",
        next_attempt_at=timezone.now(),
        rung_at=None,
        finished_at=None,
    )


def reprocess_article(article: Article, stage: Stage = Stage.PARSE) -> None:
    """Sends an article through the stages again from `stage`; one that is being worked on loses its claim.

    One whose page never came starts at the fetch stage."""
    kind = ArticlePayload.objects.filter(article=article).values_list("media_type", flat=True).first()
    # What stands there without a type are hints; of a page that an excerpt stands for there may be more by now.
    if not kind or (kind == EXCERPT and article.address and stage == Stage.PARSE):
        stage = Stage.FETCH
    # Overtaken: whoever orders this wants the article merged anew, even if it is read the same.
    Reread.objects.waiting().filter(article=article).delete()
    Article.objects.filter(id=article.id).update(
        stage=stage,
        state=WorkState.WAITING,
        attempt=F("attempt") + 1,
        tries=0,
        failure="",
        lease_until=None,
        next_attempt_at=timezone.now(),
        rung_at=None,
        finished_at=None,
    )


def _still_ours(claims: Sequence[Claim]) -> list[Claim]:
    """In a fixed order, so that two who finish overlapping sets do not wait for each other."""
    by_id = {claim.article_id: claim for claim in claims}
    rows = Article.objects.select_for_update().filter(id__in=by_id, state=WorkState.RUNNING).order_by("id")
    held = rows.values_list("id", "stage", "attempt")
    return [by_id[pk] for pk, stage, attempt in held if (stage, attempt) == (by_id[pk].stage, by_id[pk].attempt)]


def _advance(finish: Finish, done: Sequence[Claim]) -> None:
    now, following = timezone.now(), NEXT_STAGE.get(done[0].stage)
    ended = [claim for claim in done if following is None or claim.article_id in finish.ended]
    onwards = [claim for claim in done if claim not in ended]
    rows = Article.objects.order_by()
    changes: dict[str, object] = {"lease_until": None, "failure": "", "tries": 0}
    if ended:
        done_now = changes | {"state": WorkState.DONE, "finished_at": now}
        rows.filter(id__in=[claim.article_id for claim in ended]).update(**done_now)
    if following is None or not onwards:
        return
    changes |= {"state": WorkState.WAITING, "stage": following, "next_attempt_at": now, "rung_at": now}
    rows.filter(id__in=[claim.article_id for claim in onwards]).update(**changes)
    held = [claim for claim in onwards if claim.article_id in finish.going_on]
    finish.following = _take([replace(claim, stage=following, attempt=claim.attempt + 1) for claim in held], now)
    finish.waiting = [claim for claim in onwards if claim not in held]


def _end_runs(finish: Finish, done: Sequence[Claim]) -> None:
    """What most share is written at once, what is each one's own row by row."""
    ended: dict[str, Any] = {"outcome": Outcome.DONE, "finished_at": timezone.now()}
    runs = ProcessingRun.objects.filter(id__in=[claim.run for claim in done])
    records = [finish.records.get(claim.article_id, {}) for claim in done]
    if all(record == records[0] for record in records):
        runs.update(**ended, **records[0])
        return
    rows = [ProcessingRun(pk=claim.run, **ended, **record) for claim, record in zip(done, records, strict=True)]
    fields = sorted({name for record in records for name in record})
    runs.update(**ended)
    update_rows(ProcessingRun, fields, rows)


def _bury_lost(article_id: int, attempt: int) -> None:
    now = timezone.now()
    _close_lost_runs([article_id])
    Article.objects.filter(id=article_id, attempt=attempt).update(
        state=WorkState.DEAD, lease_until=None, finished_at=now, failure=LOST_WORKER
    )


def _close_lost_runs(article_ids: Sequence[int]) -> None:
    ProcessingRun.objects.filter(article_id__in=article_ids, outcome=Outcome.RUNNING).update(
        outcome=Outcome.LOST, finished_at=timezone.now(), failure=LOST_WORKER
    )
