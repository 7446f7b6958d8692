"""Groups as they are found: the column of their names."""

from tracker.models import Group, Initiative, Review
from tracker.models.identity import search_key
from tracker.store.initiatives import refresh_searches

AT_ONCE = 500


def refresh_group_search(group: Group) -> None:
    """Rewrites the columns by which the group, and the initiatives in which it takes part, are found; call after its
    names have changed."""
    names = group.names.exclude(review=Review.REJECTED).values_list("name", flat=True)
    text = search_key(group.name, group.english_name, *names)
    if Group.objects.filter(pk=group.pk).exclude(search_text=text).update(search_text=text):
        refresh_initiatives_of(group)


def refresh_initiatives_of(group: Group) -> None:
    ids = list(
        Initiative.objects.filter(participations__group=group).order_by().values_list("pk", flat=True).distinct()
    )
    for start in range(0, len(ids), AT_ONCE):
        refresh_searches(Initiative.objects.filter(pk__in=ids[start : start + AT_ONCE]))
