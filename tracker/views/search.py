"""One field for initiatives, organizations by any of their names, and articles. Blanks do not count."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Q, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.forms.filters import Filter, parse_filter
from tracker.models import Article, Group, Initiative, Organization, Sector, Status
from tracker.models.identity import search_key
from tracker.views.rows import narrow_initiatives, with_row_relations

SHOWN = 20
COUNTED = 1000


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    sectors = list(Sector.objects.all())
    wanted = parse_filter(request.GET, sectors=[sector.slug for sector in sectors])
    context: dict[str, Any] = {"filter": wanted, "search_text": wanted.text, "notes": wanted.notes}
    if search_key(wanted.text):
        context |= _results(wanted, sectors)
    partial = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, "tracker/search/_results.html" if partial else "tracker/search/page.html", context)


def _results(wanted: Filter, sectors: list[Sector]) -> dict[str, Any]:
    text = wanted.text
    initiatives = narrow_initiatives(Initiative.objects.visible(), wanted)
    organizations = list(_organizations(text)[:SHOWN])
    articles = Article.objects.readable().matching(text).select_related("source").defer("body", "paragraphs")
    return {
        "initiatives": with_row_relations(initiatives)[:SHOWN],
        "organizations": [(one, _other_name(one, text)) for one in organizations],
        "groups": Group.objects.matching(text)[:SHOWN],
        "articles": articles.marking_excerpts()[:SHOWN],
        "counts": {
            "initiatives": initiatives[:COUNTED].count(),
            "organizations": _organizations(text)[:COUNTED].count(),
            "articles": articles[:COUNTED].count(),
        },
        "facets": _facets(wanted, sectors),
    }


def _organizations(text: str) -> Any:
    """Those that are called just so come first, then those whose name begins with it."""
    closeness = Case(
        When(Q(name__iexact=text) | Q(english_name__iexact=text), then=0),
        When(Q(name__istartswith=text) | Q(english_name__istartswith=text), then=1),
        default=2,
    )
    found = Organization.objects.current().matching(text).order_by(closeness, "name", "pk")
    return found.prefetch_related("names", "affiliations__group")


def _other_name(organization: Organization, text: str) -> str:
    """The former or other name under which it was found, if it was not found under the one that is shown."""
    key = search_key(text)
    if key in search_key(organization.display_name):
        return ""
    names = [name.name for name in organization.names.all()] + [organization.name, organization.english_name]
    return next((name for name in names if name and key in search_key(name)), "")


def _facets(wanted: Filter, sectors: list[Sector]) -> list[dict[str, Any]]:
    """Sectors and statuses of the initiatives found for the text alone, with counts and links that toggle them."""
    rows = list(Initiative.objects.visible().matching(wanted.text).values_list("pk", "status")[:COUNTED])
    links = Initiative.sectors.through.objects.filter(initiative__in=[pk for pk, _status in rows])
    by_sector = list(links.values_list("sector", flat=True))
    by_status = [status for _pk, status in rows]
    found = [_facet(wanted, "sector", one.slug, one.display_name, by_sector.count(one.pk)) for one in sectors]
    found += [_facet(wanted, "status", one.value, str(one.label), by_status.count(one.value)) for one in Status]
    return [facet for facet in found if facet["count"] or facet["on"]]


def _facet(wanted: Filter, name: str, value: str, label: str, count: int) -> dict[str, Any]:
    on = value in (wanted.sectors if name == "sector" else wanted.statuses)
    return {"label": label, "count": count, "on": on, "address": wanted.toggled(name, value)}
