"""All groups: those of which something is known first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.filters import parse_filter
from tracker.models import Group, Initiative, Milestone, Modality, Organization, Participation, Review, Sector


@dataclass(slots=True)
class Activity:
    """What is known of one group. latest: its newest milestone that has happened."""

    group: Group
    initiatives: set[int] = field(default_factory=set)
    partners: set[int] = field(default_factory=set)
    sectors: list[Sector] = field(default_factory=list)
    latest: Milestone | None = None


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    wanted = parse_filter(request.GET)
    found = Group.objects.matching(wanted.text) if wanted.text else Group.objects.all()
    activities = _activities(list(found))
    active = [activity for activity in activities if activity.initiatives]
    active.sort(key=lambda activity: (-len(activity.initiatives), activity.group.display_name))
    context: dict[str, Any] = {
        "active": active,
        "silent": [activity.group for activity in activities if not activity.initiatives],
        "affiliates": Organization.objects.current().filter(affiliations__isnull=False).distinct().count(),
        "filter": wanted,
        "drops": [] if activities else make_drops(wanted, lambda _asked: Group.objects.count()),
        "notes": wanted.notes,
    }
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/groups/_rows.html", context)
    return render(request, "tracker/groups/page.html", context)


def _activities(found: list[Group]) -> list[Activity]:
    """Read in five queries whatever the number of groups."""
    activities = {group.pk: Activity(group) for group in found}
    taking_part = _participants()
    for members in taking_part.values():
        for group_id in {group for _organization, group in members if group is not None} & activities.keys():
            activity = activities[group_id]
            activity.partners |= {organization for organization, group in members if group != group_id}
    for initiative_id, members in taking_part.items():
        for group_id in {group for _organization, group in members if group is not None} & activities.keys():
            activities[group_id].initiatives.add(initiative_id)
    sectors, latest = _sectors_by_initiative(), _latest_by_initiative()
    for activity in activities.values():
        seen = {sector.pk: sector for number in activity.initiatives for sector in sectors.get(number, [])}
        activity.sectors = sorted(seen.values(), key=lambda sector: sector.position)
        newest = [latest[number] for number in activity.initiatives if number in latest]
        activity.latest = max(newest, key=lambda milestone: milestone.date_from or date.min, default=None)
    return list(activities.values())


def _participants() -> dict[int, list[tuple[int, int | None]]]:
    """(organization, group of that day) of every visible initiative in which a group takes part."""
    members: dict[int, list[tuple[int, int | None]]] = {}
    standing = Participation.objects.exclude(review=Review.REJECTED).filter(initiative__in=Initiative.objects.visible())
    for initiative, organization, group in standing.values_list("initiative", "organization", "group"):
        members.setdefault(initiative, []).append((organization, group))
    return members


def _sectors_by_initiative() -> dict[int, list[Sector]]:
    sectors = {sector.pk: sector for sector in Sector.objects.all()}
    found: dict[int, list[Sector]] = {}
    for initiative, sector in Initiative.sectors.through.objects.values_list("initiative", "sector"):
        found.setdefault(initiative, []).append(sectors[sector])
    return found


def _latest_by_initiative() -> dict[int, Milestone]:
    happened = Milestone.objects.visible().filter(
        modality=Modality.HAPPENED, date_from__isnull=False, date_from__lte=timezone.localdate()
    )
    return {
        milestone.initiative_id: milestone for milestone in happened.select_related("initiative").order_by("date_from")
    }
