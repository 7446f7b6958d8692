"""Asking sources for news: the rounds promise what is due, a poll asks one source and takes in what is new."""

import logging

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded

from tracker.models import Source
from tracker.pipeline.fetch.errors import FetchFailed, FetchGone, FetchRefused, ServerBusy
from tracker.store.polls import PollClaim, claim_poll, fail_poll, promise_polls, put_off_poll, save_poll
from tracker.tasks.asking import ask_source
from tracker.tasks.gate import HostGate, NotYet
from tracker.tasks.items import take_items
from tracker.tasks.ring import ring_poll

logger = logging.getLogger(__name__)

PATIENCE = 12.0  # seconds for the turns of one poll: robots.txt, redirects, sitemaps of an index
TOO_LONG = "읽는 데 너무 오래 걸려 멈췄습니다. 더 짧은 목록의 주소가 있는지 보아 주세요."


@shared_task(name="tracker.rounds", ignore_result=True)
def rounds() -> int:
    """Rings for the sources that are due; returns for how many. Safe to run at any time, by anybody."""
    promises = promise_polls()
    return sum(ring_poll(promise) for promise in promises)


@shared_task(name="tracker.poll", ignore_result=True)
def poll(source_id: int, attempt: int) -> None:
    """What rounds have promised; a message that comes again finds the promise kept."""
    claim = claim_poll(PollClaim(source_id, attempt))
    if claim is not None:
        run_poll(claim)


def run_poll(claim: PollClaim) -> None:
    """Asks, takes in, and records how it went; nothing that a source does ends the worker."""
    try:
        _poll(claim)
    except NotYet as wait:
        put_off_poll(claim, wait.until)
    except FetchGone as gone:
        fail_poll(claim, str(gone), gone=True)
    except ServerBusy as busy:
        fail_poll(claim, str(busy), retry_after=busy.retry_after)
    except (FetchRefused, FetchFailed) as failure:
        fail_poll(claim, str(failure))
    except ValueError as unread:  # NothingFound and BadSelector are such
        fail_poll(claim, str(unread), unread=True)
    except SoftTimeLimitExceeded:
        fail_poll(claim, TOO_LONG, unread=True)
    except Exception as error:
        logger.exception("source %s failed", claim.source_id)
        fail_poll(claim, f"{type(error).__name__}: {error}", unread=True)


def _poll(claim: PollClaim) -> None:
    source = Source.objects.get(id=claim.source_id)
    asked = ask_source(source, HostGate(PATIENCE))
    taken = take_items(asked.items, source=source)
    # Only now that the items are stored: a document that is marked as known is not sent again.
    save_poll(claim, asked.polled, new=len(taken.ids))
    logger.info("source %s: %s found, %s new", source.public_id, len(asked.items), len(taken.ids))
