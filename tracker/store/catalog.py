"""The catalog in the database: files are laid over it, editors change it, workers read names from it."""

import hashlib
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Prefetch

from tracker.models import (
    Affiliation,
    CatalogState,
    Group,
    GroupName,
    Organization,
    OrganizationName,
    Origin,
    Review,
    Sector,
    SectorWord,
)
from tracker.pipeline.link.catalog import Catalog
from tracker.pipeline.link.index import build_index
from tracker.pipeline.link.schema import AmbiguousEntry
from tracker.pipeline.records import (
    CatalogAffiliation,
    CatalogGroup,
    CatalogName,
    CatalogOrganization,
    NameIndex,
    SectorWords,
)

STANDS = {"review__in": [Review.MACHINE, Review.ACCEPTED]}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What extraction knows: the name index and the sectors with their words."""

    names: NameIndex
    sectors: tuple[SectorWords, ...]


_lexicons: dict[int, Lexicon] = {}  # the latest only; a worker process builds it once and again when it has changed


def current_lexicon() -> tuple[NameIndex, tuple[SectorWords, ...]]:
    """The lexicon of the database as it is now: catalog, editors' changes and all."""
    version = CatalogState.objects.values_list("version", flat=True).first() or 0
    lexicon = _lexicons.get(version)
    if lexicon is None:
        catalog = read_catalog()
        lexicon = Lexicon(build_index(catalog), catalog.sectors)
        _lexicons.clear()
        _lexicons[version] = lexicon
    return lexicon.names, lexicon.sectors


def touch_catalog() -> None:
    """Call after a change of names, memberships or sector words: workers build their index again."""
    with transaction.atomic():
        CatalogState.objects.get_or_create(id=1)
        CatalogState.objects.filter(id=1).update(version=F("version") + 1)


def read_catalog() -> Catalog:
    """The catalog as the database has it, as the records of the pipeline. Proposals of the machine are left out:
    only what the files or a person vouch for may find names in articles."""
    state = CatalogState.objects.first()
    groups = tuple(
        _read_group(row) for row in Group.objects.order_by("slug").prefetch_related(_standing("names", GroupName))
    )
    sectors = tuple(_read_sector(row) for row in Sector.objects.prefetch_related(_standing("words", SectorWord)))
    rows = Organization.objects.filter(merged_into__isnull=True).exclude(review=Review.REJECTED)
    rows = rows.exclude(origin=Origin.MACHINE, review=Review.MACHINE).order_by("slug")
    rows = rows.prefetch_related(
        _standing("names", OrganizationName),
        Prefetch("affiliations", Affiliation.objects.filter(**STANDS).select_related("group")),
    )
    organizations = tuple(_read_organization(row) for row in rows)
    ambiguous = tuple(AmbiguousEntry(**entry) for entry in (state.ambiguous if state else []))
    digest = _content_hash(groups, organizations, sectors, ambiguous)
    return Catalog(groups, organizations, sectors, ambiguous, digest)


def _content_hash(*rows: tuple[Any, ...]) -> str:
    """Of what the catalog holds, not of its version: a change that is taken back leads to the same words again.

    Whatever order a database gives its rows in makes no difference."""

    def settled(value: Any) -> str:
        if isinstance(value, tuple):
            return f"[{','.join(sorted(map(settled, value)))}]"
        if is_dataclass(value):
            return settled(tuple(f"{one.name}={settled(getattr(value, one.name))}" for one in fields(value)))
        return repr(value)

    return hashlib.sha256(settled(rows).encode()).hexdigest()


def _standing(relation: str, model: Any) -> Any:
    return Prefetch(relation, model.objects.filter(**STANDS))


def _read_group(row: Group) -> CatalogGroup:
    names = tuple(_read_name(name) for name in row.names.all())
    return CatalogGroup(id=row.slug, name=row.name, english=row.english_name, names=names)


def _read_name(row: GroupName | OrganizationName) -> CatalogName:
    return CatalogName(
        name=row.name,
        language="en" if row.language == "en" else "ko",
        official=row.official,
        since=row.since,
        until=row.until,
    )


def _read_organization(row: Organization) -> CatalogOrganization:
    names = [_read_name(name) for name in row.names.all()]
    known = {name.name for name in names}
    # An editor's new row may have no names beside its own.
    if row.name not in known:
        names.append(CatalogName(row.name, "ko", official=not any(name.official for name in names)))
    if row.english_name and row.english_name not in known:
        names.append(CatalogName(row.english_name, "en", official=False))
    return CatalogOrganization(
        id=row.slug,
        kind=row.kind,
        name=row.name,
        english=row.english_name,
        names=tuple(names),
        affiliations=tuple(
            CatalogAffiliation(group=one.group.slug, since=one.since, until=one.until) for one in row.affiliations.all()
        ),
        is_group=row.stands_for_id is not None,
    )


def _read_sector(row: Sector) -> SectorWords:
    words = list(row.words.all())
    return SectorWords(
        id=row.slug,
        name=row.name,
        english=row.english_name,
        letter=row.letter,
        letter_english=row.letter_english,
        strong=tuple(word.word for word in words if word.strength == "strong"),
        weak=tuple(word.word for word in words if word.strength == "weak"),
    )
