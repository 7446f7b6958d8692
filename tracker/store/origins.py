"""Articles that bring the same text, brought together when each is parsed. The grouping depends on the set of texts,
not on the order in which they arrive; which row stands for a group does not matter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Count

from tracker.models import Article, ArticleOrigin, ArticleSketch, Initiative, SketchKey
from tracker.pipeline.origins.group import group_sketches
from tracker.pipeline.origins.sketch import Sketch, is_same_text, keys_of, pack_sketch, sketch_text, unpack_sketch
from tracker.store.bulk import insert_rows, update_rows
from tracker.store.locks import lock_origins
from tracker.store.partner_rows import mark_stale
from tracker.store.timeline_rows import refresh_rows_of_articles

# Of a text that hundreds bring, these many are compared: one of them suffices to find the origin.
MOST_COMPARED = 200


def join_origins(articles: Sequence[Article]) -> None:
    """Gives parsed articles their origins: that of the articles with the same text, else one of its own. A text that
    has changed leaves those that it is no longer like; the same text again changes nothing."""
    with transaction.atomic():
        lock_origins()
        sketches = {article.pk: sketch_text(article.body) for article in articles}
        changed = _write_sketches(sketches)
        like_others = _like_others(sketches)
        fresh = [
            one
            for one in articles
            if one.origin_id is None and one.duplicate_of_id is None and one.pk not in like_others
        ]
        origins = ArticleOrigin.objects.bulk_create(ArticleOrigin() for _ in fresh)
        for article, origin in zip(fresh, origins, strict=True):
            article.origin = origin
        update_rows(Article, ["origin_id"], fresh)
        refresh_rows_of_articles([one.pk for one in fresh])
        _count_again([one.pk for one in fresh])
        for article in articles:
            if article not in fresh:
                _join(article, sketches[article.pk], changed=article.pk in changed)


def join_left_behind(limit: int) -> int:
    """Joins parsed articles that have no origin yet (those of an older version); returns how many there were."""
    rows = Article.objects.filter(published_at__isnull=False, origin__isnull=True).order_by("id")[:limit]
    join_origins(list(rows))
    return len(rows)


def drop_empty_origins() -> None:
    """Origins whose articles are all gone."""
    ArticleOrigin.objects.filter(articles__isnull=True).delete()


def _like_others(sketches: Mapping[int, Sketch]) -> set[int]:
    """Those of the articles that may bring the text of another one, of these or of all. Found for all of them
    together; `_join` looks again at those that remain, which are few."""
    wanted = {key for sketch in sketches.values() for key in keys_of(sketch)}
    holders: defaultdict[int, set[int]] = defaultdict(set)
    rows = SketchKey.objects.filter(key__in=wanted).values_list("key", "article_id")
    for key, article_id in rows[: MOST_COMPARED * len(sketches)]:
        holders[key].add(article_id)
    crowded = sum(map(len, holders.values())) >= MOST_COMPARED * len(sketches)
    near = {pk: set().union(*(holders[key] for key in keys_of(one))) - {pk} for pk, one in sketches.items()}
    if crowded:
        return {pk for pk in near if near[pk]}
    known = dict(sketches) | _sketches(set().union(*near.values()) - sketches.keys())
    return {pk for pk, others in near.items() if any(is_same_text(sketches[pk], known[one]) for one in others)}


def _join(article: Article, sketch: Sketch, *, changed: bool) -> None:
    article.refresh_from_db(fields=["origin", "duplicate_of"])
    if not changed and article.origin_id is not None:
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
        _count_again([article.pk])
    else:
        _regroup({article.origin_id} | near)


def _write_sketches(sketches: Mapping[int, Sketch]) -> set[int]:
    """The articles of which the sketch has changed."""
    there = {row.pk: bytes(row.numbers) for row in ArticleSketch.objects.filter(pk__in=sketches).order_by()}
    packed = {pk: pack_sketch(sketch) for pk, sketch in sketches.items()}
    changed = {pk for pk in sketches if there.get(pk) != packed[pk]}
    if changed & there.keys():
        SketchKey.objects.filter(article__in=changed & there.keys()).delete()
    ArticleSketch.objects.bulk_create(
        (ArticleSketch(article_id=pk, numbers=packed[pk]) for pk in sorted(changed)),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["numbers"],
    )
    insert_rows(
        SketchKey, ("article_id", "key"), [(pk, key) for pk in sorted(changed) for key in keys_of(sketches[pk])]
    )
    return changed


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
        _count_again(moved)
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
    _count_again(had)
    for group in sorted(groups, key=lambda group: (-len(group), min(group))):
        votes = [had[pk] for pk in group if had[pk] in free]
        home = max(sorted(set(votes)), key=votes.count) if votes else ArticleOrigin.objects.create().pk
        free.discard(home)
        going = {pk for pk in group if had[pk] != home}
        Article.objects.filter(pk__in=going).update(origin=home)
        moved |= going
    refresh_rows_of_articles(moved)
    ArticleOrigin.objects.filter(pk__in=free).delete()


def _count_again(article_ids: Iterable[int]) -> None:
    """What these articles report has another number of origins now. Only noted: the count takes the merge lock."""
    mark_stale(Initiative.objects.filter(reports__article__in=list(article_ids)))
