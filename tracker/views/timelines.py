"""What every page with a timeline hands to its templates."""

from datetime import date
from typing import Any

from django.urls import reverse

from tracker.forms.filters import Filter
from tracker.templatetags.wording import date_words
from tracker.timeline.entries import Entry, Timeline
from tracker.timeline.figure import draw_timeline


def timeline_context(timeline: Timeline, wanted: Filter, today: date) -> dict[str, Any]:
    """timeline, its chart's data and the notes of the filter."""
    return {
        "timeline": timeline,
        "chart": draw_timeline(timeline, today, date_words=date_words, address=_evidence_address),
        "notes": wanted.notes,
    }


def _evidence_address(entry: Entry) -> str:
    return reverse("evidence", args=["milestone", entry.id])
