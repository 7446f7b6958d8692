"""Initiatives that have something to do with one: the same partners, the same town, the same family of projects.

Candidates are found by the keys under which reports are merged ("who|sector|party or town"), one indexed look-up that
stays small however many initiatives there are. What they have in common is read from their rows and said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from tracker.models import BlockKey, Initiative, MergeProposal, Participation, Review, Role
from tracker.record.members import ORDER

LOOKED_AT = 2000  # keys of other reports
CANDIDATES = 24
SHOWN = 8
WORD_LENGTH = 3
# Words of titles that half of all initiatives share.
COMMON = {
    "구축", "사업", "협약", "계약", "공장", "플랫폼", "시스템", "개발", "조성", "건설", "추진", "기술", "스마트",
    "프로젝트", "스마트시티", "스마트팩토리", "스마트공장", "스마트홈", "스마트그리드", "에너지", "태양광",
    "태양광발전소", "발전소", "배터리", "smart", "city", "factory", "energy", "project", "plant", "system",
    "platform", "battery", "storage", "with", "the",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Related:
    """partners: names of organizations in both; places: in both; words: proper words that both titles have; alike: the
    machine asks whether both are one."""

    initiative: Initiative
    partners: tuple[str, ...]
    places: tuple[str, ...]
    words: tuple[str, ...]
    alike: bool

    @property
    def weight(self) -> tuple[int, ...]:
        return (self.alike, len(self.words), len(self.partners) > 1, len(self.partners) + len(self.places))


def related_to(initiative: Initiative) -> list[Related]:
    """The closest ones first. Needs the initiative's participations with their organizations."""
    alike = _proposed(initiative)
    ids = list(dict.fromkeys([*alike, *_by_keys(initiative)]))[:CANDIDATES]
    if not ids:
        return []
    standing = Participation.objects.exclude(review=Review.REJECTED).select_related("organization")
    rows = Initiative.objects.visible().filter(pk__in=ids)
    rows = rows.prefetch_related(Prefetch("participations", standing.order_by("role", "id")))
    found = [_compare(initiative, one, one.pk in alike) for one in rows]
    found = [one for one in found if one.alike or one.partners or one.places or one.words]
    return sorted(found, key=lambda one: (one.weight, one.initiative.pk), reverse=True)[:SHOWN]


def _by_keys(initiative: Initiative) -> list[int]:
    """Those under most of the same keys."""
    own = BlockKey.objects.filter(report__initiative=initiative)
    telling = Q(key__contains="|party:") | Q(key__contains="|town:")
    shared = BlockKey.objects.filter(key__in=own.filter(telling).values("key"))
    others = shared.exclude(report__initiative=initiative).values_list("report__initiative_id", flat=True)
    return [pk for pk, _count in Counter(others[:LOOKED_AT]).most_common(CANDIDATES)]


def _proposed(initiative: Initiative) -> set[int]:
    rows = MergeProposal.objects.filter(Q(first=initiative) | Q(second=initiative)).values_list("first_id", "second_id")
    return {pk for pair in rows for pk in pair if pk != initiative.pk}


def _compare(initiative: Initiative, other: Initiative, alike: bool) -> Related:
    rows = sorted(initiative.participations.all(), key=lambda row: ORDER[Role(row.role)])
    ours = {row.organization_id: row.organization for row in rows}
    theirs = {row.organization_id for row in other.participations.all()}
    shared = [organization for pk, organization in ours.items() if pk in theirs]
    places = tuple(place for place in map(str, other.locations) if place in initiative.locations)
    known = [*places, *(word for one in ours.values() for word in (one.name, one.english_name) if word)]
    words = _words(initiative.title, known) & _words(other.title, known)
    return Related(
        initiative=other,
        partners=tuple(one.display_name for one in shared),
        places=places,
        words=tuple(sorted(words, key=lambda word: (-len(word), word))[:3]),
        alike=alike,
    )


def _words(title: str, known: Iterable[str]) -> set[str]:
    """The proper words of a title: not the names of organizations and places, nor those that every title has."""
    names = {part for name in known for part in _parts(name)}
    return {part for part in _parts(title) if len(part) >= WORD_LENGTH and not _is_common(part, names)}


def _is_common(word: str, names: Collection[str]) -> bool:
    return word in COMMON or word in names or word[0].isdigit() or any(word in name or name in word for name in names)


def _parts(text: str) -> set[str]:
    return {part.strip("‘’“”'\"()[],") for part in text.casefold().replace("·", " ").split()} - {""}
