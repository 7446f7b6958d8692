"""The merge stage's writing: an article's reading becomes reports, and the reports settle into initiatives."""

from collections.abc import Iterable

from tracker.models import Article, BlockKey, Initiative, Organization, Report, Review
from tracker.pipeline.records import Extraction, ReportFact
from tracker.pipeline.serial import load_extraction
from tracker.store.homes import new_initiative
from tracker.store.locks import lock_merge
from tracker.store.milestones import past_evidence
from tracker.store.neighbours import stored_keys
from tracker.store.organizations import resolve_organizations
from tracker.store.settling import Unsettled, settle
from tracker.store.statements import Merged, merged_organizations, state_reports


def settle_article(article: Article) -> dict[str, int]:
    """Replaces the article's reports by those of its present reading and settles every initiative that is touched.

    Runs in the caller's transaction, under the merge lock. Returns counts for the run's record. Where reports belong
    is a function of the set of reports alone, so the order in which articles arrive makes no difference.
    """
    lock_merge()
    extraction = load_extraction(article.reading.extraction)
    before = list(Report.objects.filter(article=article).select_related("initiative"))
    touched = {report.initiative_id for report in before}
    past = past_evidence(touched)
    merged = merged_organizations()
    fresh, started = _replace_reports(article, extraction, before, merged)
    touched |= {report.initiative_id for report in fresh}
    settle(Unsettled(touched, past, merged, started))
    milestones = sum(len(report.milestones) for report in extraction.reports)
    return {
        "organizations": len(extraction.organizations),
        "reports": len(fresh),
        "milestones": milestones,
    }


def _replace_reports(
    article: Article, extraction: Extraction, before: list[Report], merged: Merged
) -> tuple[list[Report], set[int]]:
    """New report rows; each keeps the initiative of the old report that is most like it, or starts a new one.

    Returns the rows and the ids of the initiatives that were started."""
    organizations = resolve_organizations(extraction)
    ids = {key: organization.pk for key, organization in organizations.items()}
    homes = _homes(extraction.reports, ids, before)
    Report.objects.filter(article=article).delete()
    fresh = []
    started = set()
    for fact in extraction.reports:
        home = homes.get(fact.key)
        if home is None:
            home = new_initiative(fact.title, fact.status)
            started.add(home.pk)
        named = {p.organization: ids[p.organization] for p in fact.participations}
        fresh.append(
            Report(
                article=article,
                initiative=home,
                key=fact.key,
                title=fact.title[:300],
                organizations=named,
                amount_krw=fact.amount_krw,
            )
        )
    Report.objects.bulk_create(fresh)
    statements = state_reports(fresh, merged)
    BlockKey.objects.bulk_create(
        BlockKey(report=report, key=key) for report in fresh for key in sorted(stored_keys(statements[report.id]))
    )
    return fresh, started


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
