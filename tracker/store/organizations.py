"""Organizations that articles name: found again, or added as a proposal of the machine."""

import re

from django.db import transaction
from django.utils.text import slugify

from tracker.models import (
    Affiliation,
    Organization,
    OrganizationName,
    Origin,
    Participation,
    Review,
)
from tracker.models.identity import new_public_id, search_key
from tracker.pipeline.link.names import normalise_name
from tracker.pipeline.records import Extraction, OrganizationFact
from tracker.store.initiatives import recompute_initiative
from tracker.store.locks import lock_merge


class CannotMerge(ValueError):
    """The message says which organizations cannot become one and why."""


def resolve_organizations(extraction: Extraction) -> dict[str, Organization]:
    """{key in the reading: row}. Call under the merge lock: two articles may name a new organization at once."""
    return {fact.key: resolve_organization(fact) for fact in extraction.organizations}


def resolve_organization(fact: OrganizationFact) -> Organization:
    """The row of the catalog's organization, else the one known by that name, else a new proposal."""
    if fact.catalog_id:
        known = Organization.objects.filter(slug=fact.catalog_id).first()
        if known is not None:
            return last_of_chain(known)
    key = normalise_name(fact.name)
    same_name = Organization.objects.filter(name_key=key).order_by("merged_into_id", "id")
    known = same_name.filter(kind=fact.kind).first() or same_name.first()
    return last_of_chain(known) if known is not None else _propose(fact, key)


def last_of_chain(organization: Organization) -> Organization:
    while organization.merged_into is not None:
        organization = organization.merged_into
    return organization


def merge_organizations(keep: Organization, lose: Organization) -> None:
    """Makes `lose` another name of `keep`: its names become aliases, its initiatives are recomputed. The row stays and
    leads to `keep`, so that `unmerge_organization` can undo it."""
    keep = last_of_chain(keep)
    if keep.pk == lose.pk or last_of_chain(lose).pk == keep.pk:
        raise CannotMerge(f"'{lose.name}'은(는) 이미 '{keep.name}'입니다. 서로 다른 두 조직을 골라 주세요.")
    if lose.stands_for_id is not None:
        raise CannotMerge(f"'{lose.name}'은(는) 기업집단 자체를 뜻하므로 다른 조직에 합칠 수 없습니다.")
    with transaction.atomic():
        lock_merge()
        lose.merged_into = keep
        lose.save()
        for language, name in {("ko", lose.name), ("en", lose.english_name)} - {("en", "")}:
            if not keep.names.filter(name=name).exists():
                keep.names.create(name=name, language=language, origin=Origin.EDITOR)
        _recompute_of(lose)


def unmerge_organization(organization: Organization) -> None:
    """Undoes a merge: the organization stands for itself again; the names it lent are taken back."""
    with transaction.atomic():
        lock_merge()
        keep = organization.merged_into
        if keep is None:
            return
        organization.merged_into = None
        organization.save()
        lent = [organization.name, organization.english_name]
        keep.names.filter(name__in=lent, origin=Origin.EDITOR, official=False).delete()
        _recompute_of(organization)


def refresh_search_text(organization: Organization) -> None:
    """Rewrites the columns by which the organization is found; call after its names have changed."""
    names = organization.names.exclude(review=Review.REJECTED).values_list("name", flat=True)
    search_text = search_key(organization.name, organization.english_name, *names)
    Organization.objects.filter(pk=organization.pk).update(
        search_text=search_text, name_key=normalise_name(organization.name)
    )


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


def _recompute_of(organization: Organization) -> None:
    """Every initiative in which the organization, or the one it leads to, takes part."""
    ids = set(Participation.objects.filter(organization=organization).values_list("initiative_id", flat=True))
    ids |= set(
        Participation.objects.filter(organization=last_of_chain(organization)).values_list("initiative_id", flat=True)
    )
    for initiative_id in sorted(ids):
        recompute_initiative(initiative_id)
