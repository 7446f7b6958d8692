"""Entries of the catalog files, already valid one by one, into the records that travel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from tracker.pipeline.link.schema import Alias, FormerName, GroupFile, OrganizationEntry, SectorEntry
from tracker.pipeline.records import (
    CatalogAffiliation,
    CatalogGroup,
    CatalogName,
    CatalogOrganization,
    SectorWords,
)

Language = Literal["ko", "en"]


def group_organization_id(group_id: str) -> str:
    """The id of the organization that stands for a group as a whole."""
    return f"{group_id}-group"


def make_group(entry: GroupFile) -> CatalogGroup:
    official = _official_names(entry.former, entry.name, entry.english, entry.since)
    names = _dedupe([*official, *_alias_names(entry.aliases)])
    return CatalogGroup(id=entry.id, name=entry.name, english=entry.english, names=names)


def make_group_organization(entry: GroupFile) -> CatalogOrganization:
    """The whole ("포스코그룹"), named by the group's aliases and by each former name with 그룹 behind it."""
    former = tuple(
        FormerName(name=_with_group(one.name), english=None, since=one.since, until=one.until) for one in entry.former
    )
    name = _printed_group_name(entry)
    official = _official_names(former, name, None, entry.since)
    taken = {one.name for one in official}
    aliases = [one for one in _alias_names(entry.aliases) if one.name not in taken]
    english = next((one.name for one in aliases if one.language == "en" and one.until is None), "")
    return CatalogOrganization(
        id=group_organization_id(entry.id),
        kind="company",
        name=name,
        english=english or f"{entry.english} Group",
        names=_dedupe([*official, *aliases]),
        affiliations=(CatalogAffiliation(group=entry.id),),
        is_group=True,
    )


def make_organization(entry: OrganizationEntry, group_id: str | None) -> CatalogOrganization:
    """group_id: the group of the file in which the entry stands, None for partners."""
    affiliations: tuple[CatalogAffiliation, ...]
    if entry.affiliations is not None:
        affiliations = tuple(
            CatalogAffiliation(group=one.group, since=one.since, until=one.until) for one in entry.affiliations
        )
    else:
        affiliations = (CatalogAffiliation(group=group_id),) if group_id else ()
    official = _official_names(entry.former, entry.name, entry.english, entry.since)
    return CatalogOrganization(
        id=entry.id,
        kind=entry.kind,
        name=entry.name,
        english=entry.english or "",
        names=_dedupe([*official, *_alias_names(entry.aliases)]),
        affiliations=affiliations,
    )


def make_sector(entry: SectorEntry) -> SectorWords:
    return SectorWords(
        id=entry.id,
        name=entry.name,
        english=entry.english,
        letter=entry.letter,
        letter_english=entry.letter_english,
        strong=entry.strong,
        weak=entry.weak,
    )


def _with_group(name: str) -> str:
    return name if name.endswith("그룹") else f"{name}그룹"


def _printed_group_name(entry: GroupFile) -> str:
    former = {_with_group(one.name) for one in entry.former}
    today = [one.name for one in entry.aliases if one.until is None and one.name.endswith("그룹")]
    usual = _with_group(entry.name)
    if usual in today:
        return usual
    return next((name for name in today if name not in former), usual)


def _official_names(
    former: Sequence[FormerName], name: str, english: str | None, since: date | None
) -> list[CatalogName]:
    """Names of the Korean and of the English chain, oldest first. A former name whose end is not known is no official
    name of any day, because nobody could say of which."""
    korean: list[tuple[str, date | None, date | None]] = [(one.name, one.since, one.until) for one in former]
    latin = [(one.english, one.since, one.until) for one in former if one.english]
    chains: list[tuple[Language, list[tuple[str, date | None, date | None]]]] = [
        ("ko", [*korean, (name, since, None)]),
        ("en", [*latin, (english, since, None)] if english else latin),
    ]
    return [one for language, chain in chains for one in _dated_chain(language, chain)]


def _dated_chain(language: Language, chain: Sequence[tuple[str, date | None, date | None]]) -> Iterator[CatalogName]:
    previous_end: date | None = None
    for position, (name, since, until) in enumerate(chain):
        last = position == len(chain) - 1
        if until is None and not last:
            until = chain[position + 1][1]
        since = since or previous_end
        yield CatalogName(name=name, language=language, official=last or until is not None, since=since, until=until)
        previous_end = until


def _alias_names(aliases: Sequence[Alias]) -> list[CatalogName]:
    return [
        CatalogName(name=one.name, language=_language(one.name), official=False, since=one.since, until=one.until)
        for one in aliases
    ]


def _language(name: str) -> Language:
    return "en" if name.isascii() else "ko"


def _dedupe(names: Sequence[CatalogName]) -> tuple[CatalogName, ...]:
    return tuple(dict.fromkeys(names))
