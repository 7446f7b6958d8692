"""The merge stage's writing: an article's reading becomes reports, and the reports settle into initiatives."""

from collections.abc import Iterable

from django.db.models import Q

from tracker.models import Article, BlockKey, Initiative, Organization, Report, Review
from tracker.pipeline.merge.cluster import block_keys, cluster_statements
from tracker.pipeline.merge.match import match_statements
from tracker.pipeline.merge.statements import Statement
from tracker.pipeline.records import Extraction, ReportFact
from tracker.pipeline.serial import load_extraction
from tracker.store.initiatives import recompute_initiative
from tracker.store.locks import lock_merge
from tracker.store.milestones import past_evidence
from tracker.store.organizations import resolve_organizations
from tracker.store.statements import Merged, merged_organizations, state_reports, with_readings

MAX_KEY = 120


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
    statements = _connected(fresh, touched, merged)
    moved = _assign(statements, started)
    touched |= moved | {report.initiative_id for report in Report.objects.filter(article=article)}
    past |= past_evidence(touched - set(past))
    for initiative_id in sorted(touched):
        recompute_initiative(initiative_id, past, merged)
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
            home = _new_initiative(fact.title, fact.status)
            started.add(home.pk)
        named = {p.organization: ids[p.organization] for p in fact.participations}
        fresh.append(
            Report(article=article, initiative=home, key=fact.key, title=fact.title[:300], organizations=named)
        )
    Report.objects.bulk_create(fresh)
    statements = state_reports(fresh, merged)
    BlockKey.objects.bulk_create(
        BlockKey(report=report, key=key)
        for report in fresh
        for key in sorted({key[:MAX_KEY] for key in block_keys(statements[report.id])})
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


def _new_initiative(title: str, status: str) -> Initiative:
    initiative = Initiative(title=title[:300], status=status)
    initiative.save_without_historical_record()  # type: ignore[attr-defined]  # its first record comes with its facts
    return initiative


def _connected(fresh: list[Report], touched: set[int], merged: Merged) -> dict[int, Statement]:
    """Statements of every report that hangs together with the fresh ones or with an initiative that they touch."""
    rows = with_readings(Report.objects.all())
    statements = state_reports(
        rows.filter(Q(initiative__in=touched) | Q(pk__in=[report.pk for report in fresh])).order_by("id"), merged
    )
    frontier = dict(statements)
    while frontier:
        keys = {key[:MAX_KEY] for statement in frontier.values() for key in block_keys(statement)}
        ids = set(BlockKey.objects.filter(key__in=keys).values_list("report_id", flat=True)) - statements.keys()
        near = state_reports(rows.filter(pk__in=ids), merged) if ids else {}
        linked = {
            pk for pk, other in near.items() if any(match_statements(one, other).sure for one in frontier.values())
        }
        # Whoever shares an initiative with a linked report comes along.
        homes = set(Report.objects.filter(pk__in=linked).values_list("initiative_id", flat=True)) if linked else set()
        beside = rows.filter(initiative__in=homes).exclude(pk__in=statements.keys())
        frontier = state_reports(beside, merged) if homes else {}
        statements |= frontier
    return statements


def _assign(statements: dict[int, Statement], started: set[int]) -> set[int]:
    """Moves reports so that each cluster has one initiative; returns the initiatives that gained or lost one.

    started: initiatives that nobody has seen yet; when emptied, they go without a trace."""
    homes = dict(Report.objects.filter(pk__in=statements).values_list("id", "initiative_id"))
    ranks = _ranks(set(homes.values()))
    free = set(ranks)
    moved: set[int] = set()
    clusters = [[int(pk) for pk in cluster] for cluster in cluster_statements(statements.values())]
    # Clusters that an editor's initiative or many reports hold fast choose first.
    clusters.sort(
        key=lambda cluster: (
            -max(ranks[homes[pk]] for pk in cluster),
            -len(cluster),
            min(cluster),
        )
    )
    for cluster in clusters:
        votes = {homes[pk] for pk in cluster} & free
        home = max(votes, key=lambda pk: (ranks[pk], -pk)) if votes else _split_off(cluster[0])
        free.discard(home)
        leaving = [pk for pk in cluster if homes[pk] != home]
        if leaving:
            Report.objects.filter(pk__in=leaving).update(initiative_id=home)
            moved |= {home, *(homes[pk] for pk in leaving)}
    _forward_emptied(moved, homes, started)
    return moved


def _ranks(initiative_ids: set[int]) -> dict[int, int]:
    """{initiative id: how much people have done on it}: those keep their address."""
    rows = Initiative.objects.filter(pk__in=initiative_ids)
    return {row.pk: 2 * (row.review != Review.MACHINE) + bool(row.edited_fields) for row in rows}


def _split_off(report_id: int) -> int:
    report = Report.objects.select_related("initiative").get(pk=report_id)
    return _new_initiative(report.title, report.initiative.status).pk


def _forward_emptied(moved: set[int], homes: dict[int, int], started: set[int]) -> None:
    """An initiative whose reports have all gone to another one leads there; one that has reports stands again."""
    for initiative in Initiative.objects.filter(pk__in=moved):
        went_to, initiative_id = None, initiative.pk
        if not initiative.reports.exists():
            left = [pk for pk, home in homes.items() if home == initiative.pk]
            went_to = Report.objects.filter(pk__in=left).values_list("initiative_id", flat=True).first()
            if initiative.pk in started:
                initiative.delete()
                Initiative.history.filter(id=initiative_id).delete()
                moved.discard(initiative_id)
                continue
        if went_to != initiative.merged_into_id:
            initiative.merged_into_id = went_to
            initiative.save()
            if went_to is not None:
                _hand_over(initiative, Initiative.objects.get(pk=went_to))


def _hand_over(initiative: Initiative, heir: Initiative) -> None:
    """What people said of the facts of an initiative goes with its reports; a machine's twin makes room for it."""
    untouched = {"review": Review.MACHINE, "edited_fields": []}
    for milestone in initiative.milestones.exclude(**untouched):
        heir.milestones.filter(machine_key=milestone.machine_key, **untouched).exclude(machine_key="").delete()
        if not milestone.machine_key or not heir.milestones.filter(machine_key=milestone.machine_key).exists():
            milestone.initiative = heir
            milestone.save()
    for participation in initiative.participations.exclude(**untouched):
        heir.participations.filter(organization=participation.organization_id, **untouched).delete()
        if not heir.participations.filter(organization=participation.organization_id).exists():
            participation.initiative = heir
            participation.save()


def unused_organizations() -> list[Organization]:
    """Proposals of the machine that take part in nothing any longer."""
    proposals = Organization.objects.filter(origin="machine", review=Review.MACHINE, edited_fields=[])
    return list(proposals.filter(participations__isnull=True, merged__isnull=True))
