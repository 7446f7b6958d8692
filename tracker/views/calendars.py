"""The dates of promises as a calendar to subscribe to: `/promises/calendar.ics` with the ledger's filter."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.exports.calendar import Event, write_calendar
from tracker.exports.rows import PromiseRow
from tracker.exports.tables import MAX_ROWS, Capped
from tracker.forms.promise_filter import PromiseFilter
from tracker.models import PromiseState
from tracker.views import exports
from tracker.views.export_rows import promise_rows
from tracker.views.exports import filter_words, place_of
from tracker.views.languages import in_asked_language

# Without a chosen state: what a date was replaced or taken back for is none to wait for.
USUAL = (PromiseState.DUE.value, PromiseState.OPEN.value, PromiseState.FULFILLED.value)


@require_safe
@in_asked_language
def promise_calendar(request: HttpRequest) -> HttpResponse:
    """Each promise as a whole day at the end of its period; how coarse the date is stands in the words."""
    taken = exports.promises(request)
    wanted = taken.wanted
    assert isinstance(wanted, PromiseFilter)
    rows = promise_rows(replace(wanted, states=wanted.states or USUAL), place_of(request))
    words = ", ".join(f"{what}: {value}" for what, value in filter_words(taken))
    name = f"{taken.title} · {words}" if words else taken.title
    events = [_event(row, request) for row in Capped(rows, MAX_ROWS)]
    answer = HttpResponse(
        write_calendar(f"{name} · {_('스마트 산업 트래커')}", exports.rights_words(), events),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = 'inline; filename="promises.ics"'
    return answer


def _event(row: PromiseRow, request: HttpRequest) -> Event:
    state = _("기한 지남 · 근거 없음") if row.state.code == PromiseState.DUE else row.state.word
    lines = [
        f"“{row.quote}” — {row.outlet}" if row.quote else "",
        f"{_('상태')}: {state} {row.late_words}".rstrip(),
        f"{_('참여')}: {', '.join(row.parties)}" if row.parties else "",
        _("예시 기사, 실제 보도가 아님") if row.sample else "",
        row.initiative_address,
    ]
    return Event(
        uid=f"promise-{row.id}@{request.get_host().partition(':')[0]}",
        day=row.due_on,
        summary=f"[{state}] {row.title}: {row.kind.word} ({row.date_words})",
        description="\n".join(line for line in lines if line),
        address=row.address,
        categories=tuple(one.word for one in row.sectors),
        stamp=timezone.now(),
        cancelled=row.state.code == PromiseState.WITHDRAWN,
    )
