"""Who works together for the first time: pairs of a group and an organization outside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from tracker.changes.edits import READ
from tracker.models import Group, Initiative, Organization, Participation, Review

# Of initiatives that stand, by a join: as a subquery all of them would be read.
STANDS = Q(initiative__merged_into__isnull=True, initiative__withdrawn=False) & ~Q(initiative__review=Review.REJECTED)
Pair = tuple[int, int]  # group, organization
# (participation, group, organization, group that the organization stands for)
Member = tuple[int, int | None, int, int | None]


@dataclass(frozen=True, slots=True)
class Met:
    """A group and an organization that share an initiative for the first time."""

    group: Group
    partner: Organization
    initiative: Initiative


def find_new_partnerships(moment: datetime) -> tuple[int, Callable[[int], Sequence[Met]]]:
    """Pairs of which no other initiative knew before: how many, and the first so many, reported last first."""
    written = Participation.history.filter(history_type="+", history_date__gt=moment).order_by("-history_date")
    fresh = set(written.values_list("id", flat=True)[:READ])
    pairs = _pairs_of(fresh) if fresh else {}
    known = _known_before(pairs, fresh) if pairs else set()
    new = {pair: initiative for pair, initiative in pairs.items() if pair not in known}
    return len(new), lambda limit: _meet(list(new.items())[:limit])


def _pairs_of(fresh: Collection[int]) -> dict[Pair, int]:
    """{pair that one of these participations makes: the initiative}"""
    touched = set(Participation.objects.filter(pk__in=fresh).values_list("initiative_id", flat=True))
    rows = Participation.objects.exclude(review=Review.REJECTED).filter(STANDS, initiative__in=touched)
    rows = rows.order_by("-initiative__last_reported", "id")
    members: dict[int, list[Member]] = {}
    for home, *member in rows.values_list("initiative", "pk", "group", "organization", "organization__stands_for"):
        members.setdefault(home, []).append((member[0], member[1], member[2], member[3]))
    pairs: dict[Pair, int] = {}
    for home, some in members.items():
        for pair in _meeting(some, fresh):
            pairs.setdefault(pair, home)
    return pairs


def _meeting(members: Sequence[Member], fresh: Collection[int]) -> Iterable[Pair]:
    for pk, group, _organization, _whole in members:
        for other, its_group, organization, whole in members:
            if group is not None and group not in (its_group, whole) and (pk in fresh or other in fresh):
                yield (group, organization)


def _known_before(pairs: Collection[Pair], fresh: Collection[int]) -> set[Pair]:
    """Those of the pairs that share an initiative in which both have been for longer."""
    older = Participation.objects.exclude(review=Review.REJECTED).exclude(pk__in=fresh)
    groups, partners = {group for group, _partner in pairs}, {partner for _group, partner in pairs}
    ours = older.filter(group__in=groups, initiative=OuterRef("initiative"))
    theirs = older.filter(STANDS, organization__in=partners)
    shared: dict[int, set[int]] = {}
    for initiative, organization in theirs.filter(Exists(ours)).values_list("initiative", "organization"):
        shared.setdefault(initiative, set()).add(organization)
    found: set[Pair] = set()
    for initiative, group in older.filter(group__in=groups, initiative__in=shared).values_list("initiative", "group"):
        found |= {(group, partner) for partner in shared[initiative]}
    return found


def _meet(pairs: Sequence[tuple[Pair, int]]) -> list[Met]:
    groups = Group.objects.in_bulk({pair[0] for pair, _home in pairs})
    partners = Organization.objects.in_bulk({pair[1] for pair, _home in pairs})
    homes = Initiative.objects.in_bulk({home for _pair, home in pairs})
    return [Met(groups[group], partners[partner], homes[home]) for (group, partner), home in pairs]
