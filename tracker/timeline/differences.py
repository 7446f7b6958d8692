"""Where the reports of an initiative contradict one another: dates of one target, amounts. All are kept; the one that
was said last is current."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from tracker.models import Evidence, Initiative, Milestone, Modality, Report, Review


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date that a target was given; said_on: when an article said so last; days: later than the first one given (by
    the last days that both may mean), None for the first itself."""

    milestone: Milestone
    said_on: date | None
    days: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class Slippage:
    """The dates that one kind of plan was given, in the order in which they were first said."""

    kind: str
    words: str
    dates: tuple[StatedDate, ...]


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """report: that said it last."""

    amount_krw: int
    report: Report
    current: bool


def slippage_of(initiative: Initiative) -> list[Slippage]:
    """Plans of one kind that were given more than one date. What an editor rejected does not count."""
    plans = Milestone.objects.filter(initiative=initiative, modality=Modality.PLANNED, date_to__isnull=False)
    by_kind: dict[str, list[Milestone]] = {}
    for plan in plans.exclude(review=Review.REJECTED):
        by_kind.setdefault(plan.kind, []).append(plan)
    several = {kind: rows for kind, rows in by_kind.items() if len({row.date_value for row in rows}) > 1}
    said = _said([row.pk for rows in several.values() for row in rows])
    return [_slippage(rows, said) for _, rows in sorted(several.items())]


def amounts_of(initiative: Initiative) -> list[StatedAmount]:
    """The different amounts that its reports state, oldest first; empty where they agree."""
    rows = Report.objects.filter(initiative=initiative, amount_krw__isnull=False).select_related("article__source")
    latest: dict[int, Report] = {}
    for report in rows.defer("article__body", "article__paragraphs").order_by("article__published_at", "id"):
        assert report.amount_krw is not None
        latest.pop(report.amount_krw, None)
        latest[report.amount_krw] = report
    if len(latest) < 2:
        return []
    return [StatedAmount(amount, report, amount == initiative.amount_krw) for amount, report in latest.items()]


def _slippage(rows: list[Milestone], said: dict[int, tuple[date, date]]) -> Slippage:
    far = date.max
    ordered = sorted(rows, key=lambda row: (said.get(row.pk, (far, far))[0], row.date_to, row.pk))
    last = max(ordered, key=lambda row: (said.get(row.pk, (far, far))[1], row.date_to, row.pk))
    first = ordered[0].date_to
    assert first is not None
    return Slippage(
        kind=ordered[0].kind,
        words=ordered[0].get_kind_display(),
        dates=tuple(
            StatedDate(
                milestone=row,
                said_on=said[row.pk][1] if row.pk in said else None,
                days=(row.date_to - first).days if number and row.date_to else None,
                current=row is last,
            )
            for number, row in enumerate(ordered)
        ),
    )


def _said(milestone_ids: list[int]) -> dict[int, tuple[date, date]]:
    """{milestone id: the days on which articles first and last said it}; none for one that an editor added."""
    rows = Evidence.objects.filter(milestone__in=milestone_ids, report__article__published_at__isnull=False)
    days: dict[int, list[date]] = {}
    for pk, moment in rows.order_by().values_list("milestone_id", "report__article__published_at"):
        assert pk is not None
        days.setdefault(pk, []).append(timezone.localdate(moment))
    return {pk: (min(found), max(found)) for pk, found in days.items()}
