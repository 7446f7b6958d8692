"""The sectors, and what happens in each: who leads, what happened last, what is due, who works together."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Initiative, Promise, Sector
from tracker.sectors.select import select_doings
from tracker.store.tallies import count_cross
from tracker.views.figures import cross_of, kept

NEWEST = 60  # initiatives among which the latest of each sector are looked for
SHOWN = 3


@require_safe
def sectors(request: HttpRequest) -> HttpResponse:
    """`/sectors/`"""
    found = list(Sector.objects.all())
    cross = cross_of(count_cross(), found)
    latest = _latest()
    due = kept("sectors-due", lambda: _count_due(found))
    rows = [{**row, "latest": latest.get(row["sector"].pk, []), "due": due[row["sector"].pk]} for row in cross["rows"]]
    return render(request, "tracker/sectors/page.html", {"rows": rows})


def _latest() -> dict[int, list[Initiative]]:
    """{sector: its initiatives that were reported last}"""
    found: dict[int, list[Initiative]] = {}
    for initiative in Initiative.objects.visible().prefetch_related("sectors")[:NEWEST]:
        for sector in initiative.sectors.all():
            found.setdefault(sector.pk, []).append(initiative)
    return {pk: rows[:SHOWN] for pk, rows in found.items()}


def _count_due(found: list[Sector]) -> dict[int, int]:
    due = Promise.objects.due(timezone.localdate()).order_by().values_list("initiative__sectors")
    counts = dict(due.annotate(count=Count("pk")))
    return {sector.pk: counts.get(sector.pk, 0) for sector in found}


@require_safe
def sector(request: HttpRequest, slug: str) -> HttpResponse:
    """`/sectors/<slug>/`"""
    found = get_object_or_404(Sector, slug=slug)
    today = timezone.localdate()
    context = {"sector": found, "doings": select_doings(found, today), "today": today}
    return render(request, "tracker/sector/page.html", context)
