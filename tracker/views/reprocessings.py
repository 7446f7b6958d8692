"""What re-processing changed: the orders, and of each the articles that are read otherwise now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from tracker.models import Initiative, Report, Reprocessing, Reread
from tracker.store.reprocessing import Progress, progress_of
from tracker.views.differences import Worded, word_differences
from tracker.views.rows import numbered_page

SHOWN = 50
SELECTED = {
    "articles": lazy("기사"),
    "groups": lazy("기업집단"),
    "sectors": lazy("분야"),
    "lexicons": lazy("낱말 판"),
}


@dataclass(frozen=True, slots=True)
class Row:
    order: Reprocessing
    selected: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Changed:
    reread: Reread
    differences: list[Worded]
    initiatives: list[Initiative]


@require_safe
def reprocessings(request: HttpRequest) -> HttpResponse:
    page = numbered_page(Reprocessing.objects.all(), request.GET.get("page", ""))
    rows = [Row(order, selection_words(order.selection), progress_of(order)) for order in page.rows]
    return render(request, "tracker/reprocessings/list.html", {"rows": rows, "page": page})


@require_safe
def reprocessing(request: HttpRequest, public_id: str) -> HttpResponse:
    order = get_object_or_404(Reprocessing, public_id=public_id)
    page = numbered_page(_changed_rows(order), request.GET.get("page", ""))
    context = {
        "order": order,
        "selected": selection_words(order.selection),
        "progress": progress_of(order),
        "failures": order.rereads.failed().select_related("article__source")[:SHOWN],
        "changed": [_changed(one) for one in page.rows],
        "page": page,
    }
    partial = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, f"tracker/reprocessings/{'_results' if partial else 'page'}.html", context)


def selection_words(selection: dict[str, Any]) -> str:
    """What was asked for: "기업집단 posco · 다르게 읽힌 기사"."""
    words = [f"{SELECTED[name]} {', '.join(selection[name])}" for name in SELECTED if selection.get(name)]
    if selection.get("stale"):
        words.append(_("예전 규칙이나 낱말로 읽은 기사"))
    if selection.get("settle"):
        words.append(_("똑같이 읽혀도 새로 합침"))
    return " · ".join(words) or _("모든 기사")


def _changed_rows(order: Reprocessing) -> Any:
    reports = Prefetch("article__reports", Report.objects.select_related("initiative"))
    rows = order.rereads.changed().select_related("article__source")
    return rows.defer("article__body", "article__search_text", "article__paragraphs").prefetch_related(reports)


def _changed(reread: Reread) -> Changed:
    initiatives = {report.initiative_id: report.initiative for report in reread.article.reports.all()}
    return Changed(reread, word_differences(reread.differences), list(initiatives.values()))
