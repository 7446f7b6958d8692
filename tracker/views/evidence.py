"""All sentences of one fact, as a page or as the panel beside another page; and what editors say of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Evidence, Milestone, Participation, Review
from tracker.store.review import accept_fact, reject_fact, withdraw_judgement
from tracker.views.passages import quote_in_context

FACTS: dict[str, type[Milestone] | type[Participation]] = {"milestone": Milestone, "participation": Participation}
JUDGEMENTS = {"accept": accept_fact, "reject": reject_fact, "withdraw": withdraw_judgement}


@require_safe
def evidence(request: HttpRequest, fact: str, public_id: str) -> HttpResponse:
    found = _find(request, fact, public_id)
    context = _context(request, fact, found)
    panel = request.headers.get("X-Panel") and request.htmx  # type: ignore[attr-defined]
    return render(request, "tracker/evidence/_panel.html" if panel else "tracker/evidence/page.html", context)


@login_required
@permission_required(["tracker.change_milestone", "tracker.change_participation"], raise_exception=True)
@require_POST
def judge(request: HttpRequest, fact: str, public_id: str) -> HttpResponse:
    """`judgement` is accept, reject or withdraw; anything else is a 404, as is an unknown fact."""
    found = _find(request, fact, public_id)
    decide = JUDGEMENTS.get(request.POST.get("judgement", ""))
    if decide is None:
        raise Http404
    decide(found, request.user)  # type: ignore[arg-type]
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "tracker/evidence/_panel.html", _context(request, fact, found))
    messages.success(request, _("판단을 적었습니다: %(review)s") % {"review": found.get_review_display()})
    return redirect("evidence", fact, public_id)


def _find(request: HttpRequest, fact: str, public_id: str) -> Any:
    """The fact, if it stands; editors find rejected ones too, so that they can take a judgement back."""
    if fact not in FACTS:
        raise Http404
    related = ["initiative"] if fact == "milestone" else ["initiative", "organization", "group"]
    found: Any = get_object_or_404(FACTS[fact].objects.select_related(*related), public_id=public_id)
    gone = Review.REJECTED in (found.review, found.initiative.review) or found.initiative.withdrawn
    if gone and not request.user.has_perm(f"tracker.change_{fact}"):
        raise Http404
    return found


def _context(request: HttpRequest, fact: str, found: Any) -> dict[str, Any]:
    rows = Evidence.objects.with_article().filter(**{fact: found}).order_by("-confidence", "start")
    statements = [
        (row, quote_in_context(row.report.article.body, row.start, row.end, settings.EXCERPT_SENTENCES)) for row in rows
    ]
    return {
        "fact": fact,
        "found": found,
        "statements": statements,
        "may_judge": request.user.has_perm(f"tracker.change_{fact}"),
        "admin_address": reverse("admin:tracker_initiative_change", args=[found.initiative_id]),
    }
