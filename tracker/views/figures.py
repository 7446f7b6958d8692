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
from django.utils.translation import get_language

from tracker.models import Group, Sector, Status
from tracker.store.tallies import Totals

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


def ledger_counts(found: Totals) -> dict[str, int]:
    """How large the ledger is."""
    return {
        "initiatives": found.initiatives,
        "groups": len(found.groups),
        "milestones": found.milestones,
        "articles": found.articles,
    }


def cross_of(cross: list[list[Any]], sectors: list[Sector]) -> dict[str, Any]:
    """Counts of initiatives by sector and status, each with its shade (0–4), and the sums of the rows."""
    counts = {(sector, status): n for sector, status, n in cross}
    rows = []
    for sector in sectors:
        cells = [(status.value, counts.get((sector.pk, status.value), 0)) for status in Status]
        rows.append({"sector": sector, "cells": cells, "total": sum(n for _status, n in cells)})
    most = max((n for row in rows for _status, n in row["cells"]), default=0)
    for row in rows:
        row["cells"] = [(status, n, ceil(4 * n / most) if most else 0) for status, n in row["cells"]]
    labels = [str(status.label) for status in Status]
    return {"statuses": labels, "rows": rows, "total": sum(row["total"] for row in rows)}


def active_groups(found: Totals) -> list[tuple[Group, int]]:
    """Those that take part in most initiatives, each with their number."""
    first = found.groups[:GROUPS_SHOWN]
    rows = Group.objects.in_bulk([one.group for one in first])
    return [(rows[one.group], one.initiatives) for one in first if one.group in rows]
