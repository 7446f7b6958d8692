"""Columns of the timeline's tables as entries. Reads nothing of the database: sectors and words are known before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from tracker.forms.timeline_filter import TimelineFilter
from tracker.models import NO_DAY, MilestoneKind, Modality, Role, Sector, Status, TimelinePlace
from tracker.timeline.entries import Entry, Lane, Party, SectorMark
from tracker.timeline.scope import NO_LANE, Scope

HUES = 8
COLUMNS = (
    "day", "row_id", "lane_affiliate_id", "lane_partner_id", "sector_id",
    "row__public_id", "row__initiative_public_id", "row__title", "row__status", "row__kind", "row__modality",
    "row__date_value", "until", "row__confidence", "row__reviewed", "row__reports", "row__origins", "row__samples",
    "row__quote", "row__sectors", "row__parties", "row__due_on", "row__promised_by", "row__replaced_by", "row__age",
)  # fmt: skip
BEGUN = "row__begun"  # a column more, for an axis that begins there


class Reader:
    """Makes entries of one timeline, and remembers in which lanes they are."""

    def __init__(self, scope: Scope, wanted: TimelineFilter, today: date, sectors: Sequence[Sector]) -> None:
        self._scope, self._wanted, self._today = scope, wanted, today
        self._english = get_language() == "en"
        # Words are looked up once, not once a row.
        self._kinds = {one.value: str(one.label) for one in MilestoneKind}
        self._modalities = {one.value: str(one.label) for one in Modality}
        self._statuses = {one.value: str(one.label) for one in Status}
        self._roles = {one.value: str(one.label) for one in Role}
        self.sectors = {one.pk: mark_sector(one) for one in sectors}
        self._lanes: dict[str, tuple[str, set[str]]] = {}
        # Milestones of one initiative mostly have the same texts: each is read once.
        self._known_sectors: dict[str, tuple[SectorMark, ...]] = {}
        self._known_parties: dict[str, tuple[list[dict[str, Any]], tuple[Party, ...]]] = {}
        self._address = reverse("initiative", args=["x"]).replace("x/", "%s/")

    def read(self, places: Iterable[tuple[Any, ...]]) -> Iterator[Entry]:
        """places: COLUMNS of places."""
        for place in places:
            yield self._entry(place)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Those of the entries read so far."""
        return tuple(Lane(key, name, ", ".join(sorted(names - {name}))) for key, (name, names) in self._lanes.items())

    def _entry(self, place: tuple[Any, ...]) -> Entry:
        (
            day, row_id, affiliate, partner, sector_id, public_id, initiative, title, status, kind, modality,
            date_value, until, confidence, reviewed, reports, origins, samples, quote, sectors, parties, due_on,
            promised_by, replaced_by, age, *begun,
        ) = place  # fmt: skip
        dated = day != NO_DAY
        raw, known = self._known_parties.get(parties) or self._read_parties(parties)
        return Entry(
            public_id,
            initiative,
            title,
            self._address % initiative,
            self._lane(affiliate, partner, sector_id, initiative, title, raw),
            kind,
            self._kinds[kind],
            modality,
            self._modalities[modality],
            self._statuses[status],
            date_value,
            day if dated else None,
            until if dated else None,
            self._known_sectors.get(sectors) or self._read_sectors(sectors),
            known,
            confidence,
            reviewed,
            reports,
            quote,
            samples,
            status,
            due_on is not None and due_on < self._today,
            promised_by,
            replaced_by,
            origins,
            begun[0] if begun else None,
            age,
            f"{day}_{row_id}",
        )

    def _read_sectors(self, text: str) -> tuple[SectorMark, ...]:
        ids = (int(part) for part in text.split())
        marks = tuple(self.sectors[pk] for pk in ids if pk in self.sectors)
        self._known_sectors[text] = marks
        return marks

    def _read_parties(self, text: str) -> tuple[list[dict[str, Any]], tuple[Party, ...]]:
        raw = json.loads(text)
        self._known_parties[text] = raw, tuple(self._party(one) for one in raw)
        return self._known_parties[text]

    def _party(self, one: dict[str, Any]) -> Party:
        name, now = (one["english"], one["now_english"]) if self._english else (one["name"], one["now"])
        role = one["role"]
        return Party(
            one["slug"],
            name,
            now if now != name else "",
            self._roles.get(role, role),
            role == "lead",
            self._is_ours(one),
        )

    def _is_ours(self, one: dict[str, Any]) -> bool:
        kind, slug = self._scope.kind, self._scope.slug
        return bool(one["group"] == slug if kind == "group" else one["slug"] == slug)

    def _lane(
        self, affiliate: int | None, partner: int | None, sector: int | None, initiative: str, title: str, parties: Any
    ) -> str:
        lanes = self._wanted.lanes
        if lanes == "initiative":
            return self._note(initiative, title, title)
        if lanes == "sector":
            mark = self.sectors.get(sector or 0)
            return self._note(mark.slug, mark.name, mark.name) if mark else self._note(NO_LANE, "", "")
        wanted = affiliate if lanes == "affiliate" else partner
        chosen = self._wanted.affiliate if lanes == "affiliate" else ""
        for one in parties:
            if one["slug"] == chosen if chosen else one["id"] == wanted:
                now, name = ("now_english", "english") if self._english else ("now", "name")
                return self._note(one["slug"], one[now], one[name])
        return self._note(NO_LANE, "", "")

    def _note(self, key: str, now: str, name: str) -> str:
        self._lanes.setdefault(key, (now, set()))[1].add(name)
        return key


def mark_sector(sector: Sector) -> SectorMark:
    return SectorMark(sector.slug, sector.display_name, sector.display_letter, sector.position % HUES)


def columns_of(places: QuerySet[TimelinePlace], *, begun: bool = False) -> QuerySet[TimelinePlace, Any]:
    """The columns that a Reader wants of places."""
    return places.values_list(*COLUMNS, BEGUN) if begun else places.values_list(*COLUMNS)
