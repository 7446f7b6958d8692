"""Names with several bearers in the text of a source of which one knows whom it usually writes about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from tracker.pipeline.records import CatalogGroup, CatalogOrganization, NameIndex, NameMatch


class HintedNames:
    """records.NameIndex for one article: a name that may mean several is given to the hinted group, as a last resort.

    Where the article names any of its bearers, or a sister of one, by a name that only that one has, its own words
    decide and nothing changes. Nor does a hint find a name that is not there."""

    def __init__(self, names: NameIndex, groups: Collection[str], text: str, on: date) -> None:
        self.hash = names.hash
        self._names = names
        self._groups = frozenset(groups)
        self._named: set[str] = set()
        for one in names.find(text, on):
            if one.ids:  # a company and the group that is called the same are one family
                self._named |= set.intersection(*(self._family(id, on) for id in one.ids))

    def find(self, text: str, on: date) -> list[NameMatch]:
        return [self._settle(one, on) if len(one.ids) > 1 else one for one in self._names.find(text, on)]

    def organization(self, id: str) -> CatalogOrganization:
        return self._names.organization(id)

    def name_at(self, id: str, on: date) -> str:
        return self._names.name_at(id, on)

    def group_at(self, id: str, on: date) -> CatalogGroup | None:
        return self._names.group_at(id, on)

    def group_name_at(self, group_id: str, on: date) -> str:
        return self._names.group_name_at(group_id, on)

    def group_named(self, surface: str, on: date) -> CatalogGroup | None:
        return self._names.group_named(surface, on)

    def _settle(self, match: NameMatch, on: date) -> NameMatch:
        if any(self._named & self._family(id, on) for id in match.ids):
            return match
        hinted = [id for id in match.ids if self._is_hinted(id, on)]
        if not hinted or self._is_hinted(match.ids[0], on):
            return match
        rest = [id for id in match.ids if id not in hinted]
        return replace(match, ids=(*hinted, *rest), hinted=True)

    def _is_hinted(self, id: str, on: date) -> bool:
        group = self._names.group_at(id, on)
        return group is not None and group.id in self._groups

    def _family(self, id: str, on: date) -> set[str]:
        group = self._names.group_at(id, on)
        return {id, f"group {group.id}"} if group else {id}
