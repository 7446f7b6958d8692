"""Taking the sample articles out again, with everything that only they state."""

from dataclasses import dataclass

from django.db import transaction

from tracker.models import Article, Initiative, Report, SourceKind
from tracker.store.initiatives import recompute_initiative
from tracker.store.locks import lock_merge
from tracker.store.milestones import past_evidence
from tracker.store.reports import unused_organizations


@dataclass(frozen=True, slots=True)
class Removed:
    articles: int
    initiatives: int
    organizations: int


def remove_samples() -> Removed:
    """Deletes every sample article; initiatives that only samples report go with them, history included, others are
    recomputed; organizations that only samples named go too."""
    with transaction.atomic():
        lock_merge()
        articles = Article.objects.filter(source__kind=SourceKind.SAMPLE)
        touched = set(
            Report.objects.filter(article__in=articles).values_list(
                "initiative_id", flat=True
            )
        )
        # Those that were merged into a touched one were made of the same samples.
        touched |= set(
            Initiative.objects.filter(merged_into__in=touched).values_list(
                "id", flat=True
            )
        )
        past = past_evidence(touched)
        Report.objects.filter(article__in=articles).delete()
        count, _ = articles.count(), articles.delete()
        left = set(
            Report.objects.filter(initiative__in=touched).values_list(
                "initiative_id", flat=True
            )
        )
        for initiative_id in sorted(left):
            recompute_initiative(initiative_id, past)
        initiatives = _delete_initiatives(touched - left)
        return Removed(count, initiatives, _delete_organizations())


def _delete_initiatives(ids: set[int]) -> int:
    visible = Initiative.objects.filter(pk__in=ids).visible().count()
    Initiative.objects.filter(merged_into__in=ids).update(merged_into=None)
    for initiative in Initiative.objects.filter(pk__in=ids):
        initiative.participations.model.history.filter(
            initiative_id=initiative.pk
        ).delete()
        initiative.milestones.model.history.filter(initiative_id=initiative.pk).delete()
        pk = initiative.pk
        initiative.delete()
        Initiative.history.filter(id=pk).delete()
    return visible


def _delete_organizations() -> int:
    count = 0
    for organization in unused_organizations():
        pk = organization.pk
        organization.delete()
        organization.history.model.objects.filter(id=pk).delete()
        count += 1
    return count
