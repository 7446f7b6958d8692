"""What the machine is doing: what waits and for how long, what failed with its reason, which workers are there."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Article, Heartbeat, Part, WorkState
from tracker.store.heartbeats import silent_after
from tracker.store.queue import RATE_MINUTES, stage_figures
from tracker.tasks.intake import retry, retry_all

SHOWN = 50


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    figures = stage_figures()
    # Not joined: a planner would begin with the sources, and read every article of theirs.
    articles = Article.objects.prefetch_related("source").defer("body", "search_text", "paragraphs")
    context = {
        "figures": figures,
        "minutes": RATE_MINUTES,
        "unfinished": sum(one.waiting + one.running for one in figures),
        "failed": sum(one.dead for one in figures),
        "failures": articles.dead().order_by("-finished_at", "-id")[:SHOWN],
        "stumbled": articles.filter(state=WorkState.WAITING).exclude(failure="").order_by("next_attempt_at")[:SHOWN],
    } | _signs_of_life()
    partial = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, "tracker/status/_counts.html" if partial else "tracker/status/page.html", context)


def _signs_of_life() -> dict[str, object]:
    silent_before = timezone.now() - silent_after()
    parts = list(Heartbeat.objects.all())
    workers = [one for one in parts if one.part == Part.WORKER]
    return {
        "workers": workers,
        "sweep": next((one for one in parts if one.part == Part.SWEEP), None),
        "silent_before": silent_before,
        "working": any(one.seen_at >= silent_before for one in workers),
    }


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


@login_required
@permission_required("tracker.change_article", raise_exception=True)
@require_POST
def retry_all_failed(request: HttpRequest) -> HttpResponse:
    count = retry_all()
    if count:
        words = ngettext("실패한 기사 %d건을 다시 처리합니다.", "실패한 기사 %d건을 다시 처리합니다.", count)
        messages.success(request, words % count)
    else:
        messages.info(request, _("실패한 기사가 없습니다."))
    return redirect("status")
