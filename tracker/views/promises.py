"""The ledger of promises: what was to happen by when, and what is known to have become of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.promise_filter import make_promise_bar, parse_promise_filter, promise_parts
from tracker.models import Sector
from tracker.promises.select import narrow_promises, select_ledger
from tracker.views.rows import page_links


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """`/promises/`: the whole page, or for htmx the part that a filter changes."""
    sectors = list(Sector.objects.all())
    wanted = parse_promise_filter(request.GET, sectors)
    today = timezone.localdate()
    ledger = select_ledger(wanted, today)
    context: dict[str, Any] = {"ledger": ledger, "filter": wanted, "notes": wanted.notes, "today": today}
    context["page"] = page_links(wanted, following=ledger.following)
    if ledger.empty:
        count = lambda asked: narrow_promises(asked, today).count()  # noqa: E731
        context["drops"] = make_drops(wanted, count, promise_parts(wanted))
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/promises/_results.html", {**context, "swapped": True})
    context["bar"] = make_promise_bar(wanted, sectors, today.year)
    return render(request, "tracker/promises/page.html", context)
