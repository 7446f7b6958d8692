"""Who brought a text first, and after how long the others did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from tracker.models import Article

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Bringer:
    """An article of an origin; after: how much later than the first it appeared."""

    article: Article
    after: timedelta


@dataclass(frozen=True, slots=True)
class Origin:
    """The articles that bring one text, first to last; more: how many are not listed."""

    bringers: tuple[Bringer, ...]
    more: int = 0

    @property
    def first(self) -> Article:
        return self.bringers[0].article

    @property
    def others(self) -> int:
        return len(self.bringers) - 1 + self.more


def origins_of(articles: Iterable[Article]) -> dict[int, Origin]:
    """{article id: its origin} for those that are not alone with their text."""
    articles = list(articles)
    ids = {article.origin_id for article in articles if article.origin_id is not None}
    if not ids:
        return {}
    rows = Article.objects.filter(origin__in=ids, published_at__isnull=False)
    members: dict[int | None, list[Article]] = defaultdict(list)
    for row in rows.only("public_id", "publisher", "published_at", "origin_id").order_by("published_at", "id"):
        members[row.origin_id].append(row)
    made = {origin_id: _origin(found) for origin_id, found in members.items() if len(found) > 1}
    return {article.pk: made[article.origin_id] for article in articles if article.origin_id in made}


def count_origins(articles: Iterable[Article]) -> int:
    """How many of the articles' texts are independent of each other."""
    return len({article.origin_id or -article.pk for article in articles})


def _origin(found: list[Article]) -> Origin:
    begun = found[0].published_at
    assert begun is not None
    bringers = [Bringer(row, row.published_at - begun) for row in found if row.published_at is not None]
    return Origin(tuple(bringers[:SHOWN]), len(bringers[SHOWN:]))
