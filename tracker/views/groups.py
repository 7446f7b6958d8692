"""The page of one group: its timeline as chart and list."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.filter_bar import FilterBar, make_filter_bar
from tracker.forms.filters import Filter, parse_filter
from tracker.models import Group, Initiative, Organization, Sector
from tracker.timeline.entries import Timeline
from tracker.timeline.select import count_group_milestones, select_group_timeline
from tracker.views.timelines import timeline_context


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """`/groups/<slug>/`: the whole page, or for htmx the part that a filter changes."""
    found = get_object_or_404(Group, slug=slug)
    sectors = list(Sector.objects.all())
    wanted = parse_filter(request.GET, sectors=[sector.slug for sector in sectors], keep=["zoom"])
    today = timezone.localdate()
    timeline = select_group_timeline(found, wanted, today)
    context = {"group": found, "filter": wanted, "today": today, **timeline_context(timeline, wanted, today)}
    context["summary"] = _summary(timeline)
    if not timeline.entries:
        context["drops"] = make_drops(wanted, lambda asked: count_group_milestones(found, asked))
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/timeline/_results.html", {**context, "swapped": True})
    context["bar"] = _bar(found, wanted, sectors)
    return render(request, "tracker/group/page.html", context)


def _bar(group: Group, wanted: Filter, sectors: list[Sector]) -> FilterBar:
    initiatives = Initiative.objects.visible().of_group(group)
    counts = dict(initiatives.order_by().values_list("sectors__slug").annotate(count=Count("pk", distinct=True)))
    affiliates = Organization.objects.filter(participations__group=group).distinct().order_by("name")
    offered = [(one.slug, one.display_name) for one in affiliates]
    return make_filter_bar(wanted, sectors, counts=counts, affiliates=offered, modality=True)


def _summary(timeline: Timeline) -> dict[str, Any]:
    """What the line under the heading counts: of the entries shown, so that it agrees with them."""
    partners = {party.slug for entry in timeline.entries for party in entry.parties if not party.ours}
    planned = [entry for entry in timeline.entries if entry.modality == "planned"]
    return {
        "initiatives": timeline.initiatives,
        "partners": len(partners),
        "promises": len(planned),
        "overdue": sum(entry.overdue for entry in planned),
    }
