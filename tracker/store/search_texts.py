"""All columns by which rows are found, written anew: after an update that changes how texts are folded or what is in
them."""

from collections.abc import Iterator
from typing import Any

from tracker.models import Article, Group, Initiative, Organization, Review
from tracker.models.identity import search_key
from tracker.store.initiatives import refresh_searches

AT_ONCE = 500


def rebuild_search_texts() -> Iterator[int]:
    """How many rows were looked at, portion by portion. Names come first: initiatives are found by them."""
    yield from _rebuild_names(Group)
    yield from _rebuild_names(Organization)
    for ids in _portions(Initiative):
        refresh_searches(Initiative.objects.filter(pk__in=ids))
        yield len(ids)
    for ids in _portions(Article):
        yield _rebuild_articles(ids)


def _rebuild_names(model: Any) -> Iterator[int]:
    for ids in _portions(model):
        rows = list(model.objects.filter(pk__in=ids).prefetch_related("names"))
        for row in rows:
            names = [name.name for name in row.names.all() if name.review != Review.REJECTED]
            row.search_text = search_key(row.name, row.english_name, *names)
        model.objects.bulk_update(rows, ["search_text"])
        yield len(ids)


def _rebuild_articles(ids: list[int]) -> int:
    changed = []
    for row in Article.objects.filter(pk__in=ids).defer("paragraphs"):
        text = search_key(row.title, row.publisher, row.body)
        if text != row.search_text:
            row.search_text = text
            changed.append(row)
    Article.objects.bulk_update(changed, ["search_text"], batch_size=100)
    return len(ids)


def _portions(model: Any) -> Iterator[list[int]]:
    last = 0
    while ids := list(model.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        yield ids
        last = ids[-1]
