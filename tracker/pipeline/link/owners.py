"""Whose name a spelling is, and when: the dated bearers of every spelling that the index looks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.pipeline.link.assemble import group_organization_id
from tracker.pipeline.link.catalog import Catalog
from tracker.pipeline.link.names import (
    english_spellings,
    fold,
    korean_spellings,
    normalise_name,
    prefixed_spelling,
)
from tracker.pipeline.records import CatalogGroup, CatalogName, CatalogOrganization

VALID, EXPIRED, FUTURE = 0, 1, 2
_ANNOUNCED_BEFORE = timedelta(days=60)  # the press uses a new name from its announcement on


@dataclass(frozen=True, slots=True)
class Owner:
    """One bearer of a spelling. bare: a group meant by its name alone; loose: not the usual way to write the name."""

    id: str
    since: date | None = None
    until: date | None = None
    official: bool = False
    bare: bool = False
    loose: bool = False
    declared: bool = False  # by ambiguous.yaml, at this place of its list
    place: int = 0
    word: bool = False  # the name is an everyday word as well

    def rank(self, on: date) -> int:
        if self.since is not None and self.since - _ANNOUNCED_BEFORE > on:
            return FUTURE
        return EXPIRED if self.until is not None and self.until <= on else VALID


def rank_owners(owners: Sequence[Owner], on: date) -> Sequence[Owner]:
    """Likeliest first. Those who took the name long after the date are left out if there is anybody else."""
    if len(owners) <= 1:
        return owners
    ranked = sorted(owners, key=lambda one: (one.rank(on), one.place, one.bare, one.loose, not one.official))
    known = [one for one in ranked if one.rank(on) != FUTURE]
    return known or ranked


def owners_by_spelling(catalog: Catalog) -> dict[str, list[Owner]]:
    """Every spelling to look for in text, with its bearers."""
    found: dict[str, list[Owner]] = defaultdict(list)
    for organization in catalog.organizations:
        prefixes = _group_prefixes(catalog, organization)
        for name in organization.names:
            for spelling, loose in _spellings(name, prefixes):
                found[spelling].append(Owner(organization.id, name.since, name.until, name.official, loose=loose))
    for group in catalog.groups:
        for spelling, owner in _group_spellings(group):
            found[spelling].append(owner)
    _put_in_declared_order(catalog, found)
    return found


def _spellings(name: CatalogName, prefixes: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    usual = fold(name.name)
    yield usual, False
    english = name.language == "en" or usual.isascii()
    others = english_spellings(usual) if english else set()
    if name.language == "ko" or len(usual) <= 12:
        others |= korean_spellings(usual)
    prefixed = prefixed_spelling(usual, prefixes)
    if prefixed:
        others.add(prefixed)
    for one in sorted(others - {usual}):
        yield one, " " in one and " " not in usual


def _group_prefixes(catalog: Catalog, organization: CatalogOrganization) -> tuple[str, ...]:
    ids = {one.group for one in organization.affiliations}
    if organization.is_group or not ids:
        return ()
    names = {name.name for group in catalog.groups if group.id in ids for name in group.names}
    short = {"현대"} if any(name.startswith("현대") for name in names) else set()
    return tuple(sorted(names | short, key=len, reverse=True))


def _group_spellings(group: CatalogGroup) -> Iterator[tuple[str, Owner]]:
    whole = group_organization_id(group.id)
    for name in group.names:
        usual = fold(name.name)
        owner = Owner(whole, name.since, name.until, name.official, bare=True)
        spellings = {usual} | (english_spellings(usual) if name.language == "en" else set())
        for one in spellings:
            yield one, owner
            if one.endswith(("그룹", "Group", "GROUP")):
                continue
            for form in (f"{one}그룹", f"{one} 그룹", f"{one} Group", f"{one} group"):
                yield form, owner


def _put_in_declared_order(catalog: Catalog, found: dict[str, list[Owner]]) -> None:
    """Names of ambiguous.yaml get exactly the candidates that it lists, dated where a candidate's own name is."""
    groups = {one.id for one in catalog.groups}
    by_key: dict[str, list[str]] = defaultdict(list)
    heads = {normalise_name(entry.name)[:2] for entry in catalog.ambiguous}
    for spelling in found:
        if spelling[:2].casefold() in heads or not spelling[:2].isalnum():  # most of them need no closer look
            by_key[normalise_name(spelling)].append(spelling)
    for entry in catalog.ambiguous:
        ids = [group_organization_id(id) if id in groups else id for id in entry.candidates]
        for spelling in by_key.get(normalise_name(entry.name)) or [fold(entry.name)]:
            own = {one.id: one for one in found.get(spelling, ())}  # of several periods the last
            found[spelling] = list(_declared_owners(ids, own, entry.use == "word"))


def _declared_owners(ids: Iterable[str], own: dict[str, Owner], word: bool) -> Iterator[Owner]:
    for place, id in enumerate(ids):
        one = own.get(id, Owner(id))
        yield Owner(id, one.since, one.until, one.official, one.bare, one.loose, True, place, word)
