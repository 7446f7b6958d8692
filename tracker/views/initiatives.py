"""The list of initiatives and the page of one."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.filter_bar import make_filter_bar
from tracker.forms.filters import parse_filter
from tracker.models import Evidence, Initiative, Milestone, Report, Review, Sector
from tracker.promises.figure import draw_slippage
from tracker.promises.select import select_chains
from tracker.store.tallies import totals
from tracker.timeline.differences import amounts_of
from tracker.views.changes import changes_of
from tracker.views.comparison import judgements_on
from tracker.views.origins import count_origins, origins_of
from tracker.views.rows import narrow_initiatives, page_of, standing_participations, with_row_relations


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


@require_safe
def initiative(request: HttpRequest, public_id: str) -> HttpResponse:
    """An address lasts: a merged initiative leads to the one it became, a withdrawn one says so."""
    found = get_object_or_404(Initiative.objects.select_related("merged_into"), public_id=public_id)
    if found.merged_into:
        return redirect(found.merged_into, permanent=False)
    if (found.review == Review.REJECTED or found.withdrawn) and not request.user.has_perm("tracker.change_initiative"):
        return render(request, "tracker/initiative/gone.html", {"initiative": found}, status=410)
    milestones = _milestones(found)
    reports, today = list(_reports(found)), timezone.localdate()
    context = {
        "initiative": found,
        "participations": _participations(found),
        "milestones": milestones,
        "reports": reports,
        "origins": origins_of(report.article for report in reports),
        "origin_count": count_origins(report.article for report in reports),
        "today": today,
        "chains": [(chain, draw_slippage(chain, today)) for chain in select_chains(found, today)],
        "changes": changes_of(found),
        "amounts": amounts_of(found),
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    if request.user.has_perm("tracker.change_initiative"):
        context["judgements"] = judgements_on(found)
    context["sample"] = any(report.article.is_sample for report in reports)
    return render(request, "tracker/initiative/page.html", context)


def _participations(found: Initiative) -> list[Any]:
    standing = standing_participations().filter(initiative=found).annotate(sentences=Count("evidence"))
    return list(standing.prefetch_related("organization__names", "group__names"))


def _milestones(found: Initiative) -> list[Milestone]:
    standing = Milestone.objects.filter(initiative=found).exclude(review=Review.REJECTED).select_related("promise")
    evidence = Prefetch("evidence", Evidence.objects.with_article())
    return list(standing.prefetch_related(evidence).order_by("date_from", "date_to", "id"))


def _reports(found: Initiative) -> list[Report]:
    reports = Report.objects.filter(initiative=found).select_related("article__source")
    return list(reports.defer("article__body", "article__paragraphs").order_by("-article__published_at", "-id"))
