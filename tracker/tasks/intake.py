"""Taking an article in and ringing for it: what pages and commands call. The row is safe before the bell is tried."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from tracker.models import Article, Organization, Source, Stage
from tracker.store.accept import Accepted, accept_address, accept_document
from tracker.store.claims import reprocess_article, retry_article
from tracker.store.organization_merge import unmerge_organization
from tracker.tasks.ring import ring_on_commit


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
) -> Accepted:
    """As `accept_document`, then rings. Raises NotAccepted with a message for the person who gave the document."""
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
        if accepted.created:
            ring_on_commit(accepted.article.id, accepted.article.stage)
    return accepted


def take_address(
    address: str,
    *,
    source: Source,
    publisher: str = "",
    title: str = "",
    published_at: datetime | None = None,
    added_by: User | None = None,
) -> Accepted:
    """As `accept_address`, then rings. Raises NotAccepted with a message for the person who gave the address."""
    with transaction.atomic():
        accepted = accept_address(
            address, source=source, publisher=publisher, title=title, published_at=published_at, added_by=added_by
        )
        if accepted.created:
            ring_on_commit(accepted.article.id, accepted.article.stage)
    return accepted


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


def undo_merge(organization: Organization) -> list[Article]:
    """As `unmerge_organization`, then rings for the articles that have to be read again."""
    with transaction.atomic():
        misread = unmerge_organization(organization)
        for article in misread:
            ring_on_commit(article.id, Stage.EXTRACT)
    return misread
