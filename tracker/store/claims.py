"""Work rows: who may work on an article, until when, and what became of it.

A claim is a conditional UPDATE; its `attempt` is the fencing token that every final write must still match, so that a
worker which was thought dead and comes back late changes nothing. The attempt is counted before the work starts: a
page that kills its worker is dead after MAX_TRIES.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from tracker.models import Article, ArticlePayload, Outcome, ProcessingRun, Reread, Stage, WorkState
from tracker.pipeline.parse.border import clean_text
from tracker.pipeline.records import EXCERPT

NEXT_STAGE = {
    Stage.FETCH: Stage.PARSE,
    Stage.PARSE: Stage.EXTRACT,
    Stage.EXTRACT: Stage.MERGE,
}
FAILURE_LENGTH = 2000
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


def claim_article(article_id: int, stage: Stage, worker: str = "") -> Claim | None:
    """Takes the article for one stage, or None if it is not there to be taken (done, running, not yet due).

    worker: the name under which the run is recorded, by default that of the machine."""
    now = timezone.now()
    with transaction.atomic():
        rows = Article.objects.claimable(now).filter(id=article_id, stage=stage)
        row = rows.values("attempt", "tries", "public_id").first()
        if row is None:
            return None
        if row["tries"] >= settings.MAX_TRIES:
            _bury_lost(article_id, row["attempt"])
            return None
        attempt = row["attempt"] + 1
        if not rows.filter(attempt=row["attempt"]).update(
            state=WorkState.RUNNING,
            attempt=attempt,
            tries=F("tries") + 1,
            lease_until=now + timedelta(seconds=settings.LEASE_SECONDS),
        ):
            return None
        _close_lost_runs(article_id)
        ProcessingRun.objects.create(
            article_id=article_id,
            stage=stage,
            attempt=attempt,
            worker=(worker or socket.gethostname())[:100],
            started_at=now,
        )
    return Claim(article_id, stage, attempt, row["public_id"])


@contextmanager
def finish_claim(claim: Claim, **counts: int) -> Iterator[dict[str, object]]:
    """The transaction of a stage's final write. Inside, write the results and put what the run should record into the
    yielded dict (version, lexicon_hash, counts, end=True to stop after this stage). Raises ClaimLost, with nothing
    written, if the claim does not hold any more."""
    record: dict[str, object] = {"counts": dict(counts)}
    with transaction.atomic():
        # First the row, so that on PostgreSQL it stays locked until the results are in.
        _still_ours(claim)
        yield record
        _advance(claim, stop=bool(record.pop("end", False)))
        ProcessingRun.objects.filter(article_id=claim.article_id, attempt=claim.attempt).update(
            outcome=Outcome.DONE, finished_at=timezone.now(), **record
        )


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


def _still_ours(claim: Claim) -> None:
    rows = Article.objects.select_for_update().filter(
        id=claim.article_id,
        stage=claim.stage,
        state=WorkState.RUNNING,
        attempt=claim.attempt,
    )
    if not rows.values_list("id", flat=True):
        raise ClaimLost(f"article {claim.article_id}, {claim.stage}, attempt {claim.attempt}")


def _advance(claim: Claim, *, stop: bool) -> None:
    now = timezone.now()
    following = None if stop else NEXT_STAGE.get(claim.stage)
    changes: dict[str, object] = {"lease_until": None, "failure": "", "tries": 0}
    if following is None:
        changes |= {"state": WorkState.DONE, "finished_at": now}
    else:
        changes |= {
            "state": WorkState.WAITING,
            "stage": following,
            "next_attempt_at": now,
            "rung_at": now,
        }
    Article.objects.filter(id=claim.article_id).update(**changes)


def _bury_lost(article_id: int, attempt: int) -> None:
    now = timezone.now()
    _close_lost_runs(article_id)
    Article.objects.filter(id=article_id, attempt=attempt).update(
        state=WorkState.DEAD, lease_until=None, finished_at=now, failure=LOST_WORKER
    )


def _close_lost_runs(article_id: int) -> None:
    ProcessingRun.objects.filter(article_id=article_id, outcome=Outcome.RUNNING).update(
        outcome=Outcome.LOST, finished_at=timezone.now(), failure=LOST_WORKER
    )
