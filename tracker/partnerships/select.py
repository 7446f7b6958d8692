"""Rows of the database as a network of partnerships, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from tracker.forms.filters import Filter
from tracker.forms.narrow import filter_initiatives
from tracker.models import (
    Evidence,
    Group,
    Initiative,
    Milestone,
    Modality,
    Organization,
    Participation,
    Review,
)
from tracker.partnerships.edges import Network, Partnership, Shared, stage_of

STANDS = ~Q(review=Review.REJECTED)
Test = Callable[[Participation], bool]


def select_group_network(group: Group, wanted: Filter) -> Network:
    """Everybody outside the group who shares an initiative with it."""
    rows = _narrowed(Initiative.objects.visible().of_group(group), wanted)

    def is_ours(participation: Participation) -> bool:
        return participation.group_id == group.pk

    return _network(rows, is_ours)


def select_organization_network(organization: Organization, wanted: Filter) -> Network:
    """Everybody who shares an initiative with the organization."""
    rows = _narrowed(Initiative.objects.visible().of_organization(organization), wanted)
    return _network(rows, lambda participation: participation.organization_id == organization.pk)


def select_edge(group: Group, partner: Organization) -> list[tuple[Initiative, list[Evidence]]]:
    """Every sentence of every initiative that the group shares with the partner, newest initiative first."""
    rows = Initiative.objects.visible().of_group(group)
    shared = rows.filter(pk__in=Participation.objects.filter(STANDS, organization=partner).values("initiative"))
    shared = shared.order_by("-last_reported", "-id").prefetch_related("sectors")
    facts = Q(milestone__initiative__in=shared) & ~Q(milestone__review=Review.REJECTED)
    facts |= (
        Q(participation__initiative__in=shared)
        & ~Q(participation__review=Review.REJECTED)
        & (Q(participation__organization=partner) | Q(participation__group=group))
    )
    evidence = (
        Evidence.objects.with_article()
        .filter(facts)
        .select_related("milestone", "participation__organization")
        .order_by("report__article__published_at", "start", "id")
    )
    found: dict[int, list[Evidence]] = defaultdict(list)
    for row in evidence:
        fact = row.milestone or row.participation
        assert fact is not None  # a constraint of the table
        found[fact.initiative_id].append(row)
    return [(initiative, found[initiative.pk]) for initiative in shared]


def _narrowed(rows: QuerySet[Initiative], wanted: Filter) -> QuerySet[Initiative]:
    rows = filter_initiatives(rows, wanted)
    if wanted.first or wanted.last:
        dated = Milestone.objects.exclude(review=Review.REJECTED)
        if wanted.first:
            dated = dated.filter(date_to__gte=wanted.first)
        if wanted.last:
            dated = dated.filter(date_from__lte=wanted.last)
        rows = rows.filter(pk__in=dated.values("initiative"))
    return rows


def _network(rows: QuerySet[Initiative], is_ours: Test) -> Network:
    participations = Participation.objects.filter(STANDS).select_related("organization", "group").order_by("id")
    milestones = Milestone.objects.exclude(review=Review.REJECTED)
    initiatives = rows.prefetch_related(
        "sectors", Prefetch("participations", participations), Prefetch("milestones", milestones)
    ).annotate(
        report_count=Count("reports__article", distinct=True),
        # An article whose text nobody has compared yet stands for itself.
        origin_count=Count(Coalesce("reports__article__origin", F("reports__article_id") * -1), distinct=True),
    )
    founding = _founding_quotes(rows)
    partners: dict[str, Organization] = {}
    shared: dict[str, list[Shared]] = defaultdict(list)
    sectors: dict[str, dict[str, tuple[str, str, int]]] = defaultdict(dict)
    groups: dict[str, str] = {}
    weights: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    count = 0
    for initiative in initiatives:
        count += 1
        taking_part = list(initiative.participations.all())
        ours = [p for p in taking_part if is_ours(p)]
        for mine in ours:
            names[mine.organization.slug] = mine.organization.display_name
            weights[mine.organization.slug] += 1
        one = _shared(initiative, ours, founding[initiative.pk])
        for other in taking_part:
            if is_ours(other):
                continue
            slug = other.organization.slug
            partners[slug] = other.organization
            groups[slug] = other.group.display_name if other.group else ""
            shared[slug].append(one)
            for sector in initiative.sectors.all():
                sectors[slug][sector.slug] = (sector.display_name, sector.display_letter, sector.position % 8)
    found = [
        Partnership(
            slug=slug,
            name=partner.display_name,
            kind=partner.kind,
            kind_word=partner.get_kind_display(),
            group_name=groups[slug],
            sectors=tuple(sectors[slug].values()),
            shared=tuple(sorted(shared[slug], key=lambda one: (-one.reports, one.title, one.id))),
        )
        for slug, partner in partners.items()
    ]
    found.sort(key=lambda one: (-len(one.shared), -one.reports, one.name))
    busiest = sorted(names, key=lambda slug: (-weights[slug], slug))
    return Network(tuple(found), {slug: names[slug] for slug in busiest}, count)


def _shared(initiative: Initiative, ours: Iterable[Participation], founding: list[str]) -> Shared:
    happened = [one for one in initiative.milestones.all() if one.modality == Modality.HAPPENED]
    return Shared(
        id=initiative.public_id,
        title=initiative.title,
        address=initiative.get_absolute_url(),
        affiliates=tuple(p.organization.slug for p in ours),
        stage=stage_of((one.kind for one in happened), founding),
        reports=int(getattr(initiative, "report_count", 0)),
        origins=int(getattr(initiative, "origin_count", 0)),
        reviewed=initiative.review == Review.ACCEPTED,
        first=min((one.date_from for one in happened if one.date_from), default=initiative.first_reported),
        last=max((one.date_from for one in happened if one.date_from), default=initiative.last_reported),
    )


def _founding_quotes(rows: QuerySet[Initiative]) -> dict[int, list[str]]:
    """{initiative id: what states that a unit or company was founded}"""
    quotes: dict[int, list[str]] = defaultdict(list)
    founded = Evidence.objects.filter(
        milestone__initiative__in=rows, milestone__kind="organization", milestone__modality=Modality.HAPPENED
    ).exclude(milestone__review=Review.REJECTED)
    for initiative_id, quote in founded.values_list("milestone__initiative_id", "quote"):
        if initiative_id is not None:
            quotes[initiative_id].append(quote)
    return quotes
