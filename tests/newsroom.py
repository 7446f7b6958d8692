"""Articles for tests: the samples as the pipeline reads them, and made-up ones whose facts are given by hand."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from tracker.forms.partial_date import parse_partial_date
from tracker.models import (
    Article,
    Initiative,
    Milestone,
    Organization,
    Participation,
    Report,
    Stage,
    WorkState,
)
from tracker.models import (
    Evidence as EvidenceRow,
)
from tracker.pipeline.read import read_article
from tracker.pipeline.read_files import load_article
from tracker.pipeline.records import (
    Evidence,
    Extraction,
    MilestoneFact,
    OrganizationFact,
    ParsedArticle,
    ParticipationFact,
    ReportFact,
)
from tracker.store.accept import accept_document
from tracker.store.articles import save_extraction, save_parsed
from tracker.store.catalog import current_lexicon
from tracker.store.reports import settle_article
from tracker.store.sources import source_of_kind

SAMPLES = Path(__file__).resolve().parents[1] / "tracker" / "samples" / "articles"
SEOUL = ZoneInfo("Asia/Seoul")


# --- by hand --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Party:
    """An organization as one article names it; `slug` is its id in the catalog, if it is there."""

    name: str
    role: str = "lead"
    slug: str | None = None
    group: str | None = None
    kind: str = "company"


@dataclass(frozen=True)
class Act:
    """A milestone; the sentence must stand in the article's text."""

    kind: str
    date: str
    sentence: str
    modality: str = "happened"


@dataclass(frozen=True)
class Project:
    """What one article says about one initiative."""

    title: str
    parties: tuple[Party, ...]
    acts: tuple[Act, ...] = ()
    sectors: tuple[str, ...] = ("smart_city",)
    status: str = "agreed"
    locations: tuple[str, ...] = ()
    amount_krw: int | None = None


@dataclass
class Story:
    """An article and what is read from it; `projects` may be changed for another reading of the same text."""

    title: str
    body: str
    projects: tuple[Project, ...]
    day: str = "2020-03-05"
    sample: bool = False
    article: Article | None = field(default=None)


POSCO = Party("포스코", "lead", "posco-company", "posco")
POHANG = Party("포항시", "customer", "pohang-si", None, "government")
SIGNED = "포스코는 지난 2일 포항시와 스마트시티 통합플랫폼 구축 계약을 맺었다."
BUILDS = "포스코는 오는 9월 포항에서 통합플랫폼 공사를 시작할 계획이다."
CONTRACT = Act("contract", "2020-03-02", SIGNED)
START = Act("construction", "2020-09", BUILDS, "planned")
PLATFORM = Project(
    "포항 스마트시티 통합플랫폼",
    (POSCO, POHANG),
    (CONTRACT, START),
    locations=("포항",),
    amount_krw=32_700_000_000,
)


def platform_story(**changes: object) -> Story:
    """A story of one contract, with one planned start of works."""
    values: dict[str, object] = {
        "title": "포스코, 포항 스마트시티 통합플랫폼 수주",
        "body": f"{SIGNED} {BUILDS}\n\n계약 금액은 327억원이다.",
        "projects": (PLATFORM,),
    }
    return Story(**{**values, **changes})  # type: ignore[arg-type]


def tell(story: Story) -> Article:
    """Accepts the story's article, if it is new, and settles what it says, as the stages do."""
    if story.article is None:
        content = f"{story.title}\n{story.day}\n{story.body}".encode()
        source = source_of_kind("sample" if story.sample else "paste")
        story.article = accept_document(content, "text/plain", source=source).article
        save_parsed(story.article.id, _parsed(story))
        story.article.refresh_from_db()
    save_extraction(story.article.id, _extraction(story))
    return settle(story.article)


def settle(article: Article) -> Article:
    """The merge stage's writing, and the row as it stands at the end of the work."""
    article = Article.objects.select_related("reading").get(pk=article.pk)
    with transaction.atomic():
        settle_article(article)
    Article.objects.filter(pk=article.pk).update(stage=Stage.MERGE, state=WorkState.DONE, finished_at=timezone.now())
    article.refresh_from_db()
    return article


def forget_articles() -> None:
    """Back to the empty installation, without the product's own removal."""
    for model in (EvidenceRow, Report, Milestone, Participation):
        model.objects.all().delete()
    Initiative.objects.update(merged_into=None)
    Initiative.objects.all().delete()
    Article.objects.all().delete()
    Organization.objects.filter(origin="machine").delete()


def initiative_of(article: Article | None, number: int = 0) -> Initiative:
    """The initiative of the article's first (second, …) report."""
    return list(Report.objects.filter(article=article).order_by("key"))[number].initiative


def _parsed(story: Story) -> ParsedArticle:
    # At eight in Seoul it is still the day before in UTC, in which databases hand out times.
    published = datetime.combine(date.fromisoformat(story.day), time(8), SEOUL)
    return ParsedArticle("made-up", "ko", "가상일보", story.title, published, story.body)


def _extraction(story: Story) -> Extraction:
    parties = {party.name: party for project in story.projects for party in project.parties}
    keys = {name: f"o{number}" for number, name in enumerate(parties, 1)}
    return Extraction(
        article_id="made-up",
        organizations=tuple(_organization(keys[name], party, story.body) for name, party in parties.items()),
        reports=tuple(_report(f"i{n}", project, keys, story.body) for n, project in enumerate(story.projects, 1)),
        extractor="by hand",
        version="1",
        lexicon_hash="none",
    )


def _organization(key: str, party: Party, body: str) -> OrganizationFact:
    start = body.find(party.name)
    spans = ((start, start + len(party.name)),) if start >= 0 else ()
    return OrganizationFact(key, party.name, (party.name,), spans, party.kind, party.group, party.group, party.slug)


def _report(key: str, project: Project, keys: dict[str, str], body: str) -> ReportFact:
    first = body.split("\n", maxsplit=1)[0]
    return ReportFact(
        key=key,
        title=project.title,
        sectors=project.sectors,
        status=project.status,
        participations=tuple(
            ParticipationFact(keys[party.name], party.role, _evidence(_sentence_with(party.name, body) or first, body))
            for party in project.parties
        ),
        milestones=tuple(
            MilestoneFact(act.kind, parse_partial_date(act.date), act.modality, _evidence(act.sentence, body))
            for act in project.acts
        ),
        locations=project.locations,
        amount_krw=project.amount_krw,
    )


def _sentence_with(name: str, body: str) -> str:
    sentences = [part.strip().removesuffix(".") + "." for part in body.replace("\n", " ").split(". ")]
    return next((one for one in sentences if name in one and one in body), "")


def _evidence(sentence: str, body: str) -> Evidence:
    start = body.index(sentence)
    return Evidence(start, start + len(sentence), sentence, ("by hand",), 0.9)


# --- the samples ----------------------------------------------------------------------------------------------------


def sample_names() -> list[str]:
    return sorted(path.stem for path in SAMPLES.glob("*.json"))


def tell_sample(name: str) -> Article:
    """Accepts a sample article and settles what the pipeline reads in it."""
    parsed, extraction = _read_sample(name)
    content = (SAMPLES / f"{name}.json").read_bytes()
    accepted = accept_document(content, "application/json", source=source_of_kind("sample"), name=name)
    save_parsed(accepted.article.id, parsed)
    save_extraction(accepted.article.id, extraction)
    return settle(accepted.article)


@cache
def _read_sample(name: str) -> tuple[ParsedArticle, Extraction]:
    names, sectors = current_lexicon()
    parsed = load_article(SAMPLES / f"{name}.json")
    return parsed, read_article(parsed, names, sectors)
