"""Every sentence of one edge or cell of the partnership views: as a page, or as the panel beside another."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.forms.partner_filter import STAGE_WORDS, PartnerFilter, parse_partner_filter
from tracker.models import Group, Organization, OrganizationKind, Sector
from tracker.partnerships.select import Owner, Sectors, sectors_by_id
from tracker.partnerships.sentences import select_cell, select_sentences


@require_safe
def partnership(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """`/groups/<slug>/partnerships/<partner>/`"""
    return _edge(request, get_object_or_404(Group, slug=slug), get_object_or_404(Organization, slug=partner))


@require_safe
def partnership_of_groups(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """`/groups/<slug>/partnerships/groups/<partner>/`"""
    return _edge(request, get_object_or_404(Group, slug=slug), get_object_or_404(Group, slug=partner))


@require_safe
def organization_partnership(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """`/organizations/<slug>/partnerships/<partner>/`"""
    return _edge(request, get_object_or_404(Organization, slug=slug), get_object_or_404(Organization, slug=partner))


@require_safe
def organization_partnership_with_group(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """`/organizations/<slug>/partnerships/groups/<partner>/`"""
    return _edge(request, get_object_or_404(Organization, slug=slug), get_object_or_404(Group, slug=partner))


@require_safe
def partnership_cell(request: HttpRequest, slug: str) -> HttpResponse:
    """`/groups/<slug>/partnerships/sentences/`: of all partners of the stages, kinds and sectors that are asked for."""
    group = get_object_or_404(Group, slug=slug)
    wanted, sectors = _asked(request)
    what = [sectors[pk].name for pk in sectors if sectors[pk].slug in wanted.sectors]
    what += [str(STAGE_WORDS[stage]) for stage in wanted.stages]
    what += [str(OrganizationKind(kind).label) for kind in wanted.kinds]
    heading = f"{group.display_name} – {', '.join(what) or _('모든 협력')}"
    return _answer(request, group, heading, select_cell(group, wanted, sectors), wanted)


def _edge(request: HttpRequest, owner: Owner, partner: Owner) -> HttpResponse:
    wanted, sectors = _asked(request)
    heading = f"{owner.display_name} – {partner.display_name}"
    return _answer(request, owner, heading, select_sentences(owner, partner, wanted, sectors), wanted, partner)


def _asked(request: HttpRequest) -> tuple[PartnerFilter, Sectors]:
    rows = list(Sector.objects.all())
    return parse_partner_filter(request.GET, rows), sectors_by_id(rows)


def _answer(
    request: HttpRequest,
    owner: Owner,
    heading: str,
    sentences: Any,
    wanted: PartnerFilter,
    partner: Owner | None = None,
) -> HttpResponse:
    panel = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    context = {
        "owner": owner,
        "partner": partner,
        "is_group": isinstance(owner, Group),
        "heading": heading,
        "sentences": sentences,
        "filter": wanted,
        "notes": wanted.notes,
        "in_panel": panel,
    }
    return render(request, f"tracker/partnerships/{'_edge' if panel else 'edge'}.html", context)
