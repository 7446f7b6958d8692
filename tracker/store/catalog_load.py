"""Laying the catalog files over the database. Idempotent; an editor's change is never overwritten.

A row remembers what the catalog calls it (`catalog_key`). A row that an editor has changed (origin editor), accepted or
rejected is left alone from then on; a row that the files do not have any longer goes, unless an editor has touched it.
Organizations and groups themselves are never deleted: their addresses are permanent.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from simple_history.utils import bulk_create_with_history

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
from tracker.models.identity import Edited, search_key
from tracker.pipeline.link.catalog import Catalog
from tracker.pipeline.link.names import normalise_name
from tracker.pipeline.records import CatalogName, CatalogOrganization
from tracker.store.catalog import touch_catalog
from tracker.store.groups import refresh_group_search
from tracker.store.organizations import refresh_search_text
from tracker.store.partner_rows import refresh_partners_of
from tracker.store.timeline_rows import (
    refresh_rows_of_organizations,
    refresh_rows_of_sectors,
    sector_order,
    shown_names,
)

FOUND_BY = {"search_text", "name_key"}  # columns that follow from the names

Wanted = dict[tuple[int, str], dict[str, Any]]  # {(parent id, catalog key): values}


def store_catalog(catalog: Catalog) -> dict[str, int]:
    """Lays the catalog over the database in one transaction; returns how many rows were written of each model.

    Does nothing when the very same files were loaded before (`unchanged` = 1)."""
    state, _ = CatalogState.objects.get_or_create(id=1)
    if state.files_hash == catalog.hash:
        return {"unchanged": 1}
    with transaction.atomic():
        before = _kinds_and_memberships()
        names, order = shown_names(), sector_order()
        counts = {"groups": _store_groups(catalog), "sectors": _store_sectors(catalog)}
        counts["organizations"] = _store_organizations(catalog)
        counts |= _store_rows(catalog)
        _refresh_searches()
        after = _kinds_and_memberships()
        refresh_partners_of(pk for pk, what in after.items() if before.get(pk, what) != what)
        _refresh_timelines(names, order)
        ambiguous = [entry.model_dump(mode="json") for entry in catalog.ambiguous]
        CatalogState.objects.filter(id=1).update(files_hash=catalog.hash, ambiguous=ambiguous)
        touch_catalog()
    return counts


def _kinds_and_memberships() -> dict[int, tuple[str, frozenset[Any]]]:
    """Of every organization, what partnerships are counted by."""
    memberships: dict[int, set[Any]] = {}
    rows = Affiliation.objects.exclude(review=Review.REJECTED)
    for pk, *period in rows.values_list("organization_id", "group_id", "since", "until"):
        memberships.setdefault(pk, set()).add(tuple(period))
    kinds = Organization.objects.values_list("pk", "kind")
    return {pk: (kind, frozenset(memberships.get(pk, ()))) for pk, kind in kinds}


def _store_groups(catalog: Catalog) -> int:
    rows = {row.slug: row for row in Group.objects.all()}
    wanted = {}
    for group in catalog.groups:
        text = search_key(group.name, group.english, *(name.name for name in group.names))
        wanted[group.id] = {
            "name": group.name,
            "english_name": group.english,
            "search_text": text,
        }
    return _store_parents(Group, rows, wanted)


def _store_sectors(catalog: Catalog) -> int:
    rows = {row.slug: row for row in Sector.objects.all()}
    wanted = {
        sector.id: {
            "name": sector.name,
            "english_name": sector.english,
            "letter": sector.letter,
            "letter_english": sector.letter_english,
            "position": position,
        }
        for position, sector in enumerate(catalog.sectors)
    }
    return _store_parents(Sector, rows, wanted)


def _store_organizations(catalog: Catalog) -> int:
    rows = {row.slug: row for row in Organization.objects.all()}
    groups = dict(Group.objects.values_list("slug", "id"))
    wanted = {}
    for one in catalog.organizations:
        wanted[one.id] = {
            "kind": one.kind,
            "name": one.name,
            "english_name": one.english,
            "name_key": normalise_name(one.name)[:200],
            "stands_for_id": groups[one.affiliations[0].group] if one.is_group else None,
            "search_text": search_key(one.name, one.english, *(name.name for name in one.names)),
        }
    return _store_parents(Organization, rows, wanted)


def _store_parents(model: Any, rows: Mapping[str, Edited], wanted: dict[str, dict[str, Any]]) -> int:
    """Rows with a slug: new ones added, known ones updated in the fields that no editor has set."""
    new = [model(slug=slug, origin=Origin.CATALOG, **values) for slug, values in wanted.items() if slug not in rows]
    bulk_create_with_history(new, model)
    own = _with_own_names(model)
    changed = []
    for slug, values in wanted.items():
        row = rows.get(slug)
        if row is not None and row.pk in own:
            values = {name: value for name, value in values.items() if name not in FOUND_BY}
        if row is not None and row.set_unless_edited(**values):
            row.save()
            changed.append(row)
    return len(new) + len(changed)


def _with_own_names(model: Any) -> set[int]:
    """Rows that are found by more or other names than the files give them."""
    if model is Sector:
        return set()
    edited = set(model.objects.exclude(edited_fields=[]).values_list("id", flat=True))
    other_names = ~Q(names__origin=Origin.CATALOG) | Q(names__review=Review.REJECTED)
    return edited | set(model.objects.filter(names__isnull=False).filter(other_names).values_list("id", flat=True))


def _refresh_searches() -> None:
    for group in Group.objects.filter(pk__in=_with_own_names(Group)):
        refresh_group_search(group)
    for organization in Organization.objects.filter(pk__in=_with_own_names(Organization), origin=Origin.CATALOG):
        refresh_search_text(organization)


def _refresh_timelines(names: Mapping[int, Any], order: Mapping[int, Any]) -> None:
    """names, order: as they were before."""
    now = shown_names()
    refresh_rows_of_organizations([pk for pk, before in names.items() if now.get(pk) != before])
    if {pk: place for pk, place in sector_order().items() if pk in order} != order:
        refresh_rows_of_sectors(list(order))


def _store_rows(catalog: Catalog) -> dict[str, int]:
    groups = dict(Group.objects.values_list("slug", "id"))
    organizations = dict(Organization.objects.values_list("slug", "id"))
    sectors = dict(Sector.objects.values_list("slug", "id"))
    group_names: Wanted = {}
    for group in catalog.groups:
        group_names |= _names(groups[group.id], group.names)
    names: Wanted = {}
    affiliations: Wanted = {}
    for one in catalog.organizations:
        names |= _names(organizations[one.id], one.names)
        affiliations |= _affiliations(organizations[one.id], one, groups)
    words: Wanted = {}
    for sector in catalog.sectors:
        for strength, listed in (("strong", sector.strong), ("weak", sector.weak)):
            for word in listed:
                language = "en" if word.isascii() else "ko"
                values = {"word": word, "language": language, "strength": strength}
                words.setdefault((sectors[sector.id], word), values)
    return {
        "group_names": _sync(GroupName, "group_id", ("name", "language", "since"), group_names),
        "names": _sync(OrganizationName, "organization_id", ("name", "language", "since"), names),
        "affiliations": _sync(Affiliation, "organization_id", ("group_id", "since"), affiliations),
        "words": _sync(SectorWord, "sector_id", ("word",), words),
    }


def _names(parent: int, names: Iterable[CatalogName]) -> Wanted:
    wanted: Wanted = {}
    for name in names:
        key = f"{name.language}|{name.name}|{name.since or ''}"
        values = {
            "name": name.name,
            "language": name.language,
            "official": name.official,
            "since": name.since,
            "until": name.until,
        }
        wanted.setdefault((parent, key[:250]), values)
    return wanted


def _affiliations(parent: int, one: CatalogOrganization, groups: dict[str, int]) -> Wanted:
    return {
        (parent, f"{membership.group}|{membership.since or ''}"): {
            "group_id": groups[membership.group],
            "since": membership.since,
            "until": membership.until,
        }
        for membership in one.affiliations
    }


def _sync(model: Any, parent: str, natural: tuple[str, ...], wanted: Wanted) -> int:
    """Child rows: new ones added, the catalog's own ones updated or removed, touched ones left alone."""
    rows = {(getattr(row, parent), row.catalog_key): row for row in model.objects.exclude(catalog_key="")}
    taken = {(row[0], *row[1:]) for row in model.objects.values_list(parent, *natural)}
    new = []
    written = 0
    for (owner, key), values in wanted.items():
        row = rows.pop((owner, key), None)
        if row is None:
            identity = (owner, *(values[name] for name in natural))
            if identity not in taken:
                taken.add(identity)
                new.append(
                    model(
                        **{parent: owner},
                        catalog_key=key,
                        origin=Origin.CATALOG,
                        **values,
                    )
                )
        elif _untouched(row) and any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            written += 1
    for row in rows.values():
        if _untouched(row):
            row.delete()
            written += 1
    _create(model, new)
    return written + len(new)


def _untouched(row: Any) -> bool:
    return bool(row.origin == Origin.CATALOG and row.review == Review.MACHINE)


def _create(model: type[models.Model], new: list[Any]) -> None:
    if hasattr(model, "history"):
        bulk_create_with_history(new, model)
    else:
        model._default_manager.bulk_create(new)
