"""The merge stage's writing: an article's reading becomes reports, and the reports settle into initiatives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tracker.models import Article, BlockKey, Initiative, Organization, Report, Review
from tracker.pipeline.records import Extraction, ReportFact
from tracker.pipeline.serial import load_extraction
from tracker.store.bulk import insert_rows
from tracker.store.homes import start_initiatives
from tracker.store.locks import lock_merge
from tracker.store.milestones import past_evidence
from tracker.store.neighbours import stored_keys
from tracker.store.organizations import resolve_organizations
from tracker.store.settling import Unsettled, settle
from tracker.store.statements import Merged, Said, merged_organizations


def settle_article(article: Article) -> dict[str, int]:
    """`settle_articles` for one; its counts."""
    return settle_articles([article])[article.pk]


def settle_articles(articles: Sequence[Article]) -> dict[int, dict[str, int]]:
    """Replaces the reports of the articles by those of their present readings and settles every initiative that is
    touched: all at once, so that ten articles cost hardly more queries than one.

    Runs in the caller's transaction, under the merge lock. Returns {article id: counts for the run's record}. Where
    reports belong is a function of the set of reports alone, so neither the order in which articles arrive nor which
    of them come together makes a difference."""
    lock_merge()
    readings = {article.pk: load_extraction(article.reading.extraction) for article in articles}
    before = list(Report.objects.filter(article__in=readings).select_related("initiative"))
    touched = {report.initiative_id for report in before}
    past = past_evidence(touched)
    merged = merged_organizations()
    said = Said()
    fresh, started = _replace_reports(articles, readings, before, (said, merged))
    touched |= {report.initiative_id for report in fresh}
    settle(Unsettled(touched, past, merged, started, said=said))
    return {
        pk: {
            "organizations": len(reading.organizations),
            "reports": len(reading.reports),
            "milestones": sum(len(report.milestones) for report in reading.reports),
        }
        for pk, reading in readings.items()
    }


def _replace_reports(
    articles: Sequence[Article],
    readings: Mapping[int, Extraction],
    before: list[Report],
    known: tuple[Said, Merged],
) -> tuple[list[Report], set[int]]:
    """New report rows; each keeps the initiative of the old report that is most like it, or starts a new one.

    Returns the rows, which are noted as said, and the ids of the initiatives that were started."""
    said, merged = known
    named = [(pk, fact) for pk, reading in readings.items() for fact in reading.organizations]
    rows = resolve_organizations([fact for _, fact in named])
    ids: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for (pk, fact), organization in zip(named, rows, strict=True):
        ids[pk][fact.key] = organization.pk
    if before:
        Report.objects.filter(article__in=readings).delete()
    fresh, started = [], []
    for article in articles:
        stated = readings[article.pk].reports
        homes = _homes(stated, ids[article.pk], [report for report in before if report.article_id == article.pk])
        for report in stated:
            home = homes.get(report.key)
            if home is None:
                home = Initiative(title=report.title[:300], status=report.status)
                started.append(home)
            fresh.append(_report(article, home, report, ids[article.pk]))
    start_initiatives(started)
    for row in fresh:
        row.initiative_id = row.initiative.pk  # now that it has one
    Report.objects.bulk_create(fresh)
    said.put(fresh, merged)
    keys = [(report.pk, key) for report in fresh for key in sorted(stored_keys(said.statements[report.pk]))]
    insert_rows(BlockKey, ("report_id", "key"), keys)
    return fresh, {home.pk for home in started}


def _report(article: Article, home: Initiative, fact: ReportFact, ids: Mapping[str, int]) -> Report:
    return Report(
        article=article,
        initiative=home,
        key=fact.key,
        title=fact.title[:300],
        organizations={p.organization: ids[p.organization] for p in fact.participations},
        amount_krw=fact.amount_krw,
    )


def _homes(facts: Iterable[ReportFact], ids: dict[str, int], before: list[Report]) -> dict[str, Initiative]:
    """{key of a new report: initiative of the old one with the most organizations (then words) in common}"""
    ranked = []
    for fact in facts:
        mine = {ids[p.organization] for p in fact.participations}
        for old in before:
            theirs = set(old.organizations.values())
            common = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
            words = len(set(fact.title.split()) & set(old.title.split()))
            if common > 0:
                ranked.append((-common, -words, old.key != fact.key, fact.key, old))
    homes: dict[str, Initiative] = {}
    taken: set[int] = set()
    for *_, key, old in sorted(ranked, key=lambda row: (*row[:4], row[4].id)):
        if key not in homes and old.id not in taken:
            homes[key] = old.initiative
            taken.add(old.id)
    return homes


def unused_organizations() -> list[Organization]:
    """Proposals of the machine that take part in nothing any longer."""
    proposals = Organization.objects.filter(origin="machine", review=Review.MACHINE, edited_fields=[])
    return list(proposals.filter(participations__isnull=True, merged__isnull=True))
