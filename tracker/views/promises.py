"""The ledger of promises: what was to happen by when, and what is known to have become of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.promise_filter import (
    BY,
    PromiseFilter,
    find_groups,
    find_years,
    make_promise_bar,
    parse_promise_filter,
    promise_parts,
)
from tracker.models import PromiseState, Sector
from tracker.promises.select import count_states, narrow_promises, select_ledger
from tracker.promises.table import Row, tabulate
from tracker.views.figures import kept
from tracker.views.rows import page_links


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """`/promises/`: the whole page, or for htmx the part that a filter changes."""
    sectors = list(Sector.objects.all())
    wanted = parse_promise_filter(request.GET, sectors)
    today = timezone.localdate()
    context: dict[str, Any] = {"filter": wanted, "notes": wanted.notes, "today": today}
    context |= {"views": _views(wanted), "presets": _presets(wanted)}
    context["counts"] = _kept("counts", wanted, lambda: count_states(wanted, today))
    context |= _table(wanted, today) if wanted.by else _list(wanted, today)
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/promises/_results.html", {**context, "swapped": True})
    years = [*kept("promise-years", find_years), today.year]
    context["bar"] = make_promise_bar(wanted, sectors, kept("promise-groups", find_groups), years)
    return render(request, "tracker/promises/page.html", context)


def _kept(name: str, wanted: PromiseFilter, count: Any) -> Any:
    """A figure of what the filter lets through, whatever the page."""
    return kept(f"promise-{name}:{wanted.querystring()}", count)


def _list(wanted: PromiseFilter, today: date) -> dict[str, Any]:
    ledger = select_ledger(wanted, today)
    context: dict[str, Any] = {"ledger": ledger, "page": page_links(wanted, following=ledger.following)}
    if ledger.empty:
        count = lambda asked: narrow_promises(asked, today).count()  # noqa: E731
        context["drops"] = make_drops(wanted, count, promise_parts(wanted))
    return context


def _table(wanted: PromiseFilter, today: date) -> dict[str, Any]:
    rows = _kept("table", wanted, lambda: tabulate(wanted, today))
    table = [(row, _cells(row, wanted), wanted.querystring(**_at(row, wanted))) for row in rows]
    return {"table": table, "states": list(PromiseState), "drops": []}


def _cells(row: Row, wanted: PromiseFilter) -> list[tuple[str, int, str]]:
    """(state, promises, address of their list)"""
    return [(state, count, wanted.querystring(**_at(row, wanted), state=state)) for state, count in row.cells]


def _at(row: Row, wanted: PromiseFilter) -> dict[str, str | None]:
    """What leads from the table to the list of a row."""
    return {wanted.by: row.value, "by": None}


def _views(wanted: PromiseFilter) -> list[tuple[str, str, bool]]:
    """(words, address, whether it is shown): the list and the tables."""
    words = {"": pgettext("view", "목록"), "group": _("기업집단별"), "sector": _("분야별"), "year": _("연도별")}
    return [(words[by], wanted.querystring(by=by), by == wanted.by) for by in ("", *BY)]


def _presets(wanted: PromiseFilter) -> list[tuple[str, str, bool]]:
    """Questions that are asked often: (words, address, whether it is asked now). Group, sector and year stay."""
    due, fulfilled, moved = (s.value for s in (PromiseState.DUE, PromiseState.FULFILLED, PromiseState.SUPERSEDED))
    questions = [
        (_("지금쯤 이루어졌어야 할 것"), (due,), "", ""),
        (_("한 해 넘게 지난 것"), (due,), "1y", "oldest"),
        (_("늦게 이루어진 것"), (fulfilled,), "any", ""),
        (_("기한이 바뀐 것"), (moved,), "", ""),
    ]
    asked = [
        (words, replace(wanted, states=states, late=late, sort=sort, by="")) for words, states, late, sort in questions
    ]
    return [(words, one.querystring(), one.parameters() == wanted.parameters()) for words, one in asked]
