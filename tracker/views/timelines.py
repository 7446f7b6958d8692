"""Pages with a timeline: of everybody, an initiative; and what every such page hands to its templates.

Another page shows a timeline by including `tracker/timeline/_results.html` with what `timeline_context` returns, in an
element `#results`, beside `tracker/_filters.html`, and by loading the scripts of `tracker/timeline/_scripts.html`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.filter_bar import FilterBar, make_filter_bar
from tracker.forms.timeline_filter import LANES, TimelineFilter, lane_part, parse_timeline_filter
from tracker.models import Initiative, Sector
from tracker.templatetags.timeline_words import month_span
from tracker.templatetags.wording import date_words
from tracker.timeline.counts import count_entries, find_affiliates, sectors_with_counts, summarize
from tracker.timeline.entries import Entry
from tracker.timeline.page import Wording, select_chart, select_list, select_view
from tracker.timeline.scope import EVERYBODY, Scope, read_scope, scope_of


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """`/timeline/`: of everybody, under any filter."""
    return answer_timeline(request, EVERYBODY, "tracker/timeline/page.html", {})


@require_safe
def initiative_timeline(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/initiatives/<id>/timeline/`"""
    found = get_object_or_404(Initiative.objects.visible(), public_id=public_id)
    return answer_timeline(request, scope_of(found), "tracker/timeline/page.html", {"initiative": found})


@require_safe
def timeline_data(request: HttpRequest) -> JsonResponse:
    """`/timeline/data/?scope=group:posco&zoom=A..B&…`: the chart of the days in view, with the filter of the page."""
    scope = read_scope(request.GET.get("scope", ""))
    if scope is None:
        raise Http404
    sectors = list(Sector.objects.all())
    wanted = parse_timeline_filter(request.GET, sectors=[one.slug for one in sectors], usual=scope.usual)
    return JsonResponse(select_chart(scope, wanted, timezone.localdate(), sectors, wording()))


def answer_timeline(request: HttpRequest, scope: Scope, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page; for htmx the part that a filter changes, or a further part of the list."""
    fragment = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    if fragment and request.htmx.target == "more":  # type: ignore[attr-defined]
        return render(request, "tracker/timeline/_more.html", list_context(request, scope))
    context = {**context, **timeline_context(request, scope, bar=not fragment)}
    if fragment:
        return render(request, "tracker/timeline/_results.html", {**context, "swapped": True})
    return render(request, template, context)


def timeline_context(request: HttpRequest, scope: Scope, *, bar: bool = True) -> dict[str, Any]:
    """scope, filter (as read from the address), timeline (the list's first part), chart (its data), strip, summary,
    notes, drops where nothing is left, lanes to choose from; with `bar` also the bar of filters."""
    sectors = sectors_with_counts(scope) if bar else list(Sector.objects.all())
    wanted = parse_timeline_filter(request.GET, sectors=[one.slug for one in sectors], usual=scope.usual)
    today = timezone.localdate()
    view = select_view(scope, wanted, today, sectors, wording())
    context: dict[str, Any] = {
        "scope": scope,
        "filter": wanted,
        "today": today,
        "timeline": view.timeline,
        "chart": view.chart,
        "strip": view.strip,
        "summary": summarize(scope, wanted, today),
        "lanes": _lane_choices(scope, wanted),
        "lane_name": _lane_name(view.timeline.lanes, wanted),
        "notes": wanted.notes,
    }
    if not view.timeline.entries:
        parts = lane_part(wanted, context["lane_name"])
        context["drops"] = make_drops(wanted, lambda asked: count_entries(scope, asked), parts)
    if bar:
        context["bar"] = _bar(scope, wanted, sectors)
    return context


def list_context(request: HttpRequest, scope: Scope) -> dict[str, Any]:
    """A further part of the list."""
    sectors = list(Sector.objects.all())
    wanted = parse_timeline_filter(request.GET, sectors=[one.slug for one in sectors], usual=scope.usual)
    found = select_list(scope, wanted, timezone.localdate(), sectors)
    return {"scope": scope, "filter": wanted, "timeline": found}


def wording() -> Wording:
    """What charts say, in the reader's language."""
    return Wording(date_words, evidence_address, _count_words, _age_words, _("그 밖"))


def evidence_address(entry: Entry) -> str:
    return reverse("evidence", args=["milestone", entry.id])


def _count_words(first: date, last: date, count: int, lane: str) -> str:
    words = ngettext("이정표 %(count)d개", "이정표 %(count)d개", count) % {"count": count}
    return " · ".join(part for part in (lane, month_span(first, last), words) if part)


def _age_words(first: int, last: int, count: int, lane: str) -> str:
    months = _("첫 이정표부터 %(first)d–%(last)d개월") % {"first": first, "last": last}
    words = ngettext("이정표 %(count)d개", "이정표 %(count)d개", count) % {"count": count}
    return " · ".join((lane, months, words))


def _bar(scope: Scope, wanted: TimelineFilter, sectors: list[Any]) -> FilterBar:
    counts = {one.slug: one.found for one in sectors} if scope.kind != "initiative" else None
    bar = make_filter_bar(wanted, sectors, counts=counts, affiliates=find_affiliates(scope), modality=True)
    return replace(bar, kept=wanted.kept)


def _lane_choices(scope: Scope, wanted: TimelineFilter) -> list[tuple[str, str, bool]]:
    """(address, word, whether it is the one) of each way to divide the timeline. Another way has other lanes."""
    ours = _("계열사") if scope.kind == "group" else _("조직")
    words = {"affiliate": ours, "sector": _("분야"), "partner": _("협력 기관"), "initiative": _("사업")}
    return [
        (wanted.querystring(lanes=None if one == wanted.usual else one, lane=None), words[one], one == wanted.lanes)
        for one in LANES
    ]


def _lane_name(lanes: Any, wanted: TimelineFilter) -> str:
    return next((one.name for one in lanes if one.slug == wanted.lane and one.name), wanted.lane)
