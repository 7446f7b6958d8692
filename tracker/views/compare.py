"""Two to four groups or organizations on one axis."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.forms.compare import BY, choose, find_candidates
from tracker.forms.filter_bar import make_filter_bar
from tracker.forms.filters import read_choices, shown
from tracker.forms.timeline_filter import TimelineFilter, parse_timeline_filter
from tracker.models import Sector
from tracker.timeline.compare import LEAST, MOST, select_comparison, select_comparison_chart
from tracker.timeline.scope import Scope, read_scope
from tracker.views.timelines import wording

KEPT = ("with", "by")
COMPARED = ("group", "organization")


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """`/compare/?with=group:posco&with=organization:lg-cns&by=months&…`"""
    candidates = find_candidates(request.GET.get("add", ""))
    if found := choose(request.GET.get("add", ""), candidates):
        return redirect(f"{reverse('compare')}{_with(request, found.key)}")
    context = _context(request)
    context["candidates"] = [(one, _with(request, one.key)) for one in candidates]
    context["asked"] = request.GET.get("add", "")[:100]
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/compare/_results.html", {**context, "swapped": True})
    context["bar"] = make_filter_bar(context["filter"], context["sectors"], modality=True)
    return render(request, "tracker/compare/page.html", context)


@require_safe
def compare_names(request: HttpRequest) -> HttpResponse:
    """`/compare/names/?add=…`: options of the field that completes names."""
    return render(request, "tracker/compare/_names.html", {"candidates": find_candidates(request.GET.get("add", ""))})


@require_safe
def compare_data(request: HttpRequest) -> JsonResponse:
    """`/compare/data/?with=…&zoom=A..B&…`: the chart of the days in view."""
    sectors = list(Sector.objects.all())
    wanted, scopes, aligned = _read(request, sectors, [])
    if len(scopes) < LEAST:
        raise Http404
    return JsonResponse(select_comparison_chart(scopes, wanted, aligned, timezone.localdate(), sectors, wording()))


def _context(request: HttpRequest) -> dict[str, Any]:
    sectors, notes, today = list(Sector.objects.all()), list[str](), timezone.localdate()
    wanted, scopes, aligned = _read(request, sectors, notes)
    if request.GET.get("add", "").strip() and len(scopes) < MOST:
        notes.append(_("‘%(value)s’(으)로 하나를 고르지 못했습니다.") % {"value": shown(request.GET["add"])})
    context: dict[str, Any] = {
        "filter": wanted,
        "sectors": sectors,
        "chosen": [(one, _without(wanted, scopes, one)) for one in scopes],
        "aligned": aligned,
        "ways": [(wanted.querystring(by=None), not aligned), (wanted.querystring(by="months"), aligned)],
        "full": len(scopes) == MOST,
        "notes": [*wanted.notes, *notes],
    }
    if len(scopes) >= LEAST:
        context["comparison"] = select_comparison(scopes, wanted, aligned, today, sectors, wording())
    return context


def _read(request: HttpRequest, sectors: list[Sector], notes: list[str]) -> tuple[TimelineFilter, list[Scope], bool]:
    """The filter, those compared, and whether they are aligned on their beginnings."""
    scopes: list[Scope] = []
    for key in dict.fromkeys(request.GET.getlist("with")):
        found = read_scope(key) if key.partition(":")[0] in COMPARED and len(scopes) < MOST else None
        if found:
            scopes.append(found)
        elif len(scopes) == MOST:
            notes.append(_("네 곳까지만 견줍니다. 나머지는 뺐습니다."))
            break
        else:
            notes.append(
                _("%(what)s ‘%(value)s’은(는) 없어서 뺐습니다.") % {"what": _("비교할 곳"), "value": shown(key)}
            )
    by = read_choices(request.GET.getlist("by")[-1:], BY, _("축"), notes)
    query = request.GET.copy()
    query.setlist("with", [one.key for one in scopes])
    query.setlist("by", list(by))
    wanted = parse_timeline_filter(query, sectors=[one.slug for one in sectors], usual="sector", keep=KEPT)
    return wanted, scopes, by == ("months",)


def _with(request: HttpRequest, key: str) -> str:
    """The query string with one more."""
    query = request.GET.copy()
    query.pop("add", None)
    query.setlist("with", [*query.getlist("with"), key])
    return "?" + query.urlencode(safe=":")


def _without(wanted: TimelineFilter, scopes: list[Scope], gone: Scope) -> str:
    return wanted.querystring(with_=[one.key for one in scopes if one != gone])
