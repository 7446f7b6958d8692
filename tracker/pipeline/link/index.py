"""The catalog as an index: names found in running text, and what an organization was called at a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs

from tracker.pipeline.link.borders import begins_well, ends_well, widen
from tracker.pipeline.link.catalog import Catalog, load_default_catalog
from tracker.pipeline.link.names import fold, normalise_name, strip_corporate_form
from tracker.pipeline.link.owners import FUTURE, Owner, owners_by_spelling, rank_owners
from tracker.pipeline.records import CatalogGroup, CatalogName, CatalogOrganization, NameMatch


class _Found(NamedTuple):
    start: int
    end: int
    spelling: int
    ids: tuple[str, ...]
    future: bool  # every bearer took the name long after the date


class CatalogIndex:
    """records.NameIndex over one catalog. Says the same for ever, safe to share between threads."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.hash = catalog.hash
        self._organizations = {one.id: one for one in catalog.organizations}
        self._groups = {one.id: one for one in catalog.groups}
        owners = owners_by_spelling(catalog)
        self._spellings = sorted(owners)
        self._owners = [owners[one] for one in self._spellings]
        self._by_normal_form: dict[str, list[Owner]] = {}
        self._loose = [all(one.loose for one in bearers) for bearers in self._owners]
        self._words = {place for place, bearers in enumerate(self._owners) if bearers[0].word}
        self._undated: dict[int, tuple[str, ...] | None] = {}  # filled as spellings are met
        self._automaton = ahocorasick_rs.AhoCorasick(self._spellings)
        self._named_groups = _groups_by_name(catalog)

    def find(self, text: str, on: date) -> list[NameMatch]:
        """Catalog names in `text` (NFC), in order and without overlap; the longest name at a place wins.

        A name that begins more than sixty days after `on` counts only where no other name is.
        """
        folded = fold(text)
        chosen = _without_overlap(self._candidates(folded, on))
        if self._words:
            chosen = self._without_words(chosen, folded, on)
        matches = []
        last = 0
        for one in chosen:
            start, end = widen(folded, one.start, one.end)
            start = max(start, last)
            matches.append(NameMatch(start=start, end=end, surface=text[start:end], ids=one.ids))
            last = end
        return matches

    def organization(self, id: str) -> CatalogOrganization:
        """Raises KeyError for an id that the catalog has not."""
        return self._organizations[id]

    def name_at(self, id: str, on: date) -> str:
        """The Korean name of that day; before the first known name the first, after the last the last."""
        return _official_name(self._organizations[id].names, on) or self._organizations[id].name

    def group_at(self, id: str, on: date) -> CatalogGroup | None:
        for one in self._organizations[id].affiliations:
            if (one.since is None or one.since <= on) and (one.until is None or on < one.until):
                return self._groups[one.group]
        return None

    def group_name_at(self, group_id: str, on: date) -> str:
        return _official_name(self._groups[group_id].names, on) or self._groups[group_id].name

    def group_named(self, surface: str, on: date) -> CatalogGroup | None:
        """The group whose own name `surface` is, with or without 그룹 behind it; the bearer of that day first."""
        ranked = rank_owners(self._named_groups.get(normalise_name(surface), ()), on)
        return self._groups[ranked[0].id] if ranked else None

    def owners(self, name: str) -> Sequence[Owner]:
        """All bearers of a name at any date, however it is written; empty for an unknown name."""
        if not self._by_normal_form:
            joined: dict[str, list[Owner]] = defaultdict(list)
            for spelling, bearers in zip(self._spellings, self._owners, strict=True):
                joined[normalise_name(spelling)].extend(bearers)
            self._by_normal_form = dict(joined)
        return self._by_normal_form.get(normalise_name(name), ())

    def _candidates(self, folded: str, on: date) -> Iterator[_Found]:
        raw = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        starts = {start for _, start, _ in raw}
        ends = {end for _, _, end in raw}
        for spelling, start, end in raw:
            if not begins_well(folded, start, ends.__contains__):
                continue
            if not ends_well(folded, start, end, self._loose[spelling], starts.__contains__):
                continue
            if spelling not in self._undated:
                self._undated[spelling] = _ids_at_any_date(self._owners[spelling])
            ids = self._undated[spelling]
            if ids is not None:
                yield _Found(start, end, spelling, ids, False)
                continue
            ranked = rank_owners(self._owners[spelling], on)
            yield _Found(start, end, spelling, _distinct_ids(ranked), ranked[0].rank(on) == FUTURE)

    def _without_words(self, found: list[_Found], folded: str, on: date) -> list[_Found]:
        """Everyday words go, unless they or a relative are named for certain in the same text: ㈜대상, 대상그룹."""
        sure = [one for one in found if one.spelling not in self._words or self._is_marked(one, folded)]
        if len(sure) == len(found):
            return found
        families = {key for one in sure for id in one.ids for key in self._family(id, on)}
        return [
            one
            for one in found
            if one.spelling not in self._words or any(families & self._family(id, on) for id in one.ids)
        ]

    def _is_marked(self, one: _Found, folded: str) -> bool:
        spelling = self._spellings[one.spelling]
        return strip_corporate_form(spelling) != spelling or widen(folded, one.start, one.end) != (one.start, one.end)

    def _family(self, id: str, on: date) -> set[str]:
        group = self.group_at(id, on)
        return {id, f"group {group.id}"} if group else {id}


def build_index(catalog: Catalog) -> CatalogIndex:
    """The index of a catalog; about 10 ms for a thousand names."""
    return CatalogIndex(catalog)


@lru_cache(maxsize=1)
def load_default_index() -> CatalogIndex:
    """The index of the catalog that comes with the program, built once a process."""
    return build_index(load_default_catalog())


def _distinct_ids(owners: Iterable[Owner]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in owners))


def _ids_at_any_date(owners: Sequence[Owner]) -> tuple[str, ...] | None:
    """The ids in order where no bearer has a date, worked out once; None where the date decides."""
    if any(one.since or one.until for one in owners):
        return None
    return _distinct_ids(rank_owners(owners, date.max))


def _without_overlap(candidates: Iterable[_Found]) -> list[_Found]:
    taken: list[_Found] = []
    ordered = sorted(candidates, key=lambda one: (one.future, one.start, -one.end))
    last, first_future = 0, len(ordered)
    for position, one in enumerate(ordered):
        if one.future:
            first_future = position
            break
        if one.start >= last:
            taken.append(one)
            last = one.end
    for one in ordered[first_future:]:
        if all(one.end <= other.start or one.start >= other.end for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)


def _official_name(names: Iterable[CatalogName], on: date) -> str | None:
    chain = [one for one in names if one.official and one.language == "ko"]
    for one in chain:
        if one.until is None or on < one.until:
            return one.name  # a gap between two names, or a day before the first, has the name that follows
    return chain[-1].name if chain else None


def _groups_by_name(catalog: Catalog) -> dict[str, list[Owner]]:
    named: dict[str, list[Owner]] = defaultdict(list)
    for group in catalog.groups:
        for name in group.names:
            forms = {name.name, f"{name.name}그룹", f"{name.name} Group"}
            for form in forms:
                named[normalise_name(form)].append(Owner(group.id, name.since, name.until, name.official))
    return named
