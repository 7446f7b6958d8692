"""Reading articles again: which ones, one after the other into the queue, and what became different.

The order is a row, and so is each of its articles, so that it can be interrupted anywhere: what is listed is done by
whatever worker comes along, what is not yet listed is found by the next `list_next`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from tracker.models import (
    Article,
    Participation,
    Reading,
    Reprocessing,
    Reread,
    RereadState,
    Review,
    Stage,
    WorkState,
)
from tracker.pipeline.compare import Difference, compare_readings, same_facts
from tracker.pipeline.parse.article import parse_article
from tracker.pipeline.read import read_article, reading_version
from tracker.pipeline.records import Extraction
from tracker.pipeline.serial import load_extraction
from tracker.store.articles import load_parsed, load_raw
from tracker.store.catalog import current_lexicon

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are meant: those to which all that is given applies, of each kind any one."""

    articles: tuple[str, ...] = ()  # public ids
    groups: tuple[str, ...] = ()  # slugs
    sectors: tuple[str, ...] = ()  # slugs
    lexicons: tuple[str, ...] = ()  # beginnings of the hash of the words by which an article was read
    stale: bool = False  # read by other rules or words than those of now
    settle: bool = False  # merge anew what is read the same, too

    def as_json(self) -> dict[str, object]:
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Progress:
    listed: int
    unchanged: int
    changed: int
    failed: int
    waiting: int
    complete: bool = True  # every article that is meant is listed

    @property
    def finished(self) -> int:
        return self.unchanged + self.changed + self.failed

    @property
    def over(self) -> bool:
        return self.complete and not self.waiting


def selected_articles(selection: Selection) -> QuerySet[Article]:
    """Articles that have been read to the end and are meant by the selection; oldest row first."""
    rows = Article.objects.readable().filter(state=WorkState.DONE, reading__isnull=False)
    if selection.articles:
        rows = rows.filter(public_id__in=selection.articles)
    if selection.groups:
        stands = Participation.objects.exclude(review=Review.REJECTED)
        of_groups = stands.filter(group__slug__in=selection.groups).values("initiative")
        rows = rows.filter(reports__initiative__in=of_groups)
    if selection.sectors:
        rows = rows.filter(reports__initiative__sectors__slug__in=selection.sectors)
    if selection.lexicons:
        rows = rows.filter(reduce(or_, (Q(reading__lexicon_hash__startswith=one) for one in selection.lexicons)))
    if selection.stale:
        extractor, version, lexicon = reading_version(current_lexicon()[0])
        rows = rows.exclude(reading__extractor=extractor, reading__version=version, reading__lexicon_hash=lexicon)
    return Article.objects.filter(id__in=rows.values("id")).order_by("id")


def start_reprocessing(selection: Selection, stage: Stage) -> Reprocessing:
    """The order, with nothing listed yet."""
    return Reprocessing.objects.create(selection=selection.as_json(), stage=stage)


def unfinished_reprocessings() -> QuerySet[Reprocessing]:
    """Those that are not listed to the end or of which an article still waits, newest first."""
    waiting = Reread.objects.waiting().exclude(article__state=WorkState.DEAD).values("reprocessing")
    return Reprocessing.objects.filter(Q(listed_at__isnull=True) | Q(id__in=waiting))


def list_next(reprocessing: Reprocessing) -> list[int]:
    """Sends the next articles to be read again; their ids, none when all are listed. Safe to break off anywhere."""
    selection = Selection(**reprocessing.selection)
    with transaction.atomic():
        last = reprocessing.rereads.order_by("-article_id").values_list("article_id", flat=True).first() or 0
        rows = selected_articles(selection).filter(id__gt=last).select_for_update()
        ids = list(rows.values_list("id", flat=True)[:AT_ONCE])
        if not ids:
            reprocessing.listed_at = timezone.now()
            reprocessing.save(update_fields=["listed_at"])
            return []
        Reread.objects.bulk_create(Reread(reprocessing=reprocessing, article_id=pk) for pk in ids)
        Article.objects.filter(id__in=ids).update(
            stage=reprocessing.stage,
            state=WorkState.WAITING,
            attempt=F("attempt") + 1,
            tries=0,
            next_attempt_at=timezone.now(),
            rung_at=None,
            finished_at=None,
        )
    return ids


def note_rereadings(extractions: Mapping[int, Extraction]) -> set[int]:
    """Records what differs from the readings that are stored, for whoever ordered the articles to be read again.

    Call in the transaction that stores the new readings, before it does. Returns the articles of which the facts are
    the same and which nobody wants merged anew, so that they are done."""
    orders: defaultdict[int, list[Reread]] = defaultdict(list)
    for order in Reread.objects.waiting().filter(article__in=extractions).select_related("reprocessing"):
        orders[order.article_id].append(order)
    stored = {row.article_id: row for row in Reading.objects.filter(article__in=orders)} if orders else {}
    settled = {pk for pk, row in stored.items() if _note(orders[pk], load_extraction(row.extraction), extractions[pk])}
    if settled:
        Article.objects.filter(id__in=settled).update(stage=Stage.MERGE)
    return settled


def _note(orders: list[Reread], earlier: Extraction, extraction: Extraction) -> bool:
    """Whether the article is done."""
    differences = compare_readings(earlier, extraction)
    for order in orders:
        order.differences = [one.as_json() for one in differences]
        order.state = RereadState.CHANGED if differences else RereadState.UNCHANGED
        order.read_at = timezone.now()
    Reread.objects.bulk_update(orders, ["differences", "state", "read_at"])
    return same_facts(earlier, extraction) and not any(o.reprocessing.selection.get("settle") for o in orders)


def read_again(article: Article, stage: Stage) -> tuple[Difference, ...]:
    """What would differ if the article were read now from that stage on. Writes nothing."""
    parsed = load_parsed(article)
    if stage == Stage.PARSE:
        parsed = replace(parse_article(load_raw(article)), hints=parsed.hints)
    extraction = read_article(parsed, *current_lexicon())
    return compare_readings(load_extraction(article.reading.extraction), extraction)


def progress_of(reprocessing: Reprocessing) -> Progress:
    counts = dict(reprocessing.rereads.order_by().values_list("state").annotate(Count("id")))
    failed = reprocessing.rereads.failed().count()
    return Progress(
        listed=sum(counts.values()),
        unchanged=counts.get(RereadState.UNCHANGED, 0),
        changed=counts.get(RereadState.CHANGED, 0),
        failed=failed,
        waiting=counts.get(RereadState.WAITING, 0) - failed,
        complete=reprocessing.listed_at is not None,
    )
