"""The list of initiatives."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.filter_bar import make_filter_bar
from tracker.forms.filters import parse_filter
from tracker.models import Initiative, Sector
from tracker.store.tallies import totals
from tracker.views.rows import narrow_initiatives, page_of, with_row_relations


@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    sectors = list(Sector.objects.all())
    wanted = parse_filter(request.GET, sectors=[sector.slug for sector in sectors])
    visible = Initiative.objects.visible()
    page = page_of(narrow_initiatives(visible, wanted), wanted, with_row_relations(visible))
    context: dict[str, Any] = {"page": page, "filter": wanted, "notes": wanted.notes}
    if not page.rows:
        context["drops"] = make_drops(wanted, lambda asked: narrow_initiatives(visible, asked).count())
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/initiatives/_rows.html", {**context, "swapped": True})
    found = totals()
    counts = {sector.slug: found.in_sector(sector.pk) for sector in sectors}
    context["bar"] = make_filter_bar(wanted, sectors, counts=counts, modality=True)
    return render(request, "tracker/initiatives/page.html", context)
