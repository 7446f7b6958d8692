"""The page of one group: its timeline as chart and list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tracker.models import Group
from tracker.timeline.scope import scope_of
from tracker.views.timelines import answer_timeline


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """`/groups/<slug>/`: the whole page, or for htmx the part that a filter changes."""
    found = get_object_or_404(Group, slug=slug)
    return answer_timeline(request, scope_of(found), "tracker/group/page.html", {"group": found})
