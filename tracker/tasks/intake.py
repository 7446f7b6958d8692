"""Taking an article in and ringing for it: what pages and commands call. The row is safe before the bell is tried."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from tracker.models import Article, Organization, Source, Stage
from tracker.pipeline.records import RawDocument
from tracker.store.accept import Accepted, accept_address, accept_document
from tracker.store.claims import reprocess_article, retry_article, retry_dead_articles
from tracker.store.organization_merge import unmerge_organization
from tracker.tasks.log import article_in_log
from tracker.tasks.ring import ring_on_commit, ring_together

logger = logging.getLogger(__name__)


def take_document(
    content: bytes,
    media_type: str,
    *,
    source: Source,
    name: str = "",
    charset: str = "",
    address: str | None = None,
    publisher: str = "",
    title: str = "",
    published_at: datetime | None = None,
    added_by: User | None = None,
    rings: bool = True,
) -> Accepted:
    """As `accept_document`, then rings unless the caller does. Raises NotAccepted with a message for the person who
    gave the document."""
    with transaction.atomic():
        accepted = accept_document(
            content,
            media_type,
            source=source,
            name=name,
            charset=charset,
            address=address,
            publisher=publisher,
            title=title,
            published_at=published_at,
            added_by=added_by,
        )
        if accepted.created and rings:
            ring_on_commit(accepted.article.id, accepted.article.stage)
    _log(accepted)
    return accepted


def take_address(
    address: str,
    *,
    source: Source,
    publisher: str = "",
    title: str = "",
    published_at: datetime | None = None,
    excerpt: RawDocument | None = None,
    added_by: User | None = None,
    rings: bool = True,
) -> Accepted:
    """As `accept_address`, then rings unless the caller does. Raises NotAccepted with a message for the person who
    gave the address."""
    with transaction.atomic():
        accepted = accept_address(
            address,
            source=source,
            publisher=publisher,
            title=title,
            published_at=published_at,
            excerpt=excerpt,
            added_by=added_by,
        )
        if accepted.created and rings:
            ring_on_commit(accepted.article.id, accepted.article.stage)
    _log(accepted)
    return accepted


def _log(accepted: Accepted) -> None:
    with article_in_log(accepted.article.public_id, accepted.article.stage):
        logger.info("accepted" if accepted.created else "already known")


def retry(article: Article) -> None:
    """Puts a dead article back to work and rings for it."""
    with transaction.atomic():
        retry_article(article)
        ring_on_commit(article.id, article.stage)


def reprocess(article: Article, stage: Stage = Stage.PARSE) -> None:
    """Sends an article through the stages again and rings for it."""
    with transaction.atomic():
        reprocess_article(article, stage)
        article.refresh_from_db(fields=["stage"])
        ring_on_commit(article.id, article.stage)


def retry_all() -> int:
    """Puts every dead article back to work and rings for it; returns for how many."""
    with transaction.atomic():
        rows = retry_dead_articles()
        for article_id, stage in rows:
            ring_on_commit(article_id, stage)
    return len(rows)


def ring_all(article_ids: Iterable[int], stage: str) -> None:
    """Rings for articles that wait at the stage, until the broker does not answer: the sweep rings for the rest."""
    ring_together(list(article_ids), stage)


def undo_merge(organization: Organization) -> list[Article]:
    """As `unmerge_organization`, then rings for the articles that have to be read again."""
    with transaction.atomic():
        misread = unmerge_organization(organization)
        for article in misread:
            ring_on_commit(article.id, Stage.EXTRACT)
    return misread
