"""What every page with a timeline hands to its templates."""

from datetime import date
from typing import Any

from django.urls import reverse

from tracker.forms.filters import Filter
from tracker.templatetags.wording import date_words
from tracker.timeline.entries import Entry, Timeline
from tracker.timeline.figure import draw_timeline


def timeline_context(timeline: Timeline, wanted: Filter, today: date) -> dict[str, Any]:
    """timeline, its chart's data, the notes of the filter and links that drop one filter each."""
    return {
        "timeline": timeline,
        "chart": draw_timeline(timeline, today, date_words=date_words, address=_evidence_address),
        "notes": wanted.notes,
        "drops": _drops(wanted),
    }


def _evidence_address(entry: Entry) -> str:
    return reverse("evidence", args=["milestone", entry.id])


def _drops(wanted: Filter) -> list[tuple[str, str]]:
    """(name of a set filter, address without it), for the page that has nothing to show."""
    return [(name, wanted.querystring(**{name: None})) for name in wanted.parameters() if name != "zoom"]
