"""Taking articles out again, with everything that only they state."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from tracker.models import Article, Initiative, Milestone, Participation, RemovedArticle, Report
from tracker.store.initiatives import recompute_initiatives
from tracker.store.locks import lock_merge
from tracker.store.milestones import past_evidence
from tracker.store.origins import drop_empty_origins
from tracker.store.partner_rows import drop_partner_rows
from tracker.store.reports import unused_organizations
from tracker.store.statements import Said, merged_organizations


@dataclass(frozen=True, slots=True)
class Removed:
    articles: int
    initiatives: int
    organizations: int


def remove_samples() -> Removed:
    """Deletes every sample article; see `remove_articles`."""
    return remove_articles(list(Article.objects.samples().values_list("id", flat=True)))


def remove_articles(ids: Collection[int], *, remember: bool = False, removed_by: User | None = None) -> Removed:
    """Deletes articles; with `remember`, none of them is let in again. Initiatives that only they report go with them,
    history included, others are recomputed; organizations that only they named go too. All or nothing."""
    with transaction.atomic():
        lock_merge()
        reports = Report.objects.filter(article__in=ids)
        touched = set(reports.values_list("initiative_id", flat=True))
        # Those that were merged into a touched one were made of the same articles.
        touched |= set(Initiative.objects.filter(merged_into__in=touched).values_list("id", flat=True))
        past, merged = past_evidence(touched), merged_organizations()
        if remember:
            _remember(ids, removed_by)
        reports.delete()
        Article.objects.filter(id__in=ids).delete()
        drop_empty_origins()
        left = set(Report.objects.filter(initiative__in=touched).values_list("initiative_id", flat=True))
        said = Said()
        said.add(Report.objects.filter(initiative__in=left), merged)
        recompute_initiatives(sorted(left), said, past, merged)
        return Removed(len(ids), _delete_initiatives(touched - left), _delete_organizations())


def _remember(ids: Collection[int], removed_by: User | None) -> None:
    for article in Article.objects.filter(id__in=ids).only(
        "title", "address", "address_key", "payload_hash", "content_hash"
    ):
        # Whatever of it is remembered already (an earlier copy was deleted, too) stays as it is.
        RemovedArticle.objects.bulk_create(
            [
                RemovedArticle(
                    title=article.title,
                    address=article.address,
                    address_key=article.address_key,
                    payload_hash=article.payload_hash,
                    content_hash=article.content_hash,
                    removed_by=removed_by,
                )
            ],
            ignore_conflicts=True,
        )


def _delete_initiatives(ids: set[int]) -> int:
    visible = Initiative.objects.filter(pk__in=ids).visible().count()
    drop_partner_rows(ids)
    Initiative.objects.filter(merged_into__in=ids).update(merged_into=None)
    Initiative.objects.filter(pk__in=ids).delete()
    Milestone.history.filter(initiative_id__in=ids).delete()
    Participation.history.filter(initiative_id__in=ids).delete()
    Initiative.history.filter(id__in=ids).delete()
    return visible


def _delete_organizations() -> int:
    unused = unused_organizations()
    ids = [organization.pk for organization in unused]
    for organization in unused:
        organization.delete()
    for model in {type(organization) for organization in unused}:
        model.history.filter(id__in=ids).delete()
    return len(ids)
