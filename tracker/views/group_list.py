"""All groups: those of which something is known first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.filters import parse_filter
from tracker.models import Group, Milestone, Organization, Sector
from tracker.store.tallies import totals


@dataclass(frozen=True, slots=True)
class Activity:
    """What is known of one group. latest: its newest milestone that has happened."""

    group: Group
    initiatives: int
    partners: int
    sectors: list[Sector]
    latest: Milestone | None


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    wanted = parse_filter(request.GET)
    found = list(Group.objects.matching(wanted.text) if wanted.text else Group.objects.all())
    active = _activities(found)
    known = {activity.group.pk for activity in active}
    context: dict[str, Any] = {
        "active": active,
        "silent": [group for group in found if group.pk not in known],
        "affiliates": Organization.objects.current().filter(affiliations__isnull=False).distinct().count(),
        "filter": wanted,
        "drops": [] if found else make_drops(wanted, lambda _asked: Group.objects.count()),
        "notes": wanted.notes,
    }
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/groups/_rows.html", context)
    return render(request, "tracker/groups/page.html", context)


def _activities(found: list[Group]) -> list[Activity]:
    """Those of the groups that take part in anything, most initiatives first."""
    tallies = {one.group: one for one in totals().groups}
    sectors = {sector.pk: sector for sector in Sector.objects.all()}
    known = [(group, tallies[group.pk]) for group in found if group.pk in tallies]
    latest = Milestone.objects.select_related("initiative").in_bulk([one.latest for _group, one in known if one.latest])
    activities = [
        Activity(
            group,
            one.initiatives,
            one.partners,
            sorted((sectors[pk] for pk in one.sectors if pk in sectors), key=lambda sector: sector.position),
            latest.get(one.latest or 0),
        )
        for group, one in known
    ]
    return sorted(activities, key=lambda activity: (-activity.initiatives, activity.group.display_name))
