"""The record of one initiative: how far it has come, who takes part, what was promised, who says so, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.changes.log import read_log
from tracker.models import Initiative, Milestone, Report, Review
from tracker.promises.figure import draw_slippage
from tracker.promises.select import make_chains, with_promises
from tracker.record.differences import differences_of
from tracker.record.ladder import climb
from tracker.record.members import members_of, with_members
from tracker.record.related import related_to
from tracker.views.changes import read_moment, tell_events
from tracker.views.citation import cite
from tracker.views.comparison import judgements_on
from tracker.views.coverage import cover

REPORTS_READ = 200
LATEST_CHANGES = 5


@dataclass(frozen=True, slots=True)
class Found:
    """The initiative of an address, or the answer where there is nothing to show."""

    initiative: Initiative
    answer: HttpResponse | None = None


def _find(request: HttpRequest, rows: QuerySet[Initiative], public_id: str, name: str) -> Found:
    """An address lasts: a merged initiative leads to the one it became, a withdrawn one says so."""
    found = get_object_or_404(rows.select_related("merged_into"), public_id=public_id)
    if found.merged_into:
        return Found(found, redirect(name, found.merged_into.public_id, permanent=False))
    if (found.review == Review.REJECTED or found.withdrawn) and not request.user.has_perm("tracker.change_initiative"):
        gone = render(request, "tracker/initiative/gone.html", {"initiative": found}, status=410)
        return Found(found, gone)
    return Found(found)


@require_safe
def initiative(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/initiatives/<id>/`"""
    found = _find(request, with_members(Initiative.objects.all()), public_id, "initiative")
    if found.answer is not None:
        return found.answer
    today = timezone.localdate()
    context = _record(found.initiative, today, request.GET.get("page", ""))
    address = request.build_absolute_uri(found.initiative.get_absolute_url())
    context |= {"address": address, "citation": cite(found.initiative, address, today)}
    if request.user.has_perm("tracker.change_initiative"):
        context["judgements"] = judgements_on(found.initiative)
    return render(request, "tracker/initiative/page.html", context)


def _record(found: Initiative, today: date, page: str) -> dict[str, Any]:
    """What the page shows of the initiative itself, in a number of queries that does not grow."""
    members = members_of(found, today)
    milestones = list(_milestones(found))
    reports = _reports(found)
    coverage = cover(reports[:REPORTS_READ], page)
    chains = make_chains(milestones, found, today)
    return {
        "initiative": found,
        "today": today,
        "members": members,
        "milestones": milestones,
        "steps": climb(found, milestones),
        "chains": [(chain, draw_slippage(chain, today)) for chain in chains],
        "reports": reports[:REPORTS_READ],
        "coverage": coverage,
        "cut": len(reports) > REPORTS_READ,
        "differences": differences_of(found, milestones, reports[:REPORTS_READ], members),
        "related": related_to(found),
        "sample": any(report.article.is_sample for report in reports),
    }


@require_safe
def changes(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/initiatives/<id>/changes/`: the whole log; for htmx the latest few, as the record's page shows them."""
    found = _find(request, Initiative.objects.all(), public_id, "initiative_changes")
    if found.answer is not None:
        return found.answer
    notes: list[str] = []
    before = read_moment(request.GET.get("before", ""), notes)
    partial = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    log = read_log(found.initiative, before, LATEST_CHANGES) if partial else read_log(found.initiative, before)
    context = {"initiative": found.initiative, "log": log, "events": tell_events(log, found.initiative)}
    context |= {"notes": notes, "before": before, "latest": partial}
    template = "tracker/initiative/_changes.html" if partial else "tracker/initiative/changes.html"
    return render(request, template, context)


@require_safe
def bibtex(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/initiatives/<id>/cite.bib`"""
    found = _find(request, Initiative.objects.all(), public_id, "initiative_bibtex")
    if found.answer is not None:
        return found.answer
    address = request.build_absolute_uri(found.initiative.get_absolute_url())
    text = cite(found.initiative, address, timezone.localdate()).bibtex
    answer = HttpResponse(text, content_type="application/x-bibtex; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="initiative-{found.initiative.public_id}.bib"'
    return answer


def _milestones(found: Initiative) -> Any:
    standing = Milestone.objects.filter(initiative=found).exclude(review=Review.REJECTED)
    return with_promises(standing).order_by("date_from", "date_to", "id")


def _reports(found: Initiative) -> list[Report]:
    """The newest ones, and one more than is shown."""
    texts = (f"article__{name}" for name in ("body", "paragraphs", "search_text"))
    rows = Report.objects.filter(initiative=found).select_related("article__source", "article__reading").defer(*texts)
    return list(rows.order_by("-article__published_at", "-id")[: REPORTS_READ + 1])
