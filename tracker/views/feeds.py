"""Atom feeds of what is new in a filtered view: the address of the page with `feed.atom` behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import F, Max, Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.exports.cells import clean, one_line
from tracker.exports.rows import InitiativeRow, MilestoneRow
from tracker.forms.promise_filter import PromiseFilter
from tracker.forms.timeline_filter import TimelineFilter
from tracker.models import Initiative, Milestone, Promise, PromiseState
from tracker.promises.select import narrow_promises
from tracker.views import exports
from tracker.views.export_rows import Place, find_milestones, milestone_rows, rows_of_initiatives
from tracker.views.exports import Taken, filter_words, place_of
from tracker.views.languages import in_asked_language
from tracker.views.rows import narrow_initiatives

NEWEST = 50
Moments = dict[str, tuple[datetime, datetime]]  # {public id: (first known, last changed)}


@require_safe
@in_asked_language
def feed(request: HttpRequest, view: str, **where: str) -> HttpResponse:
    """The fifty newest entries."""
    taken = exports.VIEWS[view](request, **where)
    words = ", ".join(f"{what}: {value}" for what, value in filter_words(taken))
    made = Atom1Feed(
        title=clean(f"{taken.title} · {words}" if words else taken.title),
        link=request.build_absolute_uri(taken.page + taken.wanted.querystring().removesuffix("?")),
        description=exports.rights_words(),
        language=get_language() or "ko",
        feed_url=request.build_absolute_uri(),
        author_name=_("스마트 산업 트래커"),
        feed_guid=_tag(request, "feed", request.get_full_path()),
    )
    for entry in FEEDS[view](request, taken):
        made.add_item(**entry)
    answer = HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    if made.items:
        answer["Last-Modified"] = http_date(made.latest_post_date().timestamp())
    return answer


def _milestones(request: HttpRequest, taken: Taken) -> Iterable[dict[str, Any]]:
    """Milestones in the order in which they came to be known."""
    wanted = taken.wanted
    assert isinstance(wanted, TimelineFilter)
    found = find_milestones(taken.scope, wanted).order_by("-pk")
    rows = list(islice(milestone_rows(found, place_of(request), NEWEST), NEWEST))
    moments = _moments(Milestone, [row.id for row in rows])
    for row in rows:
        first, last = moments.get(row.id, (timezone.now(), timezone.now()))
        yield _entry(request, row, "milestone", _milestone_title(row), first, last)


def _initiatives(request: HttpRequest, taken: Taken) -> Iterable[dict[str, Any]]:
    """Initiatives in the order in which they came to be known."""
    found = narrow_initiatives(Initiative.objects.visible(), taken.wanted).order_by("-created_at", "-pk")
    rows = list(islice(rows_of_initiatives(found, place_of(request), NEWEST), NEWEST))
    moments = _moments(Initiative, [row.id for row in rows])
    for row in rows:
        first, last = moments.get(row.id, (timezone.now(), timezone.now()))
        yield _initiative_entry(request, row, first, last)


def _promises(request: HttpRequest, taken: Taken) -> Iterable[dict[str, Any]]:
    """Promises that were stated last, and those that fell due last; an entry changes with the state of its promise."""
    place = place_of(request)
    wanted = taken.wanted
    assert isinstance(wanted, PromiseFilter)
    promises = narrow_promises(wanted, place.today).select_related("fulfilled_by", "superseded_by")
    latest = promises.order_by(F("first_stated").desc(nulls_last=True), "-pk")[:NEWEST]
    due = promises.filter(state=PromiseState.OPEN, due_on__lt=place.today).order_by("-due_on", "-pk")[:NEWEST]
    moved = {one.public_id: _moved_on(one, place) for one in [*latest, *due]}
    newest = sorted(moved, key=lambda key: (moved[key], key), reverse=True)[:NEWEST]
    rows = {row.id: row for row in milestone_rows(Milestone.objects.filter(public_id__in=newest), place)}
    for key in newest:
        if row := rows.get(key):
            moment = timezone.make_aware(datetime.combine(moved[key], time()))
            state = f"[{row.promise.word}] " if row.promise else ""
            yield _entry(request, row, "promise", state + _milestone_title(row), moment, moment)


def _moved_on(promise: Promise, place: Place) -> date:
    """The day on which the promise came to its present state, as far as that is known."""
    days = [promise.first_stated]
    if promise.state_on(place.today) == PromiseState.DUE:
        days.append(promise.due_on + timedelta(days=1))
    if promise.fulfilled_by:
        days.append(promise.fulfilled_by.date_to)
    if promise.superseded_by:
        days.append(promise.superseded_by.first_stated)
    return min(max((day for day in days if day), default=place.today), place.today)


FEEDS: dict[str, Callable[[HttpRequest, Taken], Iterable[dict[str, Any]]]] = {
    "group": _milestones,
    "organization": _milestones,
    "timeline": _milestones,
    "organization_timeline": _milestones,
    "initiative_timeline": _milestones,
    "initiatives": _initiatives,
    "promises": _promises,
}


def _moments(model: Any, ids: list[str]) -> Moments:
    history = model.history.filter(public_id__in=ids).order_by().values_list("public_id")
    return {key: (first, last) for key, first, last in history.annotate(Min("history_date"), Max("history_date"))}


def _milestone_title(row: MilestoneRow) -> str:
    return one_line(f"{row.date_words} {row.kind.word} ({row.modality.word}): {row.title}")


def _entry(
    request: HttpRequest, row: MilestoneRow, kind: str, title: str, first: datetime, last: datetime
) -> dict[str, Any]:
    evidence = row.evidence
    said = format_html("<p>{}, {}</p>", evidence.outlet, evidence.day) if evidence.outlet else ""
    sample = format_html("<p>{}</p>", _("예시 기사, 실제 보도가 아님")) if evidence.sample else ""
    text = format_html(
        "<blockquote>{}</blockquote>{}<p>{}</p>{}", evidence.quote, said, ", ".join(map(str, row.parties)), sample
    )
    return {
        "title": title,
        "link": row.address,
        "description": clean(text),
        "unique_id": _tag(request, kind, row.id),
        "pubdate": first,
        "updateddate": last,
        "categories": [one_line(one.word) for one in row.sectors],
    }


def _initiative_entry(request: HttpRequest, row: InitiativeRow, first: datetime, last: datetime) -> dict[str, Any]:
    sample = format_html("<p>{}</p>", _("예시 기사, 실제 보도가 아님")) if row.sample else ""
    text = format_html("<p>{}</p><p>{}</p>{}", row.status.word, ", ".join(map(str, row.parties)), sample)
    return {
        "title": one_line(row.title),
        "link": row.address,
        "description": clean(text),
        "unique_id": _tag(request, "initiative", row.id),
        "pubdate": first,
        "updateddate": last,
        "categories": [one_line(one.word) for one in row.sectors],
    }


def _tag(request: HttpRequest, kind: str, key: str) -> str:
    """A tag URI (RFC 4151): the same for ever, wherever the entry is found."""
    return f"tag:{request.get_host().partition(':')[0]},2026:{kind}/{key.strip('/')}"
