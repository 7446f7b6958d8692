"""Who works with a group or an organization: as a network and as a table."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.partner_filter import PartnerFilter, make_partner_bar, parse_partner_filter, partner_parts
from tracker.models import Group, Organization, Sector
from tracker.partnerships.edges import Tie
from tracker.partnerships.figure import Drawing, draw_ego, draw_opened
from tracker.partnerships.select import (
    Owner,
    Sectors,
    affiliates_with_partners,
    sectors_by_id,
    select_ties,
    split_by_affiliate,
)
from tracker.views.ties import count_by_stage, make_legend, make_pen, make_table, years_of


@require_safe
def group_partnerships(request: HttpRequest, slug: str) -> HttpResponse:
    """`/groups/<slug>/partnerships/`"""
    group = get_object_or_404(Group, slug=slug)
    return _ego(request, group, {"group": group})


@require_safe
def organization_partnerships(request: HttpRequest, slug: str) -> HttpResponse:
    """`/organizations/<slug>/partnerships/`"""
    organization = get_object_or_404(Organization.objects.select_related("merged_into"), slug=slug)
    if organization.merged_into:
        return redirect("organization_partnerships", organization.merged_into.slug)
    return _ego(request, organization, {"organization": organization})


def _ego(request: HttpRequest, owner: Owner, context: dict[str, Any]) -> HttpResponse:
    rows = list(Sector.objects.all())
    wanted, sectors = parse_partner_filter(request.GET, rows), sectors_by_id(rows)
    ties = select_ties(owner, wanted, sectors)
    context |= {"owner": owner, "filter": wanted, "notes": wanted.notes, "ties": ties, **make_legend(ties)}
    context |= {"table": make_table(ties, wanted), "opened": _opened(owner, ties, wanted)}
    context["by_stage"] = count_by_stage(ties)
    context["unfold"] = wanted.toggled("open", owner.slug)
    group = owner if isinstance(owner, Group) else None
    affiliates = affiliates_with_partners(group) if group else []
    if ties:
        context["drawing"] = _draw(owner, affiliates, ties, wanted, sectors)
    else:
        context["drops"] = make_drops(
            wanted, lambda asked: len(select_ties(owner, asked, sectors)), partner_parts(wanted)
        )
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/partnerships/_results.html", {**context, "swapped": True})
    years = years_of(group, () if group else ties)
    offered = [(one.slug, one.display_name) for one in affiliates]
    context["bar"] = make_partner_bar(wanted, rows, years=years, affiliates=offered)
    return render(request, "tracker/partnerships/page.html", context)


def _draw(
    owner: Owner, affiliates: list[Organization], ties: list[Tie], wanted: PartnerFilter, sectors: Sectors
) -> Drawing:
    pen = make_pen(wanted, unfolds=True)
    node = ties[0].owner  # with its name of the day
    if isinstance(owner, Group) and owner.slug in wanted.opened:
        apart = split_by_affiliate(owner, affiliates, ties, wanted, sectors)
        if apart:
            return draw_opened(node, ties, apart, pen)
    return draw_ego(node, ties, pen)


def _opened(owner: Owner, ties: list[Tie], wanted: PartnerFilter) -> list[tuple[str, str]]:
    """(name, address without it) of the groups whose affiliates are shown one by one."""
    names = {tie.partner.group_slug: tie.partner.group_name for tie in ties if tie.partner.group_slug in wanted.opened}
    if isinstance(owner, Group) and owner.slug in wanted.opened:
        names[owner.slug] = owner.display_name
    return [(name, wanted.toggled("open", slug)) for slug, name in sorted(names.items())]
