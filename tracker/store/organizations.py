"""Organizations that articles name: found again, or added as a proposal of the machine."""

import re

from django.db.models import F
from django.utils.text import slugify

from tracker.models import (
    Affiliation,
    Initiative,
    Organization,
    OrganizationName,
    Origin,
    Review,
)
from tracker.models.identity import new_public_id, search_key
from tracker.pipeline.link.names import normalise_name, strip_corporate_form
from tracker.pipeline.records import Extraction, OrganizationFact
from tracker.store.initiatives import refresh_initiative_search
from tracker.store.timeline_rows import refresh_rows_of_organizations


def resolve_organizations(extraction: Extraction) -> dict[str, Organization]:
    """{key in the reading: row}. Call under the merge lock: two articles may name a new organization at once.

    A row may lead to another one (`last_of_chain`); reports keep the row itself, so that a merge can be undone."""
    slugs = {fact.catalog_id for fact in extraction.organizations if fact.catalog_id}
    listed = {row.slug: row for row in Organization.objects.filter(slug__in=slugs)}
    return {fact.key: listed.get(fact.catalog_id or "") or resolve_by_name(fact) for fact in extraction.organizations}


def resolve_organization(fact: OrganizationFact) -> Organization:
    """The row of the catalog's organization, else the one known by that name, else a new proposal."""
    listed = Organization.objects.filter(slug=fact.catalog_id).first() if fact.catalog_id else None
    return listed or resolve_by_name(fact)


def resolve_by_name(fact: OrganizationFact) -> Organization:
    key = normalise_name(fact.name)
    # Databases disagree on where rows without a value stand.
    same_name = Organization.objects.filter(name_key=key).order_by(F("merged_into").asc(nulls_first=True), "id")
    known = same_name.filter(kind=fact.kind).first() or same_name.first()
    if known is None:
        return _propose(fact, key)
    _spell(known, fact.name[:150])
    return known


def _spell(organization: Organization, name: str) -> None:
    """Of two spellings of a name that no catalog and no editor has set, the one without "(주)" stays, then the longer
    one, whichever came first: "KT 컨소시엄" and "KT컨소시엄"."""
    ours = organization.origin == Origin.MACHINE and "name" not in organization.edited_fields
    if ours and _rank(name) < _rank(organization.name):
        organization.name = name
        organization.save(update_fields=["name"])
        refresh_search_text(organization)


def _rank(name: str) -> tuple[bool, int, str]:
    return name != strip_corporate_form(name), -len(name), name


def last_of_chain(organization: Organization) -> Organization:
    while organization.merged_into is not None:
        organization = organization.merged_into
    return organization


def refresh_search_text(organization: Organization) -> None:
    """Rewrites the columns by which the organization, and the initiatives in which it takes part, are found, and what
    timelines call it; call after its names have changed."""
    names = organization.names.exclude(review=Review.REJECTED).values_list("name", flat=True)
    search_text = search_key(organization.name, organization.english_name, *names)
    Organization.objects.filter(pk=organization.pk).update(
        search_text=search_text, name_key=normalise_name(organization.name)[:200]
    )
    for initiative in Initiative.objects.filter(participations__organization=organization):
        refresh_initiative_search(initiative)
    refresh_rows_of_organizations([organization.pk])


def _propose(fact: OrganizationFact, key: str) -> Organization:
    organization = Organization(
        slug=_free_slug(fact.name),
        kind=fact.kind,
        name=fact.name[:150],
        name_key=key[:200],
        origin=Origin.MACHINE,
    )
    names = {fact.name, *fact.mentions}
    organization.search_text = search_key(*sorted(names))
    organization.save()
    language = "ko" if re.search("[가-힣]", fact.name) else "en"
    OrganizationName.objects.bulk_create(
        OrganizationName(
            organization=organization,
            name=name[:200],
            language=language,
            official=name == fact.name,
            origin=Origin.MACHINE,
        )
        for name in sorted(names)
    )
    if fact.group_id:
        _affiliate(organization, fact.group_id)
    return organization


def _affiliate(organization: Organization, group_slug: str) -> None:
    from tracker.models import Group

    group = Group.objects.filter(slug=group_slug).first()
    if group is not None:
        Affiliation.objects.create(organization=organization, group=group, origin=Origin.MACHINE)


def _free_slug(name: str) -> str:
    """A permanent address: readable where the name has Latin letters, unique in any case."""
    return f"{slugify(name)[:50] or 'org'}-{new_public_id()[:8]}"
