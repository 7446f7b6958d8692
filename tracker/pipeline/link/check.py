"""What can be wrong between entries that are each valid by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Protocol

from tracker.pipeline.link.names import normalise_name
from tracker.pipeline.link.schema import AmbiguousEntry
from tracker.pipeline.records import CatalogGroup, CatalogName, CatalogOrganization


class _Period(Protocol):
    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


def overlap(one: _Period, other: _Period) -> bool:
    """Whether two periods (since inclusive, until exclusive, None unbounded) share a day."""
    starts_in_time = other.until is None or one.since is None or one.since < other.until
    ends_in_time = one.until is None or other.since is None or other.since < one.until
    return starts_in_time and ends_in_time


def find_problems(
    groups: Sequence[CatalogGroup],
    organizations: Sequence[CatalogOrganization],
    ambiguous: Sequence[AmbiguousEntry],
    sources: Mapping[str, str],
) -> Iterator[str]:
    """Each problem as a line of file, entry and remedy. sources: in which file an id stands."""
    group_ids = {one.id for one in groups}
    for organization in organizations:
        where = f"{sources.get(organization.id, 'catalog')}: {organization.id}"
        yield from _affiliation_problems(organization, group_ids, where)
        yield from _period_problems(organization.names, where)
    known = group_ids | {one.id for one in organizations}
    yield from _ambiguous_problems(ambiguous, known)
    declared = {normalise_name(one.name): set(one.candidates) for one in ambiguous}
    yield from _shared_name_problems(organizations, declared, sources)


def _affiliation_problems(organization: CatalogOrganization, groups: set[str], where: str) -> Iterator[str]:
    for affiliation in organization.affiliations:
        if affiliation.group not in groups:
            yield f"{where}: no group has the id {affiliation.group}; mend it, or add the file of that group"
    for one, other in combinations(organization.affiliations, 2):
        if overlap(one, other):
            yield f"{where}: belongs to {one.group} and {other.group} at once; date the affiliations"


def _period_problems(names: Iterable[CatalogName], where: str) -> Iterator[str]:
    official = [one for one in names if one.official]
    for one in official:
        if one.since and one.until and one.since >= one.until:
            yield f"{where}: {one.name} ends ({one.until}) before it begins ({one.since}); mend since and until"
    for one, other in combinations(official, 2):
        if one.language == other.language and one.name != other.name and overlap(one, other):
            yield f"{where}: {one.name} and {other.name} are both its name at once; end one where the other begins"


def _ambiguous_problems(ambiguous: Iterable[AmbiguousEntry], known: set[str]) -> Iterator[str]:
    seen: set[str] = set()
    for entry in ambiguous:
        for id in entry.candidates:
            if id not in known:
                yield f"ambiguous.yaml: {entry.name}: no organization or group has the id {id}; mend it"
        key = normalise_name(entry.name)
        if key in seen:
            yield f"ambiguous.yaml: {entry.name}: stands twice; join its candidates in one entry"
        seen.add(key)


def _shared_name_problems(
    organizations: Iterable[CatalogOrganization], declared: Mapping[str, set[str]], sources: Mapping[str, str]
) -> Iterator[str]:
    owners: dict[str, list[tuple[CatalogOrganization, CatalogName]]] = defaultdict(list)
    for organization in organizations:
        for name in organization.names:
            owners[normalise_name(name.name)].append((organization, name))
    for key, holders in owners.items():
        if len({organization.id for organization, _ in holders}) < 2:
            continue
        reported: set[tuple[str, str]] = set()
        for (one, name), (other, other_name) in combinations(holders, 2):
            pair = (one.id, other.id)
            if one.id == other.id or pair in reported or not overlap(name, other_name):
                continue
            if {one.id, other.id} <= declared.get(key, set()) or _group_and_its_holding(one, other):
                continue
            reported.add(pair)
            yield (
                f"{sources.get(other.id, 'catalog')}: {other.id}: {other_name.name} is a name of {one.id} "
                f"({sources.get(one.id, 'catalog')}) at the same time; date them, or declare it in ambiguous.yaml"
            )


def _group_and_its_holding(one: CatalogOrganization, other: CatalogOrganization) -> bool:
    """Whether one is the group as a whole and the other of that group; the holding company is then the reading."""
    if one.is_group == other.is_group:
        return False
    return bool({a.group for a in one.affiliations} & {a.group for a in other.affiliations})
