"""Rows of the database as the entries of a timeline, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from tracker.forms.filters import Filter
from tracker.forms.narrow import filter_initiatives
from tracker.models import (
    Group,
    Initiative,
    Milestone,
    Organization,
    Participation,
    Promise,
    PromiseState,
    Review,
    Role,
    SourceKind,
)
from tracker.timeline.entries import Entry, Lane, Party, SectorMark, Timeline, find_promise

MAX_ENTRIES = 600
ROLE_ORDER = {Role.LEAD: 0, Role.CUSTOMER: 1, Role.PARTNER: 2, Role.SUPPLIER: 3}
STANDS = ~Q(review=Review.REJECTED)

LaneOf = Callable[[Milestone, list[Participation]], Organization | None]


def select_group_timeline(group: Group, wanted: Filter, today: date) -> Timeline:
    """The milestones of the group's initiatives; lanes are the affiliates of the day, the lead before the others."""

    def lane_of(milestone: Milestone, participations: list[Participation]) -> Organization | None:
        ours = [p for p in participations if p.group_id == group.pk]
        chosen = [p for p in ours if p.organization.slug == wanted.affiliate] or ours
        return chosen[0].organization if chosen else None

    rows = Milestone.objects.visible().filter(initiative__in=Initiative.objects.of_group(group))
    return _select(rows, wanted, today, lane_of, lambda p: p.group_id == group.pk)


def count_group_milestones(group: Group, wanted: Filter) -> int:
    return filter_milestones(Milestone.objects.visible().of_group(group), wanted).count()


def select_organization_timeline(organization: Organization, wanted: Filter, today: date) -> Timeline:
    """The milestones of an organization's initiatives; lanes are those with whom it takes part."""

    def lane_of(milestone: Milestone, participations: list[Participation]) -> Organization | None:
        others = [p for p in participations if p.organization_id != organization.pk]
        return others[0].organization if others else organization

    rows = Milestone.objects.visible().filter(initiative__in=Initiative.objects.of_organization(organization))
    return _select(rows, wanted, today, lane_of, lambda p: p.organization_id == organization.pk)


def filter_milestones(rows: QuerySet[Milestone], wanted: Filter) -> QuerySet[Milestone]:
    """Sector, status, affiliate and text narrow the initiatives; modality and period the milestones themselves."""
    initiatives = filter_initiatives(Initiative.objects.visible(), wanted)
    rows = rows.filter(initiative__in=initiatives)
    if wanted.modalities:
        rows = rows.filter(modality__in=wanted.modalities)
    if wanted.first:
        rows = rows.filter(date_to__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(date_from__lte=wanted.last)
    return rows


def _select(
    rows: QuerySet[Milestone], wanted: Filter, today: date, lane_of: LaneOf, is_ours: Callable[[Participation], bool]
) -> Timeline:
    found = list(_with_parts(filter_milestones(rows, wanted))[: MAX_ENTRIES + 1])
    cut, found = len(found) > MAX_ENTRIES, found[:MAX_ENTRIES]
    entries: list[Entry] = []
    lanes: dict[str, tuple[Organization, set[str]]] = {}
    for milestone in found:
        participations = sorted(
            milestone.initiative.participations.all(), key=lambda p: (ROLE_ORDER[Role(p.role)], p.pk)
        )
        organization = lane_of(milestone, participations)
        if organization is not None:
            former = lanes.setdefault(organization.slug, (organization, set()))[1]
            former.add(_name_on(organization, milestone.date_from))
        entry = _entry(milestone, participations, organization, is_ours)
        entries.append(replace(entry, overdue=_is_due(milestone, today)))
    return Timeline(
        entries=tuple(_linked(entries, _siblings(found, is_ours))),
        lanes=tuple(_lane(organization, names) for organization, names in lanes.values()),
        initiatives=len({entry.initiative for entry in entries}),
        cut=cut,
    )


def _with_parts(rows: QuerySet[Milestone]) -> QuerySet[Milestone]:
    participations = Participation.objects.filter(STANDS).select_related("organization", "group")
    return (
        rows.select_related("initiative", "promise")
        .prefetch_related(
            "initiative__sectors",
            Prefetch("initiative__participations", participations.prefetch_related("organization__names")),
        )
        .annotate(
            confidence=Max("evidence__confidence"),
            reports=Count("evidence__report__article", distinct=True),
            samples=Count(
                "evidence__report__article",
                filter=Q(evidence__report__article__source__kind=SourceKind.SAMPLE),
                distinct=True,
            ),
            quote=Max("evidence__quote"),
        )
        .order_by(F("date_from").desc(nulls_last=True), F("date_to").desc(nulls_last=True), "-id")
    )


def _entry(
    milestone: Milestone,
    participations: list[Participation],
    lane: Organization | None,
    is_ours: Callable[[Participation], bool],
) -> Entry:
    initiative = milestone.initiative
    reports = int(getattr(milestone, "reports", 0))
    return Entry(
        id=milestone.public_id,
        initiative=initiative.public_id,
        title=initiative.title,
        address=initiative.get_absolute_url(),
        lane=lane.slug if lane else "",
        kind=milestone.kind,
        kind_word=milestone.get_kind_display(),
        modality=milestone.modality,
        modality_word=milestone.get_modality_display(),
        status_word=initiative.get_status_display(),
        date_value=milestone.date_value,
        first=milestone.date_from,
        last=milestone.date_to,
        sectors=tuple(
            SectorMark(sector.slug, sector.display_name, sector.display_letter, sector.position % 8)
            for sector in initiative.sectors.all()
        ),
        parties=tuple(_party(p, milestone.date_from, is_ours(p)) for p in participations),
        confidence=float(getattr(milestone, "confidence", None) or 0.0),
        reviewed=milestone.review == Review.ACCEPTED or bool(milestone.edited_fields),
        reports=reports,
        quote=str(getattr(milestone, "quote", None) or ""),
        sample=reports > 0 and reports == getattr(milestone, "samples", 0),
        status=initiative.status,
    )


def _is_due(milestone: Milestone, today: date) -> bool:
    promise: Promise | None = getattr(milestone, "promise", None)
    return promise is not None and promise.state_on(today) == PromiseState.DUE


def _party(participation: Participation, day: date | None, ours: bool) -> Party:
    organization = participation.organization
    name = _name_on(organization, day)
    return Party(
        slug=organization.slug,
        name=name,
        now=organization.display_name if organization.display_name != name else "",
        role=participation.get_role_display(),
        lead=participation.role == Role.LEAD,
        ours=ours,
    )


def _name_on(organization: Organization, day: date | None) -> str:
    return organization.name_at(day) if day else organization.display_name


def _lane(organization: Organization, names: Iterable[str]) -> Lane:
    former = sorted(set(names) - {organization.display_name})
    return Lane(organization.slug, organization.display_name, ", ".join(former))


def _siblings(found: list[Milestone], is_ours: Callable[[Participation], bool]) -> list[Entry]:
    """Every standing milestone of the initiatives found, also those that a filter hides: by what something was promised
    does not depend on what the reader chose to see."""
    initiatives = {milestone.initiative_id: milestone.initiative for milestone in found}
    siblings = list(Milestone.objects.visible().filter(initiative__in=initiatives))
    for milestone in siblings:
        milestone.initiative = initiatives[milestone.initiative_id]  # whose sectors are fetched already
    return [_entry(milestone, [], None, is_ours) for milestone in siblings]


def _linked(entries: list[Entry], siblings: list[Entry]) -> Iterable[Entry]:
    """The entries with their promises found; siblings: all entries of the same initiatives, shown or not."""
    families: dict[str, list[Entry]] = defaultdict(list)
    for entry in siblings:
        families[entry.initiative].append(entry)
    for entry in entries:
        family = families[entry.initiative]
        yield replace(entry, promised_by=find_promise(entry, family))
