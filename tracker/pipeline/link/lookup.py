"""What the catalog answers when it is asked for a name, as plain values for JSON."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from tracker.pipeline.link.index import CatalogIndex
from tracker.pipeline.link.owners import VALID, rank_owners


class Candidate(TypedDict):
    organization: str
    now: str
    kind: str
    group: str | None


class Answer(TypedDict):
    """organization: its name at that date; now: its name today; group: short name of its group at that date."""

    name: str
    date: str
    organization: str | None
    now: str | None
    kind: str | None
    group: str | None
    candidates: list[Candidate]


def lookup(index: CatalogIndex, name: str, on: date) -> Answer:
    """Everything known of a name at a date; all null for an unknown name, candidates for one with several owners."""
    ids = resolve(index, name, on)
    described = [_describe(index, id, on) for id in ids]
    one = described[0] if len(described) == 1 else None
    return Answer(
        name=name,
        date=on.isoformat(),
        organization=one["organization"] if one else None,
        now=one["now"] if one else None,
        kind=one["kind"] if one else None,
        group=one["group"] if one else None,
        candidates=[] if one else described,
    )


def resolve(index: CatalogIndex, name: str, on: date) -> tuple[str, ...]:
    """Ids of the organizations that a name can mean by itself at a date, likeliest first; one if the date settles it.

    A company is meant before the group that is called the same; a bearer of that day before earlier and later ones.
    """
    ranked = rank_owners(index.owners(name), on)
    if not ranked:
        return ()
    best = [one for one in ranked if one.rank(on) == VALID] or list(ranked)
    named = [one for one in best if not one.bare]
    if named and not any(one.declared for one in best):
        best = named
    return tuple(dict.fromkeys(one.id for one in best))


def link_organizations(surface: str, on: date, index: CatalogIndex) -> str | None:
    """The catalog id that `surface` means by itself at that date, None if it is unknown or may mean several."""
    ids = resolve(index, surface, on)
    return ids[0] if len(ids) == 1 else None


def _describe(index: CatalogIndex, id: str, on: date) -> Candidate:
    organization = index.organization(id)
    group = index.group_at(id, on)
    return Candidate(
        organization=index.name_at(id, on),
        now=organization.name,
        kind=organization.kind,
        group=index.group_name_at(group.id, on) if group else None,
    )
