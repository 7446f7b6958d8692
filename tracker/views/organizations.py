"""The page of one organization, whatever its kind."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from tracker.models import (
    Affiliation,
    Initiative,
    Milestone,
    Organization,
    OrganizationName,
    Participation,
    Review,
)
from tracker.timeline.scope import scope_of
from tracker.views.rows import with_row_relations
from tracker.views.timelines import answer_timeline

SHOWN = 100


@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(_with_past(), slug=slug)
    if found.merged_into:
        return redirect(found.merged_into, permanent=False)
    ours = Initiative.objects.visible().of_organization(found)
    rows = list(with_row_relations(ours)[:SHOWN])
    context = {
        "organization": found,
        "official": [name for name in found.names.all() if name.official],
        "others": [name for name in found.names.all() if not name.official],
        "affiliations": found.affiliations.all(),
        "initiatives": rows,
        "roles": _roles(found, rows),
        "milestones": _milestones(rows),
    }
    return render(request, "tracker/organization/page.html", context)


@require_safe
def organization_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """`/organizations/<slug>/timeline/`"""
    found = get_object_or_404(Organization.objects.select_related("merged_into"), slug=slug)
    if found.merged_into:
        return redirect("organization_timeline", found.merged_into.slug)
    return answer_timeline(request, scope_of(found), "tracker/organization/timeline.html", {"organization": found})


def _with_past() -> Any:
    names = OrganizationName.objects.exclude(review=Review.REJECTED).order_by("-official", "since", "name")
    affiliations = Affiliation.objects.exclude(review=Review.REJECTED).select_related("group").order_by("since")
    return Organization.objects.select_related("stands_for", "merged_into").prefetch_related(
        Prefetch("names", names), Prefetch("affiliations", affiliations)
    )


def _roles(found: Organization, rows: list[Initiative]) -> dict[str, int]:
    """How often it takes part in which role; the words of the roles as keys."""
    standing: list[Participation] = [one for row in rows for one in row.standing]  # type: ignore[attr-defined]
    words = [one.get_role_display() for one in standing if one.organization_id == found.pk]
    return {word: words.count(word) for word in dict.fromkeys(words)}


def _milestones(rows: list[Initiative]) -> list[Milestone]:
    found = Milestone.objects.visible().filter(initiative__in=[row.pk for row in rows]).select_related("initiative")
    return list(found.prefetch_related("evidence").order_by("-date_from", "-id")[:SHOWN])
