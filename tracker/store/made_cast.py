"""Groups and organizations of a made-up world as rows."""

from dataclasses import dataclass

from tracker.models import Affiliation, Group, Organization, OrganizationName, Origin, Sector
from tracker.models.identity import search_key
from tracker.pipeline.link.names import normalise_name
from tracker.store.catalog import touch_catalog
from tracker.store.copy_rows import Row, alone_with, insert_rows, next_id, raise_sequences
from tracker.worlds.records import Cast, MadeGroup, MadeName, MadeOrganization, Membership

WRITTEN = (Group, Organization, OrganizationName, Affiliation)

# For a database into which no catalog was loaded.
SECTORS = (
    ("smart_factory", "스마트공장", "Smart factory", "공", "F"),
    ("smart_city", "스마트시티", "Smart city", "시", "C"),
    ("smart_energy", "스마트에너지", "Smart energy", "에", "E"),
)


@dataclass(frozen=True, slots=True)
class FoundCast:
    """The rows of a cast: ids of groups and organizations by their place, of sectors by slug. search_texts: what
    initiatives are found by, by the organization's id."""

    groups: list[int]
    organizations: list[int]
    sectors: dict[str, int]
    search_texts: dict[int, str]


def write_cast(cast: Cast) -> None:
    """Within the caller's transaction. A sector that is there stays as it is."""
    for position, (slug, name, english, letter, english_letter) in enumerate(SECTORS):
        values = {"name": name, "english_name": english, "letter": letter, "letter_english": english_letter}
        Sector.objects.get_or_create(slug=slug, defaults={**values, "position": position, "origin": Origin.MACHINE})
    alone_with(WRITTEN)
    first_group, first = next_id(Group), next_id(Organization)
    insert_rows(Group, [{"id": first_group + n, **_group(one)} for n, one in enumerate(cast.groups)])
    people = list(enumerate(cast.organizations, first))
    insert_rows(Organization, [{"id": pk, **_organization(one, first_group)} for pk, one in people])
    names = [(pk, name) for pk, one in people for name in one.names]
    members = [(pk, member) for pk, one in people for member in one.memberships]
    insert_rows(
        OrganizationName,
        [
            {"id": id, "organization": pk, "name": name.name, "official": True, **_days(name)}
            for id, (pk, name) in enumerate(names, next_id(OrganizationName))
        ],
    )
    insert_rows(
        Affiliation,
        [
            {"id": id, "organization": pk, "group": first_group + member.group, **_days(member)}
            for id, (pk, member) in enumerate(members, next_id(Affiliation))
        ],
    )
    raise_sequences(WRITTEN)
    touch_catalog()


def find_cast(cast: Cast) -> FoundCast:
    """The rows of a cast that was written."""
    groups = dict(Group.objects.values_list("slug", "id"))
    organizations = {
        slug: (pk, text) for slug, pk, text in Organization.objects.values_list("slug", "id", "search_text")
    }
    found = [organizations[one.slug] for one in cast.organizations]
    return FoundCast(
        groups=[groups[one.slug] for one in cast.groups],
        organizations=[pk for pk, _text in found],
        sectors=dict(Sector.objects.values_list("slug", "id")),
        search_texts=dict(found),
    )


def _group(one: MadeGroup) -> Row:
    text = search_key(one.name, one.english)
    return {
        "slug": one.slug,
        "name": one.name,
        "english_name": one.english,
        "origin": Origin.MACHINE,
        "search_text": text,
    }


def _organization(one: MadeOrganization, first_group: int) -> Row:
    return {
        "slug": one.slug,
        "kind": one.kind,
        "name": one.name,
        "english_name": one.english,
        "name_key": normalise_name(one.name)[:200],
        "stands_for": None if one.stands_for is None else first_group + one.stands_for,
        "origin": Origin.MACHINE,
        "search_text": search_key(one.name, one.english, *(name.name for name in one.names)),
    }


def _days(one: MadeName | Membership) -> Row:
    return {"since": one.since, "until": one.until, "origin": Origin.MACHINE}
