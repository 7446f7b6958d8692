"""Organizations that articles name: found again, or added as a proposal of the machine."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

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
from tracker.pipeline.records import OrganizationFact
from tracker.store.bulk import record_history
from tracker.store.initiatives import refresh_searches
from tracker.store.timeline_rows import refresh_rows_of_organizations

LONGEST_KEY = 200
Named = Sequence[OrganizationFact]


def resolve_organizations(facts: Named) -> list[Organization]:
    """The row of each fact: the catalog's organization, else the one known by that name, else a new proposal. The same
    few queries for one as for hundreds. Call under the merge lock: two articles may name a new organization at once.

    A row may lead to another one (`last_of_chain`); reports keep the row itself, so that a merge can be undone."""
    slugs = {fact.catalog_id for fact in facts if fact.catalog_id}
    listed = {row.slug: row for row in Organization.objects.filter(slug__in=slugs).order_by()} if slugs else {}
    unlisted = [fact for fact in facts if (fact.catalog_id or "") not in listed]
    by_name = _resolve_by_name(unlisted) if unlisted else {}
    return [listed.get(fact.catalog_id or "") or by_name[fact.kind, fact.name] for fact in facts]


def resolve_organization(fact: OrganizationFact) -> Organization:
    """The same for one."""
    return resolve_organizations([fact])[0]


def _resolve_by_name(facts: Named) -> dict[tuple[str, str], Organization]:
    """{(kind, name): row}; one of the same kind before any other that bears the name."""
    keys = {fact.name: normalise_name(fact.name)[:LONGEST_KEY] for fact in facts}
    # Databases disagree on where rows without a value stand.
    rows = Organization.objects.filter(name_key__in=set(keys.values()))
    known: defaultdict[str, list[Organization]] = defaultdict(list)
    for row in rows.order_by(F("merged_into").asc(nulls_first=True), "id"):
        known[row.name_key].append(row)
    proposed: dict[str, OrganizationFact] = {}
    for fact in facts:
        if keys[fact.name] not in known:
            proposed.setdefault(keys[fact.name], fact)
    for key, row in zip(proposed, _propose(proposed), strict=True):
        known[key].append(row)
    found = {}
    for fact in facts:
        bearers = known[keys[fact.name]]
        row = next((one for one in bearers if one.kind == fact.kind), bearers[0])
        _spell(row, fact.name[:150])
        found[fact.kind, fact.name] = row
    return found


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
        search_text=search_text, name_key=normalise_name(organization.name)[:LONGEST_KEY]
    )
    refresh_searches(Initiative.objects.filter(participations__organization=organization))
    refresh_rows_of_organizations([organization.pk])


def _propose(facts: Mapping[str, OrganizationFact]) -> list[Organization]:
    """New rows for facts, which are given by the key of their name."""
    rows = [
        Organization(
            slug=_free_slug(fact.name),
            kind=fact.kind,
            name=fact.name[:150],
            name_key=key,
            origin=Origin.MACHINE,
            search_text=search_key(*sorted({fact.name, *fact.mentions})),
        )
        for key, fact in facts.items()
    ]
    Organization.objects.bulk_create(rows)
    record_history(Organization, [row.pk for row in rows], "+")
    OrganizationName.objects.bulk_create(
        OrganizationName(
            organization=row,
            name=name[:200],
            language="ko" if re.search("[가-힣]", fact.name) else "en",
            official=name == fact.name,
            origin=Origin.MACHINE,
        )
        for row, fact in zip(rows, facts.values(), strict=True)
        for name in sorted({fact.name, *fact.mentions})
    )
    for row, fact in zip(rows, facts.values(), strict=True):
        if fact.group_id:
            _affiliate(row, fact.group_id)
    return rows


def _affiliate(organization: Organization, group_slug: str) -> None:
    from tracker.models import Group

    group = Group.objects.filter(slug=group_slug).first()
    if group is not None:
        Affiliation.objects.create(organization=organization, group=group, origin=Origin.MACHINE)


def _free_slug(name: str) -> str:
    """A permanent address: readable where the name has Latin letters, unique in any case."""
    return f"{slugify(name)[:50] or 'org'}-{new_public_id()[:8]}"
