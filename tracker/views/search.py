"""One field for initiatives, organizations by any of their names, and articles. Blanks, case and width do not count."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.search_filter import Kind, SearchFilter, parse_search, search_parts
from tracker.models import Sector
from tracker.models.identity import fold
from tracker.search.facets import make_facets
from tracker.search.select import QUERIES, REACHED, Found, Tally, count_up_to, find, find_groups, find_organizations
from tracker.views.rows import page_links
from tracker.views.search_rows import article_hits, group_hits, initiative_hits, organization_hits

FEW_GROUPS = 12


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    sectors = list(Sector.objects.all())
    wanted = parse_search(request.GET, sectors)
    context: dict[str, Any] = {"filter": wanted, "search_text": wanted.text, "notes": wanted.notes, "reached": REACHED}
    if fold(wanted.text):
        context |= _results(wanted, sectors, request.user)
    partial = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, "tracker/search/_results.html" if partial else "tracker/search/page.html", context)


def _results(wanted: SearchFilter, sectors: list[Sector], user: Any) -> dict[str, Any]:
    kinds = [wanted.kind] if wanted.kind else [kind.value for kind in Kind]
    found = {kind: find(kind, wanted) for kind in kinds}
    groups = list(find_groups(wanted).prefetch_related("names")[:FEW_GROUPS])
    tallies = {kind.value: _tally(kind, wanted, found) for kind in Kind}
    tallies[Kind.ORGANIZATION] += Tally(len(groups))
    hits = _hits(wanted, found, groups, user)
    context = {
        "tabs": _tabs(wanted, tallies, hits),
        "any": any(tallies.values()),
        "facets": make_facets(wanted, sectors),
        "page": page_links(wanted, following=any(one.following for one in found.values()) and bool(wanted.kind)),
        **hits,
    }
    if not context["any"]:
        context["drops"] = make_drops(wanted, _count, search_parts(wanted))
    return context


def _hits(wanted: SearchFilter, found: dict[str, Found], groups: list[Any], user: Any) -> dict[str, Any]:
    hits: dict[str, Any] = {}
    if one := found.get(Kind.INITIATIVE):
        hits["initiatives"] = initiative_hits(one, wanted.text)
    if one := found.get(Kind.ORGANIZATION):
        sizes = dict(find_organizations(wanted).filter(pk__in=one.ids).values_list("pk", "size"))
        hits["groups"] = group_hits(groups, wanted.text) if wanted.page == 1 else []
        hits["organizations"] = organization_hits(one, sizes, wanted.text)
    if one := found.get(Kind.ARTICLE):
        hits["articles"] = article_hits(one, wanted, user)
    return hits


def _tally(kind: str, wanted: SearchFilter, found: dict[str, Found]) -> Tally:
    return found[kind].tally if kind in found else count_up_to(QUERIES[kind](wanted))


def _tabs(wanted: SearchFilter, tallies: dict[str, Tally], hits: dict[str, Any]) -> list[dict[str, Any]]:
    """The kinds of results with their numbers, as links; the one shown is marked. more: others than those shown."""
    shown = {kind.value: len(hits.get(f"{kind.value}s", ())) for kind in Kind}
    shown[Kind.ORGANIZATION] += len(hits.get("groups", ()))
    return [
        {
            "kind": kind.value,
            "label": kind.label,
            "tally": tallies[kind],
            "on": wanted.kind == kind,
            "more": not wanted.kind and tallies[kind].number > shown[kind],
            "address": wanted.querystring(kind=kind.value),
        }
        for kind in Kind
    ]


def _count(wanted: SearchFilter) -> int:
    if not fold(wanted.text):
        return 0
    return sum(count_up_to(QUERIES[kind](wanted)).number for kind in ([wanted.kind] if wanted.kind else Kind))
