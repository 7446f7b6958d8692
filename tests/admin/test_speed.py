"""Lists ask the database as often for two hundred rows as for a few."""

from datetime import date

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.admin.browsing import ADMIN, open_list, open_row
from tracker.models import (
    Affiliation,
    Article,
    Evidence,
    Group,
    Initiative,
    Milestone,
    Organization,
    Participation,
    ProcessingRun,
    Report,
    Sector,
    Source,
)

pytestmark = pytest.mark.django_db
MANY = 200
MOST_QUERIES = 25
NOUNS = ["group", "organization", "sector", "initiative", "participation", "milestone", "article", "source"]
NOUNS += ["processingrun"]


@pytest.fixture
def crowd(initiative: Initiative) -> None:
    """Two hundred rows more of everything, each with its relations."""
    article = initiative.reports.get().article
    copies = range(MANY)
    articles = Article.objects.bulk_create(_copy(article, payload_hash=f"{n}", title=f"기사 {n}") for n in copies)
    rows = Initiative.objects.bulk_create(_copy(initiative, title=f"사업 {n}") for n in copies)
    Initiative.sectors.through.objects.bulk_create(
        Initiative.sectors.through(initiative=row, sector=sector) for row in rows for sector in Sector.objects.all()
    )
    group, organization = Group.objects.get(slug="posco"), Organization.objects.get(slug="posco-dx")
    participations = Participation.objects.bulk_create(
        Participation(initiative=row, organization=organization, group=group, role="lead") for row in rows
    )
    milestones = Milestone.objects.bulk_create(
        Milestone(initiative=row, kind="launch", modality="planned", date_from=date(2020, 1, 1)) for row in rows
    )
    reports = Report.objects.bulk_create(
        Report(article=one, initiative=row, key="i1", title="", organizations={})
        for one, row in zip(articles, rows, strict=True)
    )
    for name, facts in (("participation", participations), ("milestone", milestones)):
        Evidence.objects.bulk_create(
            Evidence(report=report, start=0, end=3, quote="포스코", rules=[], confidence=0.9, **{name: fact})
            for report, fact in zip(reports, facts, strict=True)
        )
    run = {"stage": "parse", "attempt": 9, "started_at": article.accepted_at, "counts": {"reports": 1}}
    ProcessingRun.objects.bulk_create(ProcessingRun(article=one, **run) for one in articles)
    Source.objects.bulk_create(Source(kind="upload", name=f"출처 {n}") for n in copies)
    Affiliation.objects.bulk_create(
        Affiliation(organization=one, group=group, since=date(1990, 1, 1)) for one in Organization.objects.all()[:MANY]
    )


def _copy(row: Article | Initiative, **values: object) -> Article | Initiative:
    kept = {field.name for field in row._meta.concrete_fields} - {"id", "public_id", "content_hash", "address"}
    return type(row)(**{name: getattr(row, name) for name in kept} | values)


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_of_two_hundred_rows_asks_a_bounded_number_of_questions(
    editor: Client, noun: str, django_assert_max_num_queries: type[CaptureQueriesContext]
) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        page = open_list(editor, noun)
    assert len(page.rows) >= (3 if noun == "sector" else 100)


def test_a_page_with_many_milestones_asks_no_question_for_each(
    editor: Client, initiative: Initiative, django_assert_max_num_queries: type[CaptureQueriesContext]
) -> None:
    Milestone.objects.bulk_create(
        Milestone(initiative=initiative, kind="launch", modality="planned", date_value="2020") for _ in range(50)
    )
    with django_assert_max_num_queries(60):
        page = open_row(editor, initiative)
    assert int(page.fields["milestones-TOTAL_FORMS"]) == 52
    assert ADMIN in page.address
