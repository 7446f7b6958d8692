"""The list of initiatives."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.filter_bar import make_filter_bar
from tracker.forms.filters import parse_filter
from tracker.models import Initiative, Sector
from tracker.views.rows import narrow_initiatives, page_of, with_row_relations


@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    sectors = list(Sector.objects.all())
    wanted = parse_filter(request.GET, sectors=[sector.slug for sector in sectors])
    visible = Initiative.objects.visible()
    page = page_of(narrow_initiatives(with_row_relations(visible), wanted), wanted)
    context: dict[str, Any] = {"page": page, "filter": wanted, "notes": wanted.notes}
    if not page.rows:
        context["drops"] = make_drops(wanted, lambda asked: narrow_initiatives(visible, asked).count())
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/initiatives/_rows.html", {**context, "swapped": True})
    counted = visible.order_by().values_list("sectors__slug").annotate(count=Count("pk"))
    context["bar"] = make_filter_bar(wanted, sectors, counts=dict(counted), modality=True)
    return render(request, "tracker/initiatives/page.html", context)
