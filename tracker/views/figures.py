"""How much there is of everything: sums over the whole ledger, which large ledgers cannot count for each reader.

What took long to count is kept for as many times its cost, at most for ten minutes; in a small ledger every figure is
of this moment.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from time import perf_counter
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils.translation import get_language

from tracker.models import Article, Group, Initiative, Milestone, Participation, Review, Sector, Status

CHEAP_SECONDS = 0.25
KEPT_TIMES = 100
LONGEST_SECONDS = 600
GROUPS_SHOWN = 8

Figure = TypeVar("Figure")


def kept(name: str, count: Callable[[], Figure]) -> Figure:
    """The figure of that name, counted anew unless that took long a short while ago."""
    key = f"figure:{name}:{get_language()}"
    found: Figure | None = cache.get(key)
    if found is None:
        begun = perf_counter()
        found = count()
        cost = perf_counter() - begun
        if cost > CHEAP_SECONDS:
            cache.set(key, found, min(cost * KEPT_TIMES, LONGEST_SECONDS))
    return found


def ledger_counts() -> dict[str, int]:
    """How large the ledger is."""
    return kept("counts", _ledger_counts)


def _ledger_counts() -> dict[str, int]:
    groups = Participation.objects.exclude(review=Review.REJECTED).filter(
        initiative__in=Initiative.objects.visible(), group__isnull=False
    )
    return {
        "initiatives": Initiative.objects.visible().count(),
        "groups": groups.aggregate(n=Count("group", distinct=True))["n"],
        "milestones": Milestone.objects.visible().count(),
        "articles": Article.objects.readable().count(),
    }


def cross_of(sectors: list[Sector]) -> dict[str, Any]:
    """Counts of initiatives by sector and status, each with its shade (0–4), and the sums of the rows."""
    return kept("cross", lambda: _cross(sectors))


def _cross(sectors: list[Sector]) -> dict[str, Any]:
    counted = Initiative.objects.visible().order_by().values_list("sectors", "status").annotate(n=Count("id"))
    counts = {(sector, status): n for sector, status, n in counted}
    rows = []
    for sector in sectors:
        cells = [(status.value, counts.get((sector.pk, status.value), 0)) for status in Status]
        rows.append({"sector": sector, "cells": cells, "total": sum(n for _status, n in cells)})
    most = max((n for row in rows for _status, n in row["cells"]), default=0)
    for row in rows:
        row["cells"] = [(status, n, ceil(4 * n / most) if most else 0) for status, n in row["cells"]]
    labels = [str(status.label) for status in Status]
    return {"statuses": labels, "rows": rows, "total": sum(row["total"] for row in rows)}


def active_groups() -> list[Group]:
    """Those that take part in most initiatives, with `count`."""
    return kept("groups", _active_groups)


def _active_groups() -> list[Group]:
    standing = (
        Q(participations__initiative__withdrawn=False, participations__initiative__merged_into__isnull=True)
        & ~Q(participations__review=Review.REJECTED)
        & ~Q(participations__initiative__review=Review.REJECTED)
    )
    counted = Group.objects.annotate(count=Count("participations__initiative", filter=standing, distinct=True))
    return list(counted.filter(count__gt=0).order_by("-count", "name")[:GROUPS_SHOWN])
