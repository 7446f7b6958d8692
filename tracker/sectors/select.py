"""What happens in one sector, read from its initiatives that were reported last: LOOKED_AT of them at most, so that the
page of a sector with hundreds of thousands costs what one with thousands does. In a smaller one these are all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.translation import get_language

from tracker.models import (
    Group,
    Initiative,
    Language,
    Milestone,
    Modality,
    Organization,
    Participation,
    Promise,
    PromiseState,
    Report,
    Review,
    Sector,
    SectorWord,
    Status,
    Strength,
)

LOOKED_AT = 5000
LATEST = 8
DUE = 5
GROUPS = 10
PAIRS = 10
YEARS = 12
SOON = timedelta(days=180)
WORDS = 12


@dataclass(frozen=True, slots=True)
class Leading:
    group: Group
    initiatives: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A group and an organization outside it. origins: independent accounts of what they share."""

    group: Group
    partner: Organization
    initiatives: int
    origins: int


@dataclass(frozen=True, slots=True)
class Year:
    """initiatives: those of which something happened in it; share: of the fullest year, in per cent."""

    year: int
    initiatives: int
    share: int


@dataclass(frozen=True, slots=True)
class Doings:
    """What happens in a sector. looked_at: how many initiatives this was read from; whole: these are all of them."""

    looked_at: int
    whole: bool
    statuses: tuple[tuple[Status, int], ...]
    groups: tuple[Leading, ...]
    group_count: int
    pairs: tuple[Pair, ...]
    years: tuple[Year, ...]
    milestones: tuple[Milestone, ...]
    soon: tuple[Promise, ...]
    overdue: tuple[Promise, ...]
    promises: dict[str, int]
    words: tuple[str, ...]


def select_doings(sector: Sector, today: date) -> Doings:
    """In a fixed number of queries."""
    newest = Initiative.objects.visible().filter(sectors=sector).order_by("-last_reported", "-pk")
    rows = list(newest.values_list("pk", "status")[: LOOKED_AT + 1])
    base = [pk for pk, _status in rows[:LOOKED_AT]]
    members = _members(base)
    groups = Counter(group for some in members.values() for group in {one[0] for one in some if one[0] is not None})
    statuses = Counter(status for _pk, status in rows[:LOOKED_AT])
    promises = Promise.objects.filter(initiative__sectors=sector).select_related("initiative")
    return Doings(
        looked_at=min(len(rows), LOOKED_AT),
        whole=len(rows) <= LOOKED_AT,
        statuses=tuple((status, statuses[status.value]) for status in Status),
        groups=_leading(groups),
        group_count=len(groups),
        pairs=_pairs(members, base),
        years=_years(base, today),
        milestones=_latest(sector, today),
        soon=tuple(promises.due_between(today, today + SOON).order_by("due_on", "id")[:DUE]),
        overdue=tuple(promises.due(today).order_by("-due_on", "-id")[:DUE]),
        promises=_count(base, today),
        words=_words(sector),
    )


Members = dict[int, list[tuple[int | None, int, int | None]]]


def _members(base: Collection[int]) -> Members:
    """{initiative: [(group, organization, group that it stands for)]}"""
    rows = Participation.objects.exclude(review=Review.REJECTED).filter(initiative__in=base)
    found: Members = defaultdict(list)
    for initiative, *member in rows.values_list("initiative", "group", "organization", "organization__stands_for"):
        found[initiative].append((member[0], member[1], member[2]))
    return found


def _leading(counts: Counter[int]) -> tuple[Leading, ...]:
    most = counts.most_common(GROUPS)
    groups = Group.objects.in_bulk([pk for pk, _count in most])
    return tuple(Leading(groups[pk], count) for pk, count in most)


def _pairs(members: Members, base: Collection[int]) -> tuple[Pair, ...]:
    """Those of whom most independent accounts speak."""
    shared: dict[tuple[int, int], set[int]] = defaultdict(set)
    for initiative, some in members.items():
        for group, _organization, _whole in some:
            for other, organization, whole in some:
                # Two groups that meet are told once.
                if group is not None and group not in (other, whole) and (other is None or group < other):
                    shared[group, organization].add(initiative)
    origins: dict[int, set[int]] = defaultdict(set)
    told = Report.objects.filter(initiative__in=base).values_list("initiative", "article", "article__origin")
    for initiative, article, origin in told:
        origins[initiative].add(origin or -article)
    weighed = [(len(set[int]().union(*(origins[one] for one in ids))), len(ids), pair) for pair, ids in shared.items()]
    weighed.sort(key=lambda one: (-one[0], -one[1], one[2]))
    groups = Group.objects.in_bulk({pair[0] for *_counts, pair in weighed[:PAIRS]})
    partners = Organization.objects.in_bulk({pair[1] for *_counts, pair in weighed[:PAIRS]})
    return tuple(Pair(groups[p[0]], partners[p[1]], count, told) for told, count, p in weighed[:PAIRS])


def _years(base: Collection[int], today: date) -> tuple[Year, ...]:
    """The latest years, oldest first, without gaps."""
    standing = Milestone.objects.exclude(review=Review.REJECTED).filter(initiative__in=base).order_by()
    found: dict[int, set[int]] = defaultdict(set)
    for initiative, modality, first, last in standing.values_list("initiative", "modality", "date_from", "date_to"):
        # Asked here, since an index by modality would tempt a database to read most of the table.
        if modality != Modality.HAPPENED or first is None or last is None:
            continue
        for year in range(max(first.year, today.year - YEARS + 1), min(last.year, today.year) + 1):
            found[year].add(initiative)
    if not found:
        return ()
    most = max(map(len, found.values()))
    years: Iterable[int] = range(min(found), today.year + 1)
    return tuple(Year(year, len(found[year]), round(100 * len(found[year]) / most)) for year in years)


def _latest(sector: Sector, today: date) -> tuple[Milestone, ...]:
    """What happened last, whatever the article said of it."""
    rows = Milestone.objects.visible().filter(modality=Modality.HAPPENED, date_to__lte=today)
    rows = rows.filter(initiative__sectors=sector).select_related("initiative")
    latest = list(rows.order_by("-date_to", "-pk")[: 4 * LATEST])
    # Of two that may have happened on the same day the one that is known more exactly comes first.
    latest.sort(key=lambda one: (one.date_from or date.min, one.pk), reverse=True)
    return tuple(latest[:LATEST])


def _count(base: Collection[int], today: date) -> dict[str, int]:
    unsettled = Q(state=PromiseState.OPEN)
    return Promise.objects.filter(initiative__in=base).aggregate(
        due=Count("pk", filter=unsettled & Q(due_on__lt=today)),
        open=Count("pk", filter=unsettled & Q(due_on__gte=today)),
        fulfilled=Count("pk", filter=Q(state=PromiseState.FULFILLED)),
    )


def _words(sector: Sector) -> tuple[str, ...]:
    """Some of the words, in the language of the page, by which an article is known to speak of it."""
    language = Language.ENGLISH if get_language() == "en" else Language.KOREAN
    rows = SectorWord.objects.filter(sector=sector, strength=Strength.STRONG, language=language)
    return tuple(rows.exclude(review=Review.REJECTED).order_by("pk").values_list("word", flat=True)[:WORDS])
