"""A timeline in a frame of somebody else's page. Off unless ALLOW_EMBED names who may; the rule is of these pages
alone."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.forms.timeline_filter import TimelineFilter
from tracker.views import exports
from tracker.views.export_rows import find_milestones, milestone_rows
from tracker.views.exports import Taken, filter_words, place_of
from tracker.views.languages import in_asked_language
from tracker.views.timelines import timeline_context

SHOWN = 100
_HOST = re.compile(r"\*|(?:https?://)?(?:\*\.)?[A-Za-z0-9.-]+(?::\d+)?\Z")


def embedders() -> list[str]:
    """Who may frame: hosts as a Content-Security-Policy writes them, or "*"; what is neither is left out."""
    return [host for host in settings.ALLOW_EMBED if _HOST.fullmatch(host)]


@require_safe
@in_asked_language
def embed(request: HttpRequest, view: str, slug: str) -> HttpResponse:
    """`/embed/groups/<slug>/`, `/embed/organizations/<slug>/` with the filter of the page."""
    if not embedders():
        return render(request, "tracker/embed/off.html", status=404)
    taken = exports.VIEWS[view](request, slug=slug)
    answer = render(request, "tracker/embed/page.html", _context(request, taken))
    answer.xframe_options_exempt = True
    answer._csp_replace = {"frame-ancestors": embedders()}  # type: ignore[attr-defined]
    return answer


def _context(request: HttpRequest, taken: Taken) -> dict[str, Any]:
    wanted = taken.wanted
    assert isinstance(wanted, TimelineFilter)
    rows = milestone_rows(find_milestones(taken.scope, wanted), place_of(request), SHOWN)
    entries = list(islice(rows, SHOWN))
    return {
        **timeline_context(request, taken.scope, bar=False),
        "strip": None,  # its links would lead on inside the frame
        "owner": taken.owner,
        "entries": entries,
        "more": len(entries) == SHOWN,
        "words": [f"{what}: {value}" for what, value in filter_words(taken)],
        "page_address": request.build_absolute_uri(taken.page + wanted.querystring().removesuffix("?")),
        "today": timezone.localdate(),
    }
