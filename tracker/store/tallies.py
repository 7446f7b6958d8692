"""How much the ledger holds: by sector and status, by group. Counting a large one takes seconds, so it is counted from
time to time, by beat, and pages read what was counted; a small one is counted whenever somebody asks."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from tracker.models import Article, Group, Initiative, Milestone, Modality, Participation, Review, Tally, WorkState

LARGE = 2_000  # articles
LEAST_AGE = timedelta(seconds=60)
SHARE = 50  # counting may take a fiftieth of the time


@dataclass(frozen=True, slots=True)
class GroupTally:
    """initiatives, and partners in them that are not of the group; sectors, latest: ids of sectors and of the milestone
    that happened last."""

    group: int
    initiatives: int
    partners: int
    sectors: list[int]
    latest: int | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What stands. cross: [sector id (None: of no sector), status, initiatives]. groups: those that take part in
    anything, most initiatives first. sources: [source id, articles]; done: [stage, articles that ended there]."""

    initiatives: int
    milestones: int
    articles: int
    cross: list[list[Any]] = field(default_factory=list)
    groups: list[GroupTally] = field(default_factory=list)
    sources: list[list[int]] = field(default_factory=list)
    done: list[list[Any]] = field(default_factory=list)

    def in_sector(self, sector_id: int) -> int:
        return sum(number for sector, _status, number in self.cross if sector == sector_id)


def totals() -> Totals:
    """As counted last, or now where that costs little."""
    row = Tally.objects.first()
    if row is None:
        return count_ledger()
    content = dict(row.content)
    return Totals(**{**content, "groups": [GroupTally(**one) for one in content["groups"]]})


def count_articles() -> int:
    """How many articles have been read, as `totals` says it but for less."""
    known = _counted("articles")
    return _articles() if known is None else int(known)


def count_sources() -> dict[int, int]:
    """{source id: its articles}, likewise."""
    known = _counted("sources")
    return {source: number for source, number in (_sources() if known is None else known)}


def count_cross() -> list[list[Any]]:
    """[sector id (None: of no sector), status, initiatives], likewise."""
    known = _counted("cross")
    return _cross() if known is None else list(known)


def count_done() -> dict[str, int]:
    """{stage: articles that are done and ended there}, likewise."""
    known = _counted("done")
    return dict(_done() if known is None else known)


def _counted(what: str) -> Any:
    return Tally.objects.values_list(f"content__{what}", flat=True).first()


def refresh_tally(*, at_once: bool = False) -> bool:
    """Counts a large ledger again if the last count is old, measured by what it cost; forgets that of one that has
    become small. Whether it was counted. Safe to run at any time, by anybody."""
    newest = Article.objects.aggregate(Min("id"), Max("id"))
    if (newest["id__max"] or 0) - (newest["id__min"] or 0) < LARGE:
        Tally.objects.all().delete()
        return False
    row = Tally.objects.defer("content").first()
    if row and not at_once and timezone.now() - row.made_at < max(LEAST_AGE, timedelta(seconds=SHARE * row.seconds)):
        return False
    begun = time.monotonic()
    if connection.vendor == "sqlite":
        tell_planner()
    content = asdict(count_ledger())
    values = {"content": content, "made_at": timezone.now(), "seconds": time.monotonic() - begun}
    Tally.objects.update_or_create(id=1, defaults=values)
    return True


def tell_planner() -> None:
    """The database learns how large its tables have become, by which it chooses its indexes. PostgreSQL does it by
    itself by and by; SQLite never does, and reads whole tables where a few rows are asked for."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def rebuild_tally() -> Iterator[int]:
    """For `manage.py rebuild`."""
    yield int(refresh_tally(at_once=True))


def count_ledger() -> Totals:
    """In a fixed number of queries."""
    return Totals(
        initiatives=Initiative.objects.visible().count(),
        milestones=Milestone.objects.visible().count(),
        articles=_articles(),
        cross=_cross(),
        groups=sorted(_groups(), key=lambda one: (-one.initiatives, one.group)),
        sources=_sources(),
        done=_done(),
    )


def _cross() -> list[list[Any]]:
    counted = Initiative.objects.visible().order_by().values_list("sectors", "status").annotate(n=Count("id"))
    return sorted(map(list, counted), key=lambda row: (row[0] or 0, row[1]))


def _articles() -> int:
    return Article.objects.readable().count()


def _sources() -> list[list[int]]:
    return list(map(list, Article.objects.order_by().values_list("source").annotate(Count("id"))))


def _done() -> list[list[Any]]:
    done = Article.objects.filter(state=WorkState.DONE).order_by()
    return list(map(list, done.values_list("stage").annotate(Count("id"))))


def _groups() -> Iterator[GroupTally]:
    """Read row by row, so that it takes little memory whatever the size."""
    initiatives: Counter[int] = Counter()
    partners: dict[int, set[int]] = {}
    for members in _taking_part():
        for group in {group for _organization, group in members if group is not None}:
            initiatives[group] += 1
            partners.setdefault(group, set()).update(other for other, of in members if of != group)
    sectors: dict[int, list[int]] = {}
    pairs = _standing().filter(group__isnull=False, initiative__sectors__isnull=False).order_by()
    for group, sector in sorted(pairs.values_list("group", "initiative__sectors").distinct()):
        sectors.setdefault(group, []).append(sector)
    latest = dict(Group.objects.filter(pk__in=initiatives).annotate(last=Subquery(_latest())).values_list("id", "last"))
    for group, number in initiatives.items():
        yield GroupTally(group, number, len(partners[group]), sectors.get(group, []), latest.get(group))


def _standing() -> QuerySet[Participation]:
    """Participations that stand, in initiatives that stand."""
    standing = Participation.objects.exclude(review=Review.REJECTED)
    return standing.filter(initiative__merged_into__isnull=True, initiative__withdrawn=False).exclude(
        initiative__review=Review.REJECTED
    )


def _taking_part() -> Iterator[list[tuple[int, int | None]]]:
    """(organization, group of that day) of each initiative's participations."""
    rows = _standing().order_by("initiative").values_list("initiative", "organization", "group")
    for _initiative, members in groupby(rows.iterator(chunk_size=5_000), key=itemgetter(0)):
        yield [(organization, group) for _, organization, group in members]


def _latest() -> QuerySet[Milestone]:
    """The newest milestone of a group that has happened: by the last day, in whose order there is an index."""
    ours = Participation.objects.filter(group=OuterRef(OuterRef("pk")), initiative=OuterRef("initiative"))
    happened = Milestone.objects.visible().filter(
        Exists(ours.exclude(review=Review.REJECTED)), modality=Modality.HAPPENED, date_from__lte=timezone.localdate()
    )
    return happened.order_by("-date_to", "-id").values("pk")[:1]  # type: ignore[return-value]
