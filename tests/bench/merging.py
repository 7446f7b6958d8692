"""What it costs to settle a report among few and among many initiatives: python -m tests.bench.merging [INITIATIVES]

The world is made up, and as crowded as the real one may become: the affiliates of the catalog, 160 towns, fifteen
years; only the partners grow in number with the initiatives.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.bench.figure import Figure

ROOT = Path(__file__).resolve().parents[2]
SEOUL = ZoneInfo("Asia/Seoul")
FEW, MANY = 1_000, 10_000
MEASURED = 60  # reports settled at each size, after as many that warm up
CHUNK = 1_000
FIRST_DAY, DAYS = date(2010, 1, 1), 15 * 365
SECTORS = ("smart_factory", "smart_city", "smart_energy")
THINGS = ("제어 시스템", "관제 플랫폼", "태양광 단지", "물류센터", "저장 설비", "디지털트윈")


def measure_merging(initiatives: int = MANY) -> Iterator[Figure]:
    """Cost of a report among `initiatives` against that among FEW, in a process of its own with a database of its
    own."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        env = kept | {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}
        command = [sys.executable, "-m", "tests.bench.merging", str(initiatives), "--json"]
        answer = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    measured = json.loads(answer.stdout.splitlines()[-1])
    few, many = measured["few"], measured["many"]
    yield Figure(f"report settled among {FEW:,}", 1000 * few["seconds"], "ms", 150)
    yield Figure(f"report among {initiatives:,} against {FEW:,}", many["seconds"] / few["seconds"], "times", 1.5)
    yield Figure("queries to settle an article", many["queries"], "queries", 70)


@dataclass(frozen=True)
class Project:
    """One made-up initiative, which any number of articles may report."""

    number: int
    company: tuple[str, str, str]  # slug, name, slug of the group
    partner: str
    town: str
    sector: str
    thing: str
    signed: date
    amount: int


def main() -> None:
    """Prints cost and queries at both sizes; with --json as one line."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_catalog", stdout=sys.stderr)
    sizes = [argument for argument in sys.argv[1:] if argument.isdecimal()]
    many = int(sizes[0]) if sizes else MANY
    world = World(partners=max(many // 3, 100))
    world.fill(FEW)
    few_figures = world.measure()
    world.fill(many)
    answer = {"few": few_figures, "many": world.measure()}
    print(json.dumps(answer))


class World:
    def __init__(self, partners: int) -> None:
        from tracker.models import Affiliation
        from tracker.pipeline.merge.gazetteer import PROVINCES

        rows = Affiliation.objects.filter(until__isnull=True, organization__kind="company").order_by("id")
        found = rows.values_list("organization__slug", "organization__name", "group__slug", "organization_id")
        self._ids = {slug: pk for slug, _, _, pk in found}
        self._companies = [(slug, name, group) for slug, name, group, _ in found][:300]
        self._towns = [town for row in PROVINCES.strip().splitlines() for town in row.split("|")[2].split()]
        self._partners = [f"한누리{number}테크" for number in range(partners)]
        self._random = random.Random(7)
        self._projects: list[Project] = []
        self._partner_ids: dict[str, int] = {}
        self._told = 0

    def fill(self, until: int) -> None:
        """Writes initiatives with one report each, in bulk, as the store would have written them."""
        from django.db import connection

        while len(self._projects) < until:
            fresh = [self._project() for _ in range(min(CHUNK, until - len(self._projects)))]
            self._store(fresh)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def measure(self) -> dict[str, float]:
        """Processor seconds and queries a report, half of them about initiatives that are there."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        for number in range(MEASURED):
            self._settle(number)
        queries = 0
        begun = time.process_time()
        for number in range(MEASURED):
            self._settle(number)
        seconds = time.process_time() - begun
        for number in range(4):
            with CaptureQueriesContext(connection) as captured:
                self._settle(number)
            queries += len(captured)
        return {"seconds": seconds / MEASURED, "queries": queries / 4}

    def _project(self) -> Project:
        pick = self._random
        project = Project(
            number=len(self._projects),
            company=pick.choice(self._companies),
            partner=pick.choice(self._partners),
            town=pick.choice(self._towns),
            sector=pick.choice(SECTORS),
            thing=pick.choice(THINGS),
            signed=FIRST_DAY + timedelta(days=pick.randrange(DAYS)),
            amount=pick.randrange(10, 9_000) * 100_000_000,
        )
        self._projects.append(project)
        return project

    def _settle(self, number: int) -> None:
        from django.db import transaction

        from tracker.models import Article, Reading
        from tracker.pipeline.serial import dump_extraction
        from tracker.store.reports import settle_article

        known = number % 2 == 0
        project = self._random.choice(self._projects) if known else self._project()
        self._told += 1
        article = self._article(f"later-{self._told}", project, days=40)
        article.save()
        reading = dump_extraction(extraction_of(project))
        Reading.objects.create(article=article, extraction=reading, extractor="made", version="1", lexicon_hash="")
        with transaction.atomic():
            settle_article(Article.objects.select_related("reading").get(pk=article.pk))

    def _article(self, name: str, project: Project, days: int = 1):  # type: ignore[no-untyped-def]
        from tracker.models import Article
        from tracker.store.sources import source_of_kind

        published = datetime.combine(project.signed + timedelta(days=days), datetime.min.time(), SEOUL)
        return Article(
            source=source_of_kind("paste"),
            payload_hash=name,
            content_hash=name,
            language="ko",
            publisher="가상일보",
            title=title_of(project),
            published_at=published,
            next_attempt_at=published,
            stage="merge",
            state="done",
        )

    def _store(self, projects: Iterable[Project]) -> None:
        from tracker.models import Article, BlockKey, Initiative, Reading, Report
        from tracker.pipeline.merge.statements import state
        from tracker.pipeline.serial import dump_extraction
        from tracker.store.neighbours import stored_keys

        projects = list(projects)
        self._name_partners(projects)
        articles = Article.objects.bulk_create(self._article(f"first-{one.number}", one) for one in projects)
        initiatives = Initiative.objects.bulk_create(
            Initiative(title=title_of(one), status="agreed", locations=[one.town]) for one in projects
        )
        readings, reports, statements = [], [], []
        for project, article, initiative in zip(projects, articles, initiatives, strict=True):
            extraction = extraction_of(project)
            ids = {"o1": self._ids[project.company[0]], "o2": self._partner_ids[project.partner]}
            readings.append(
                Reading(article=article, extraction=dump_extraction(extraction), extractor="made", version="1")
            )
            reports.append(
                Report(article=article, initiative=initiative, key="i1", title=initiative.title, organizations=ids)
            )
            statements.append(
                *state(extraction, article.published_at, lambda fact, ids=ids: str(ids[fact.key]), article.title)  # type: ignore[misc]
            )
        Reading.objects.bulk_create(readings)
        Report.objects.bulk_create(reports)
        BlockKey.objects.bulk_create(
            BlockKey(report=report, key=key)
            for report, statement in zip(reports, statements, strict=True)
            for key in sorted(stored_keys(statement))
        )
        self._store_facts(projects, initiatives, reports)

    def _store_facts(self, projects, initiatives, reports) -> None:  # type: ignore[no-untyped-def]
        from tracker.models import Evidence, Milestone, Participation

        participations, milestones = [], []
        for project, initiative in zip(projects, initiatives, strict=True):
            for pk, role in ((self._ids[project.company[0]], "lead"), (self._partner_ids[project.partner], "customer")):
                participations.append(
                    Participation(initiative=initiative, organization_id=pk, role=role, machine_key=str(pk))
                )
            day = project.signed
            milestones.append(
                Milestone(
                    initiative=initiative, kind="contract", modality="happened", date_value=str(day), date_from=day,
                    date_to=day, granularity="day", machine_key=f"contract|{day}|happened",
                )
            )  # fmt: skip
        Participation.objects.bulk_create(participations)
        Milestone.objects.bulk_create(milestones)
        rules = {"start": 0, "end": 10, "rules": [], "confidence": 0.9, "extractor": "made", "version": "1"}
        Evidence.objects.bulk_create(
            Evidence(report=report, milestone=milestone, quote=milestone.machine_key, **rules)
            for report, milestone in zip(reports, milestones, strict=True)
        )

    def _name_partners(self, projects: Iterable[Project]) -> None:
        from tracker.models import Organization
        from tracker.pipeline.link.names import normalise_name

        fresh = sorted({one.partner for one in projects} - self._partner_ids.keys())
        rows = Organization.objects.bulk_create(
            Organization(
                slug=f"made-{name}", name=name, name_key=normalise_name(name), kind="company", origin="machine"
            )
            for name in fresh
        )
        self._partner_ids |= {row.name: row.pk for row in rows}


def title_of(project: Project) -> str:
    return f"{project.company[1]} {project.town} {project.thing}"


def extraction_of(project: Project):  # type: ignore[no-untyped-def]
    """What an article says that reports the project's contract."""
    from tracker.pipeline.records import (
        Evidence,
        Extraction,
        MilestoneFact,
        OrganizationFact,
        PartialDate,
        ParticipationFact,
        ReportFact,
    )

    slug, name, group = project.company
    quote = (
        f"{name}은 {project.signed:%Y년 %m월 %d일} {project.partner}과 {project.town} {project.thing} 계약을 맺었다."
    )
    evidence = Evidence(0, len(quote), quote, ("made",), 0.9)
    day = project.signed
    return Extraction(
        article_id=f"made-{project.number}",
        organizations=(
            OrganizationFact("o1", name, (name,), (), "company", group, group, slug),
            OrganizationFact("o2", project.partner, (project.partner,), (), "company", None),
        ),
        reports=(
            ReportFact(
                key="i1",
                title=title_of(project),
                sectors=(project.sector,),
                status="agreed",
                participations=(
                    ParticipationFact("o1", "lead", evidence),
                    ParticipationFact("o2", "customer", evidence),
                ),
                milestones=(MilestoneFact("contract", PartialDate(str(day), day, day, "day"), "happened", evidence),),
                locations=(project.town,),
                amount_krw=project.amount,
            ),
        ),
        extractor="made",
        version="1",
        lexicon_hash="",
    )


if __name__ == "__main__":
    main()
