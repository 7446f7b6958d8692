"""Who reported an initiative, in which order, and how many of the accounts are independent of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from tracker.models import Report
from tracker.views.origins import Origin, count_origins, origins_of

PER_PAGE = 30
FOLLOWED = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A report. origin: the articles that bring the same text, None if it is alone with it; after: how much later than
    the first of them it appeared, None for the first itself."""

    report: Report
    origin: Origin | None
    after: timedelta | None


@dataclass(frozen=True, slots=True)
class Follower:
    """The first report of another independent origin, and how much later than the very first it came."""

    report: Report
    after: timedelta


@dataclass(frozen=True, slots=True)
class Coverage:
    """rows: one page of the reports, newest first; first: the earliest one; followers: who came next."""

    rows: tuple[Row, ...]
    reports: int
    origins: int
    first: Report | None
    followers: tuple[Follower, ...]
    more_followers: int
    page: int
    pages: int

    @property
    def number(self) -> int:
        return self.page

    @property
    def previous(self) -> str:
        return f"?page={self.page - 1}#reports" if self.page > 1 else ""

    @property
    def following(self) -> str:
        return f"?page={self.page + 1}#reports" if self.page < self.pages else ""


def cover(reports: Sequence[Report], page: str) -> Coverage:
    """reports: newest first, with article and source. page: as the address has it; what is no page is the first."""
    pages = max(1, -(-len(reports) // PER_PAGE))
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 4 and 1 <= int(page) <= pages else 1
    shown = reports[(number - 1) * PER_PAGE : number * PER_PAGE]
    origins = origins_of(report.article for report in shown)
    dated = [report for report in reversed(reports) if report.article.published_at]
    followers = _followers(dated)
    return Coverage(
        rows=tuple(_row(report, origins.get(report.article_id)) for report in shown),
        reports=len(reports),
        origins=count_origins(report.article for report in reports),
        first=dated[0] if dated else None,
        followers=tuple(followers[:FOLLOWED]),
        more_followers=len(followers[FOLLOWED:]),
        page=number,
        pages=pages,
    )


def _row(report: Report, origin: Origin | None) -> Row:
    if origin is None or report.article_id == origin.first.pk or report.article.published_at is None:
        return Row(report, origin, None)
    begun = origin.first.published_at
    return Row(report, origin, report.article.published_at - begun if begun else None)


def _followers(dated: Sequence[Report]) -> list[Follower]:
    """dated: oldest first."""
    first: dict[int, Report] = {}
    for report in dated:
        first.setdefault(report.article.origin_id or -report.article_id, report)
    begun = dated[0].article.published_at if dated else None
    return [
        Follower(report, report.article.published_at - begun)
        for report in list(first.values())[1:]
        if begun is not None and report.article.published_at is not None
    ]
