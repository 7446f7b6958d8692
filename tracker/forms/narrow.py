"""A filter applied to rows, the same for timelines and networks."""

from django.db.models import Q, QuerySet

from tracker.forms.filters import Filter
from tracker.models import Initiative, Participation, Review

STANDS = ~Q(review=Review.REJECTED)


def filter_initiatives(rows: QuerySet[Initiative], wanted: Filter) -> QuerySet[Initiative]:
    """The part of a filter that is about initiatives."""
    if wanted.sectors:
        rows = rows.filter(sectors__slug__in=wanted.sectors)
    if wanted.statuses:
        rows = rows.filter(status__in=wanted.statuses)
    if wanted.affiliate:
        taking_part = Participation.objects.filter(STANDS, organization__slug=wanted.affiliate)
        rows = rows.filter(pk__in=taking_part.values("initiative"))
    if wanted.text:
        rows = rows.matching(wanted.text)  # type: ignore[attr-defined]
    return rows.distinct()
