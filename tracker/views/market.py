"""The partnerships of all groups: as lines between two columns, or as one of two tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.partner_filter import (
    STAGE_WORDS,
    VIEW_WORDS,
    VIEWS,
    PartnerFilter,
    make_partner_bar,
    parse_partner_filter,
    partner_parts,
)
from tracker.models import Group, Sector
from tracker.partnerships.edges import Market, Node, Tie, sort_ties, without_mirrored
from tracker.partnerships.figure import draw_market
from tracker.partnerships.select import Sectors, count_stages, sectors_by_id, select_market
from tracker.pipeline.partners.rungs import STAGES
from tracker.views.ties import home, make_legend, make_pen, make_table, tie_address, tie_words, years_of


@dataclass(frozen=True, slots=True)
class Cell:
    """address "": nothing was found there, or nothing can be (then `title` says why)."""

    number: int = 0
    stage: str = ""
    title: str = ""
    address: str = ""


@require_safe
def market(request: HttpRequest) -> HttpResponse:
    """`/partnerships/`: the whole page, or for htmx the part that a filter changes."""
    rows = list(Sector.objects.all())
    wanted, sectors = parse_partner_filter(request.GET, rows, market=True), sectors_by_id(rows)
    view = wanted.view or VIEWS[0]
    context: dict[str, Any] = {"filter": wanted, "notes": wanted.notes, "view": view, "views": _views(wanted, view)}
    context["rung_words"] = list(STAGE_WORDS.items())
    context |= _stages(wanted, sectors) if view == "stages" else _ties(wanted, sectors, view)
    if not context["found"]:
        count = lambda asked: _count(asked, sectors, view)  # noqa: E731
        context["drops"] = make_drops(wanted, count, partner_parts(wanted))
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/partnerships/_market.html", {**context, "swapped": True})
    context["bar"] = make_partner_bar(wanted, rows, years=years_of(None, context["ties"]))
    return render(request, "tracker/partnerships/market.html", context)


def _ties(wanted: PartnerFilter, sectors: Sectors, view: str) -> dict[str, Any]:
    found = select_market(wanted, sectors)
    context: dict[str, Any] = {"found": len(found.ties), "market": found, "ties": found.ties, **make_legend(found.ties)}
    context["absent"] = found.absent
    ties = without_mirrored(sort_ties(found.ties, "")) if view == "lines" else list(found.ties)
    context["table"] = make_table(ties, wanted, with_owner=True)
    if view == "lines" and ties:
        context["drawing"] = draw_market(ties, make_pen(wanted, unfolds=False))
    elif found.ties:
        context["matrix"] = _matrix(found, wanted)
    return context


def _matrix(found: Market, wanted: PartnerFilter) -> list[tuple[Node, str, list[Cell]]]:
    """Each group with a cell for each partner."""
    ties = {(tie.owner, tie.partner): tie for tie in found.ties}
    cells = {place: _cell(tie, wanted) for place, tie in ties.items()}
    cells |= {(group, group): Cell(title=_("같은 기업집단")) for group in found.groups}
    return [(g, home(g), [cells.get((g, partner), Cell()) for partner in found.partners]) for g in found.groups]


def _cell(tie: Tie, wanted: PartnerFilter) -> Cell:
    return Cell(tie.initiatives, tie.stage, tie_words(tie), tie_address(tie, wanted))


def _stages(wanted: PartnerFilter, sectors: Sectors) -> dict[str, Any]:
    counts = count_stages(wanted)
    every = list(Group.objects.all())
    present = {group for group, _, _ in counts}
    groups = {group.pk: group for group in every if group.pk in present}
    totals = {pk: sum(number for key, number in counts.items() if key[0] == pk) for pk in groups}
    order = sorted(groups.values(), key=lambda group: (-totals[group.pk], group.display_name))
    shown = [sector for pk, sector in sectors.items() if not wanted.sectors or sector.slug in wanted.sectors]
    rungs = wanted.rungs or list(range(len(STAGES)))
    columns = [(pk, rung) for pk in sectors for rung in rungs if sectors[pk] in shown]
    matrix = []
    for group in order:
        cells = [_stage_cell(group, pk, rung, counts, wanted, sectors) for pk, rung in columns]
        matrix.append(
            (Node(group.slug, group.display_name, True), reverse("group_partnerships", args=[group.slug]), cells)
        )
    return {
        "found": len(counts),
        "ties": (),
        "stage_matrix": matrix,
        "shown_sectors": shown,
        "stage_words": [STAGE_WORDS[STAGES[rung]] for rung in rungs],
        "absent": [Node(one.slug, one.display_name, True) for one in every if one.pk not in present],
    }


def _stage_cell(
    group: Group,
    sector: int,
    rung: int,
    counts: dict[tuple[int, int, int], int],
    wanted: PartnerFilter,
    sectors: Sectors,
) -> Cell:
    number = counts.get((group.pk, sector, rung), 0)
    if not number:
        return Cell()
    word, name = str(STAGE_WORDS[STAGES[rung]]), sectors[sector].name
    partners = ngettext("협력 기관 %d곳", "협력 기관 %d곳", number) % number
    asked = PartnerFilter(sectors=(sectors[sector].slug,), stages=(STAGES[rung],), kinds=wanted.kinds, year=wanted.year)
    address = reverse("partnership_cell", args=[group.slug]) + asked.querystring()
    return Cell(number, STAGES[rung], f"{group.display_name} – {name}, {word}: {partners}", address)


def _count(wanted: PartnerFilter, sectors: Sectors, view: str) -> int:
    return len(count_stages(wanted)) if view == "stages" else len(select_market(wanted, sectors).ties)


def _views(wanted: PartnerFilter, view: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is the one that is shown)"""
    return [
        (str(VIEW_WORDS[one]), wanted.querystring(view="" if one == VIEWS[0] else one), one == view) for one in VIEWS
    ]
