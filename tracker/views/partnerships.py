"""Who works with a group or an organization: as a network, as a table, and every sentence of one edge."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.filter_bar import make_filter_bar
from tracker.forms.filters import Filter, parse_filter
from tracker.models import Group, Organization, OrganizationKind, Sector
from tracker.partnerships.edges import Network
from tracker.partnerships.figure import draw_network
from tracker.partnerships.select import select_edge, select_group_network, select_organization_network

STAGE_WORDS = {
    "talks": _("협의"),
    "agreement": _("협약"),
    "pilot": _("시범·실증"),
    "contract": _("계약·수행"),
    "joint_venture": _("합작"),
}

# What static/js/network.js draws for each kind of organization.
SYMBOLS = {
    OrganizationKind.COMPANY: "■",
    OrganizationKind.GOVERNMENT: "⬢",
    OrganizationKind.PUBLIC_INSTITUTION: "⬡",
    OrganizationKind.UNIVERSITY: "▲",
    OrganizationKind.RESEARCH_INSTITUTE: "△",
    OrganizationKind.ASSOCIATION: "◆",
    OrganizationKind.CONSORTIUM: "✦",
}


@require_safe
def group_partnerships(request: HttpRequest, slug: str) -> HttpResponse:
    """`/groups/<slug>/partnerships/`"""
    group = get_object_or_404(Group, slug=slug)
    sectors = list(Sector.objects.all())
    wanted = parse_filter(request.GET, sectors=[sector.slug for sector in sectors])
    network = select_group_network(group, wanted)
    context: dict[str, Any] = {"group": group, "owner": group, **_context(network, wanted)}
    if not network.partners:
        context["drops"] = make_drops(wanted, lambda asked: len(select_group_network(group, asked).partners))
    context["chart"] = draw_network(
        network, group.display_name, address=lambda partner: reverse("partnership", args=[slug, partner])
    )
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/partnerships/_results.html", {**context, "swapped": True})
    affiliates = Organization.objects.filter(participations__group=group).distinct().order_by("name")
    offered = [(one.slug, one.display_name) for one in affiliates]
    context["bar"] = make_filter_bar(wanted, sectors, affiliates=offered)
    return render(request, "tracker/partnerships/page.html", context)


@require_safe
def organization_partnerships(request: HttpRequest, slug: str) -> HttpResponse:
    """`/organizations/<slug>/partnerships/`"""
    organization = get_object_or_404(Organization, slug=slug)
    sectors = list(Sector.objects.all())
    wanted = parse_filter(request.GET, sectors=[sector.slug for sector in sectors])
    network = select_organization_network(organization, wanted)
    context: dict[str, Any] = {"organization": organization, "owner": organization, **_context(network, wanted)}
    if not network.partners:
        context["drops"] = make_drops(
            wanted, lambda asked: len(select_organization_network(organization, asked).partners)
        )
    context["chart"] = draw_network(
        network, organization.display_name, address=lambda partner: reverse("organization", args=[partner])
    )
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/partnerships/_results.html", {**context, "swapped": True})
    context["bar"] = make_filter_bar(wanted, sectors)
    return render(request, "tracker/partnerships/page.html", context)


@require_safe
def partnership(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """`/groups/<slug>/partnerships/<partner>/`: every sentence of the edge; for htmx the panel's content."""
    context: dict[str, Any] = {
        "group": get_object_or_404(Group, slug=slug),
        "partner": get_object_or_404(Organization, slug=partner),
    }
    context["initiatives"] = select_edge(context["group"], context["partner"])
    context["in_panel"] = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "tracker/partnerships/_edge.html" if context["in_panel"] else "tracker/partnerships/edge.html"
    return render(request, template, context)


def _context(network: Network, wanted: Filter) -> dict[str, Any]:
    rows = [(one, STAGE_WORDS[one.stage]) for one in network.partners]
    return {"network": network, "rows": rows, "filter": wanted, "notes": wanted.notes, **_legend(network)}


def _legend(network: Network) -> dict[str, Any]:
    """The sectors and kinds of partners that occur, in the order in which they are known."""
    sectors = dict.fromkeys(sector for one in network.partners for sector in one.sectors)
    kinds = {one.kind for one in network.partners}
    return {
        "sectors": sorted(sectors, key=lambda sector: sector[2]),
        "kinds": [(SYMBOLS[kind], kind.label) for kind in OrganizationKind if kind in kinds],
    }
