"""Groups as they are found: the column of their names."""

from tracker.models import Group, Review
from tracker.models.identity import search_key


def refresh_group_search(group: Group) -> None:
    """Rewrites the column by which the group is found; call after its names have changed."""
    names = group.names.exclude(review=Review.REJECTED).values_list("name", flat=True)
    Group.objects.filter(pk=group.pk).update(search_text=search_key(group.name, group.english_name, *names))
