"""Where the reports of an initiative contradict one another on what it costs: all amounts are kept, the one that was
said last is current. (Dates of one plan are promises.)"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.models import Initiative, Report


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """report: that said it last."""

    amount_krw: int
    report: Report
    current: bool


def amounts_of(initiative: Initiative) -> list[StatedAmount]:
    """The different amounts that its reports state, the one said last at the end; empty where they agree."""
    rows = Report.objects.filter(initiative=initiative, amount_krw__isnull=False).select_related("article__source")
    latest: dict[int, Report] = {}
    for report in rows.defer("article__body", "article__paragraphs").order_by("article__published_at", "id"):
        assert report.amount_krw is not None
        latest.pop(report.amount_krw, None)
        latest[report.amount_krw] = report
    if len(latest) < 2:
        return []
    return [StatedAmount(amount, report, amount == initiative.amount_krw) for amount, report in latest.items()]
