"""The items of a poll or of a file → articles: what is known is left alone, what is new is taken in, in portions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction

from tracker.models import Article, Source
from tracker.pipeline.discover.items import Item
from tracker.store.accept import Accepted, NotAccepted, RemovedBefore, canonical_address, known_addresses
from tracker.tasks.intake import take_address, take_document
from tracker.tasks.ring import ring_together

PORTION = 100  # in one transaction: what waits for the database waits no longer than these take


@dataclass(frozen=True, slots=True)
class Taken:
    """ids: of the articles that are new. removed: known as deleted. refused: the reasons, in words."""

    ids: tuple[int, ...] = ()
    known: int = 0
    removed: int = 0
    refused: tuple[str, ...] = ()

    def __add__(self, other: "Taken") -> "Taken":
        known, removed = self.known + other.known, self.removed + other.removed
        return Taken(self.ids + other.ids, known, removed, self.refused + other.refused)


def take_items(items: Sequence[Item], *, source: Source, added_by: User | None = None) -> Taken:
    """Takes in what is new, rings for it, and says what became of the rest."""
    taken = Taken()
    for begin in range(0, len(items), PORTION):
        portion = items[begin : begin + PORTION]
        known = known_addresses(address for item in portion if (address := _canonical(item)))
        begin_ids = len(taken.ids)
        with transaction.atomic():
            for item in portion:
                taken += Taken(known=1) if _canonical(item) in known else _take(item, source, added_by)
            transaction.on_commit(partial(_ring, taken.ids[begin_ids:]))
    return taken


def _ring(article_ids: Sequence[int]) -> None:
    """One bell for several where they are read together."""
    by_stage: defaultdict[str, list[int]] = defaultdict(list)
    for article_id, stage in Article.objects.filter(id__in=article_ids).order_by("id").values_list("id", "stage"):
        by_stage[stage].append(article_id)
    for stage, ids in by_stage.items():
        ring_together(ids, stage)


def _canonical(item: Item) -> str:
    try:
        return canonical_address(item.address) if item.address else ""
    except NotAccepted:
        return ""


def _take(item: Item, source: Source, added_by: User | None) -> Taken:
    try:
        accepted = _accept(item, source, added_by)
    except RemovedBefore:
        return Taken(removed=1)
    except NotAccepted as error:
        return Taken(refused=(str(error),))
    return Taken(ids=(accepted.article.id,)) if accepted.created else Taken(known=1)


def _accept(item: Item, source: Source, added_by: User | None) -> Accepted:
    if item.document is None:
        return take_address(
            item.address,
            source=source,
            title=item.title,
            publisher=item.publisher,
            published_at=item.published_at,
            excerpt=item.excerpt,
            added_by=added_by,
            rings=False,
        )
    document = item.document
    return take_document(
        document.content,
        document.media_type,
        source=source,
        name=document.name,
        charset=document.charset,
        address=item.address or None,
        publisher=item.publisher,
        title=item.title,
        published_at=item.published_at,
        added_by=added_by,
        rings=False,
    )
