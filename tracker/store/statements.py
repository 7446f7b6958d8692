"""Reports of the database as the statements that the merge stage reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet
from django.utils import timezone

from tracker.models import Organization, Report
from tracker.pipeline.merge.statements import Statement, state
from tracker.pipeline.records import Extraction, OrganizationFact
from tracker.pipeline.serial import load_extraction

Merged = dict[int, int]  # {id of a merged organization: id of the one that it leads to in the end}


def state_reports(reports: Iterable[Report], merged: Merged) -> dict[int, Statement]:
    """{report id: statement}; needs `with_readings`. The statement's id is the report's, its
    article the row's; a participant's identity is the id of its organization, its group the slug of the group."""
    reports = list(reports)
    readings: dict[int, Extraction] = {}
    statements = {}
    for report in reports:
        if report.article_id not in readings:
            readings[report.article_id] = load_extraction(report.article.reading.extraction)
        identities = {key: merged.get(pk, pk) for key, pk in report.organizations.items()}
        statements[report.id] = state_report(report, readings[report.article_id], identities)
    return statements


@dataclass(slots=True)
class Said:
    """Reports with what they state and the initiatives in which they are, all by the report's id."""

    reports: dict[int, Report] = field(default_factory=dict)
    statements: dict[int, Statement] = field(default_factory=dict)
    homes: dict[int, int] = field(default_factory=dict)

    def add(self, reports: QuerySet[Report], merged: Merged) -> dict[int, Statement]:
        """Their statements; those that are not at hand are loaded."""
        homes = dict(reports.order_by("id").values_list("id", "initiative_id"))
        unknown = [pk for pk in homes if pk not in self.reports]
        if unknown:
            self.put(with_readings(Report.objects.filter(pk__in=unknown)).order_by("id"), merged)
        return {pk: self.statements[pk] for pk in homes}

    def put(self, reports: Iterable[Report], merged: Merged) -> None:
        """Notes reports that have their articles and readings."""
        found = {report.id: report for report in reports}
        self.reports |= found
        self.statements |= state_reports(found.values(), merged)
        self.homes |= {pk: report.initiative_id for pk, report in found.items()}


def with_readings(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Reports with all that `state_reports` reads of their articles, and no more. A reading is fetched once, however
    many reports its article has."""
    texts = ("article__body", "article__search_text", "article__paragraphs")
    return reports.select_related("article").defer(*texts).prefetch_related("article__reading")


def state_report(report: Report, extraction: Extraction, identities: dict[str, int]) -> Statement:
    """identities: {organization key in the extraction: id of its row}"""
    assert report.article.published_at is not None  # parsed before it was extracted
    published_at = timezone.localtime(report.article.published_at)  # merging compares days as they were here

    def identity(organization: OrganizationFact) -> str:
        return str(identities[organization.key])

    number, fact = next((n, fact) for n, fact in enumerate(extraction.reports) if fact.key == report.key)
    organizations = tuple(one for one in extraction.organizations if one.key in identities)
    groups = {organization.key: organization.group_id for organization in organizations}
    only = replace(extraction, organizations=organizations, reports=(fact,))
    (statement,) = state(only, published_at, identity, report.article.title)
    participants = tuple(replace(p, group=groups[p.organization]) for p in statement.participants)
    return replace(
        statement,
        id=str(report.id),
        article=str(report.article_id),
        participants=participants,
        main=number == 0,
    )


def merged_organizations() -> Merged:
    """As it is now: read it once for all that is done under one merge lock."""
    # Above 0 instead of "not null": for that the index on the column is used, however many organizations there are.
    rows = Organization.objects.filter(merged_into__gt=0).order_by()
    chain = dict(rows.values_list("id", "merged_into_id"))
    out = {}
    for pk in chain:
        end = pk
        while end in chain:
            end = chain[end]
        out[pk] = end
    return out
