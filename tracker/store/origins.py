"""Articles that bring the same text, brought together when each is parsed. The grouping depends on the set of texts,
not on the order in which they arrive; which row stands for a group does not matter."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count

from tracker.models import Article, ArticleOrigin, ArticleSketch, SketchKey
from tracker.pipeline.origins.group import group_sketches
from tracker.pipeline.origins.sketch import Sketch, is_same_text, keys_of, pack_sketch, sketch_text, unpack_sketch
from tracker.store.locks import lock_origins
from tracker.store.timeline_rows import refresh_rows_of_articles

# Of a text that hundreds bring, these many are compared: one of them suffices to find the origin.
MOST_COMPARED = 200


def join_origin(article: Article) -> None:
    """Gives a parsed article its origin: that of the articles with the same text, else one of its own. A text that has
    changed leaves those that it is no longer like; the same text again changes nothing."""
    with transaction.atomic():
        lock_origins()
        _join(article)


def join_left_behind(limit: int) -> int:
    """Joins parsed articles that have no origin yet (those of an older version); returns how many there were."""
    rows = Article.objects.filter(published_at__isnull=False, origin__isnull=True).order_by("id")[:limit]
    for article in rows:
        join_origin(article)
    return len(rows)


def drop_empty_origins() -> None:
    """Origins whose articles are all gone."""
    ArticleOrigin.objects.filter(articles__isnull=True).delete()


def _join(article: Article) -> None:
    article.refresh_from_db(fields=["origin", "duplicate_of"])
    sketch = sketch_text(article.body)
    if not _write_sketch(article.pk, sketch) and article.origin_id is not None:
        return
    alike = _alike(article.pk, sketch)
    if article.duplicate_of_id is not None:
        alike.append(article.duplicate_of_id)
    near = _origins_of(alike)
    if article.origin_id is None:
        home = min(near) if near else ArticleOrigin.objects.create().pk
        Article.objects.filter(pk=article.pk).update(origin=home)
        refresh_rows_of_articles([article.pk])
        _move(near - {home}, home)
    else:
        _regroup({article.origin_id} | near)


def _write_sketch(article_id: int, sketch: Sketch) -> bool:
    """Whether it has changed."""
    packed = pack_sketch(sketch)
    row = ArticleSketch.objects.filter(pk=article_id).first()
    if row is not None and bytes(row.numbers) == packed:
        return False
    ArticleSketch.objects.update_or_create(article_id=article_id, defaults={"numbers": packed})
    SketchKey.objects.filter(article=article_id).delete()
    SketchKey.objects.bulk_create(SketchKey(article_id=article_id, key=key) for key in keys_of(sketch))
    return True


def _alike(article_id: int, sketch: Sketch) -> list[int]:
    """Other articles with the same text, as far as they were compared."""
    shared = SketchKey.objects.filter(key__in=keys_of(sketch)).exclude(article=article_id)
    ranked = shared.values("article").annotate(common=Count("id")).order_by("-common", "article")
    candidates = _sketches(row["article"] for row in ranked[:MOST_COMPARED])
    return [pk for pk, other in candidates.items() if is_same_text(sketch, other)]


def _sketches(article_ids: Iterable[int]) -> dict[int, Sketch]:
    rows = ArticleSketch.objects.filter(pk__in=list(article_ids)).order_by("pk")
    return {row.pk: unpack_sketch(bytes(row.numbers)) for row in rows}


def _origins_of(article_ids: Iterable[int]) -> set[int]:
    rows = Article.objects.filter(pk__in=list(article_ids), origin__isnull=False)
    return set(rows.values_list("origin_id", flat=True))


def _move(origins: set[int], home: int) -> None:
    """All articles of these origins become articles of `home`."""
    if origins:
        moved = list(Article.objects.filter(origin__in=origins).values_list("id", flat=True))
        Article.objects.filter(pk__in=moved).update(origin=home)
        refresh_rows_of_articles(moved)
        ArticleOrigin.objects.filter(pk__in=origins).delete()


def _regroup(origins: set[int]) -> None:
    """Parts the articles of these origins anew; each group keeps the origin that most of it had."""
    had = dict(Article.objects.filter(origin__in=origins).values_list("id", "origin_id"))
    copies = dict(Article.objects.filter(pk__in=had, duplicate_of__in=had).values_list("id", "duplicate_of_id"))
    sketches = {pk: sketch for pk, sketch in _sketches(had).items() if pk not in copies}
    groups = group_sketches({**dict.fromkeys(had.keys() - copies.keys(), ()), **sketches})
    for group in groups:
        group |= {pk for pk, original in copies.items() if original in group}
    free, moved = set(origins), set[int]()
    for group in sorted(groups, key=lambda group: (-len(group), min(group))):
        votes = [had[pk] for pk in group if had[pk] in free]
        home = max(sorted(set(votes)), key=votes.count) if votes else ArticleOrigin.objects.create().pk
        free.discard(home)
        going = {pk for pk in group if had[pk] != home}
        Article.objects.filter(pk__in=going).update(origin=home)
        moved |= going
    refresh_rows_of_articles(moved)
    ArticleOrigin.objects.filter(pk__in=free).delete()
