"""Files that hold many articles, while they are worked through."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Backfill
from tracker.store.backfills import progress_of
from tracker.tasks.bundles import retry_bundle


@require_safe
def backfill(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Backfill.objects.select_related("source", "added_by"), public_id=public_id)
    context = {"backfill": found, "progress": progress_of([found])}
    partial = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, "tracker/backfill/_progress.html" if partial else "tracker/backfill/page.html", context)


@login_required
@permission_required("tracker.add_article", raise_exception=True)
@require_POST
def retry_backfill(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Backfill, public_id=public_id)
    count = retry_bundle(found)
    if count:
        messages.success(request, _("다시 읽도록 보냈습니다: %(file)s") % {"file": found})
    else:
        messages.info(request, _("실패한 부분이 없습니다: %(file)s") % {"file": found})
    return redirect(found)
