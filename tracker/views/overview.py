"""The first page: what is new since one was last here, and where things stand."""

from __future__ import annotations

from datetime import UTC, datetime
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Article, Group, Initiative, Sector, Status
from tracker.promises.select import select_due, select_due_soon
from tracker.store.tallies import Totals, totals
from tracker.views.rows import with_row_relations

VISIT_COOKIE = "visit"
VISIT_MINUTES = 30
SOON_DAYS = 180
SHOWN = 8
DUE_SHOWN = 6


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    since, cookie = _visit(request.COOKIES.get(VISIT_COOKIE, ""), now)
    sectors, found = list(Sector.objects.all()), totals()
    context = {
        "since": since,
        "new": _new_since(since) if since else None,
        "cross": _cross(found, sectors),
        "groups": _active_groups(found),
        "counts": {
            "initiatives": found.initiatives,
            "groups": len(found.groups),
            "milestones": found.milestones,
            "articles": found.articles,
        },
        "due": select_due_soon(today, SOON_DAYS, DUE_SHOWN),
        "overdue": select_due(today, DUE_SHOWN),
        "today": today,
        "initiatives": with_row_relations(Initiative.objects.visible())[:SHOWN],
        "articles": Article.objects.readable()
        .select_related("source")
        .defer("body", "paragraphs", "search_text")[:SHOWN],
    }
    response = render(request, "tracker/overview/page.html", context)
    response.set_cookie(VISIT_COOKIE, cookie, max_age=31_536_000, samesite="Lax", httponly=True, secure=settings.HTTPS)
    return response


def _visit(cookie: str, now: datetime) -> tuple[datetime | None, str]:
    """The moment of the last visit, and the cookie to set: "<last visit>.<latest page>" in seconds. Pages within half
    an hour of each other are one visit. A cookie that makes no sense is a first visit."""
    before, _dot, latest = cookie.partition(".")
    if not (latest.isdigit() and latest.isascii() and len(latest) <= 10):
        return None, f"0.{int(now.timestamp())}"
    last = int(before) if before.isdigit() and before.isascii() and len(before) <= 10 else 0
    if now.timestamp() - int(latest) > VISIT_MINUTES * 60:
        last = int(latest)
    return (datetime.fromtimestamp(last, UTC) if last else None), f"{last}.{int(now.timestamp())}"


def _new_since(since: datetime) -> dict[str, int]:
    visible = Initiative.objects.visible()
    moved = Initiative.history.filter(history_date__gt=since).values("id")
    return {
        "articles": Article.objects.readable().filter(accepted_at__gt=since).count(),
        "initiatives": visible.filter(created_at__gt=since).count(),
        "moved": visible.filter(created_at__lte=since, pk__in=moved).count(),
    }


def _cross(found: Totals, sectors: list[Sector]) -> dict[str, Any]:
    """Counts of initiatives by sector and status, each with its shade (0–4), and the sums of the rows."""
    counts = {(sector, status): n for sector, status, n in found.cross}
    rows = []
    for sector in sectors:
        cells = [(status.value, counts.get((sector.pk, status.value), 0)) for status in Status]
        rows.append({"sector": sector, "cells": cells, "total": sum(n for _status, n in cells)})
    most = max((n for row in rows for _status, n in row["cells"]), default=0)
    for row in rows:
        row["cells"] = [(status, n, ceil(4 * n / most) if most else 0) for status, n in row["cells"]]
    return {"statuses": [status.label for status in Status], "rows": rows, "total": sum(row["total"] for row in rows)}


def _active_groups(found: Totals) -> list[tuple[Group, int]]:
    """Those with most initiatives, each with their number."""
    rows = Group.objects.in_bulk([one.group for one in found.groups[:SHOWN]])
    return [(rows[one.group], one.initiatives) for one in found.groups[:SHOWN] if one.group in rows]
