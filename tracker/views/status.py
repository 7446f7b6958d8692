"""What the machine is doing: articles by stage and state, and what failed with its reason."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Article, Stage, WorkState
from tracker.tasks.intake import retry

SHOWN = 50


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    counted = Article.objects.order_by().values_list("stage", "state").annotate(n=Count("id"))
    counts = {(stage, state): n for stage, state, n in counted}
    rows = [(stage.label, [(state.value, counts.get((stage, state), 0)) for state in WorkState]) for stage in Stage]
    context = {
        "rows": rows,
        "states": [state.label for state in WorkState],
        "unfinished": sum(n for (_stage, state), n in counts.items() if state in ("waiting", "running")),
        "failures": Article.objects.dead().select_related("source").defer("body").order_by("-accepted_at")[:SHOWN],
        "failed": sum(n for (_stage, state), n in counts.items() if state == "dead"),
    }
    partial = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, "tracker/status/_counts.html" if partial else "tracker/status/page.html", context)


@login_required
@permission_required("tracker.change_article", raise_exception=True)
@require_POST
def retry_failed(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Article, public_id=public_id)
    if found.state == WorkState.DEAD:
        retry(found)
        messages.success(request, _("다시 처리하도록 보냈습니다: %(article)s") % {"article": found})
    else:
        messages.info(request, _("이미 다시 처리되었거나 처리 중입니다: %(article)s") % {"article": found})
    return redirect("status")
