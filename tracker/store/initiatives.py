"""Initiatives' facts, computed anew from their reports; what an editor has set or rejected stays."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from tracker.models import Evidence, Initiative, Milestone, Modality, Participation, Promise, Report, Review
from tracker.models.identity import search_key
from tracker.pipeline.merge.combine import combine_statements
from tracker.pipeline.merge.statements import CombinedInitiative
from tracker.pipeline.records import Evidence as EvidenceRecord
from tracker.store.keepsakes import Keepsakes
from tracker.store.milestones import PastEvidence, lay_milestones
from tracker.store.participations import Groups, lay_participations
from tracker.store.promises import recompute_promises
from tracker.store.sectors import SectorBook
from tracker.store.statements import Merged, Said

Spans = Iterable[tuple[str, EvidenceRecord]]
Fact = TypeVar("Fact", Participation, Milestone)


def recompute_initiatives(
    initiative_ids: Collection[int], said: Said, past: PastEvidence, merged: Merged, kept: Keepsakes | None = None
) -> None:
    """Brings initiatives to what their reports say, within the caller's transaction and merge lock.

    said: at least all of their reports; past: where their milestones were read before the caller took reports away
    (`past_evidence`); kept: public ids to give to facts that come back.
    """
    initiatives = list(Initiative.objects.filter(pk__in=initiative_ids).order_by("pk"))
    by_home: defaultdict[int, list[Report]] = defaultdict(list)
    for pk, home in said.homes.items():
        by_home[home].append(said.reports[pk])
    Evidence.objects.filter(report__in=[report.pk for one in initiatives for report in by_home[one.pk]]).delete()
    combined = {
        one.pk: combine_statements(said.statements[report.pk] for report in by_home[one.pk])
        for one in initiatives
        if by_home[one.pk]
    }
    _write_all(initiatives, combined, by_home, (past, merged, kept or {}))
    refresh_searches(initiatives)
    for pk in _with_plans(initiative_ids):
        recompute_promises(pk)


def refresh_initiative(initiative: Initiative) -> None:
    """Recomputes what follows from an initiative's facts; call after any of them, or its standing, has changed."""
    refresh_searches([initiative])
    recompute_promises(initiative.pk)


def refresh_searches(initiatives: Iterable[Initiative]) -> None:
    """Rewrites the column by which initiatives are found, title first: places, what its reports call it, names of those
    who take part and of their groups."""
    rows = {one.pk: one for one in initiatives}
    lines: defaultdict[int, list[str]] = defaultdict(list)
    for pk, title in Report.objects.filter(initiative__in=rows).order_by("title").values_list("initiative_id", "title"):
        lines[pk].append(search_key(title))
    stands = Participation.objects.filter(initiative__in=rows).exclude(review=Review.REJECTED)
    found_by = ("initiative_id", "organization__search_text", "group__search_text")
    for pk, *names in stands.order_by("organization_id").values_list(*found_by):
        lines[pk] += [line for name in names if name for line in name.split("\n")]
    changed = []
    for one in rows.values():
        own = search_key(one.title, *map(str, one.locations)).split("\n")
        text = "\n".join(dict.fromkeys([*own, *lines[one.pk]]))
        if text != one.search_text:
            one.search_text = text
            changed.append(one)
    if changed:
        Initiative.objects.bulk_update(changed, ["search_text"])


def refresh_initiative_search(initiative: Initiative) -> None:
    """The same for one."""
    refresh_searches([initiative])


def _with_plans(initiative_ids: Collection[int]) -> list[int]:
    """Those of which something is planned, or was until now."""
    planned = Milestone.objects.filter(initiative__in=initiative_ids, modality=Modality.PLANNED)
    promised = Promise.objects.filter(initiative__in=initiative_ids)
    return sorted({*planned.values_list("initiative_id", flat=True), *promised.values_list("initiative_id", flat=True)})


def save_changed(row: Model, changed: list[str]) -> None:
    """Saves a row that is there, and with it its history, only if the machine has something new to say."""
    if row.pk is not None and changed:
        row.save()


def _write_all(
    initiatives: list[Initiative],
    combined: dict[int, CombinedInitiative],
    by_home: dict[int, list[Report]],
    known: tuple[PastEvidence, Merged, Keepsakes],
) -> None:
    past, merged, kept = known
    participations, milestones = _rows_of(Participation, initiatives), _rows_of(Milestone, initiatives)
    sectors, groups = SectorBook(combined), Groups(combined.values())
    laid_participations: list[tuple[Participation, Spans]] = []
    laid_milestones: list[tuple[Milestone, Spans]] = []
    for one in initiatives:
        said = combined.get(one.pk)
        if said is None:
            _withdraw(one)
            continue
        _write_values(one, said, by_home[one.pk], sectors)
        laid_participations += lay_participations(one, said, participations[one.pk], groups, merged, kept)
        articles = {str(report.id): report.article_id for report in by_home[one.pk]}
        laid_milestones += lay_milestones(one, said.milestones, milestones[one.pk], past, articles, kept)
    bulk_create_with_history([row for row, _ in laid_participations if row.pk is None], Participation)
    bulk_create_with_history([row for row, _ in laid_milestones if row.pk is None], Milestone)
    reports = {str(report.id): report for rows in by_home.values() for report in rows}
    evidence = [_evidence(reports, spans, participation=row) for row, spans in laid_participations]
    evidence += [_evidence(reports, spans, milestone=row) for row, spans in laid_milestones]
    Evidence.objects.bulk_create(row for rows in evidence for row in rows)


def _rows_of(model: type[Fact], initiatives: Iterable[Initiative]) -> dict[int, list[Fact]]:
    rows: dict[int, list[Fact]] = {one.pk: [] for one in initiatives}
    for row in model._default_manager.filter(initiative__in=rows).order_by("id"):
        rows[row.initiative_id].append(row)
    return rows


def _withdraw(initiative: Initiative) -> None:
    """No report states it: machine facts go, an editor's stay, and so does the row with its address."""
    machine = {"review": Review.MACHINE, "edited_fields": []}
    initiative.participations.filter(**machine).exclude(machine_key="").delete()
    initiative.milestones.filter(**machine).exclude(machine_key="").delete()
    kept = initiative.review == Review.ACCEPTED or initiative.participations.filter(machine_key="").exists()
    save_changed(initiative, initiative.set_unless_edited(withdrawn=not kept))


def _write_values(
    initiative: Initiative, combined: CombinedInitiative, reports: list[Report], sectors: SectorBook
) -> None:
    days = [timezone.localdate(report.article.published_at) for report in reports if report.article.published_at]
    changed = initiative.set_unless_edited(
        title=combined.title[:300],
        status=combined.status,
        locations=list(combined.locations),
        amount_krw=combined.amount_krw,
        withdrawn=False,
        first_reported=min(days),
        last_reported=max(days),
    )
    # First the sectors, so that one record of the history holds both.
    changed += sectors.write(initiative, combined.sectors)
    save_changed(initiative, changed)


def _evidence(reports: dict[str, Report], spans: Spans, **fact: Participation | object) -> list[Evidence]:
    out = []
    for statement_id, span in spans:
        report = reports[statement_id]
        reading = report.article.reading
        out.append(
            Evidence(
                report=report,
                start=span.start,
                end=span.end,
                quote=span.quote,
                rules=list(span.rules),
                confidence=span.confidence,
                extractor=reading.extractor,
                version=reading.version,
                lexicon_hash=reading.lexicon_hash,
                **fact,
            )
        )
    return out
