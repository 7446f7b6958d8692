"""An initiative's facts, computed anew from its reports; what an editor has set or rejected stays."""

from collections.abc import Callable, Iterable

from django.db.models import Model
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from tracker.models import (
    Evidence,
    Group,
    Initiative,
    Participation,
    Report,
    Review,
    Sector,
)
from tracker.models.identity import search_key
from tracker.pipeline.merge.combine import combine_statements
from tracker.pipeline.merge.statements import CombinedInitiative, CombinedParticipation
from tracker.pipeline.records import Evidence as EvidenceRecord
from tracker.store.milestones import PastEvidence, write_milestones
from tracker.store.promises import recompute_promises
from tracker.store.statements import Merged, state_reports, with_readings

Spans = Iterable[tuple[str, EvidenceRecord]]


def recompute_initiative(initiative_id: int, past: PastEvidence, merged: Merged) -> None:
    """Brings one initiative to what its reports say, within the caller's transaction and merge lock.

    past: where its milestones were read before the caller took reports away (`past_evidence`).
    """
    initiative = Initiative.objects.filter(pk=initiative_id).first()
    if initiative is None:
        return
    reports = list(_reports(initiative))
    Evidence.objects.filter(report__in=reports).delete()
    if not reports:
        _withdraw(initiative)
        recompute_promises(initiative_id)
        return
    combined = combine_statements(list(state_reports(reports, merged).values()))
    _write_values(initiative, combined, reports)
    by_id = {str(report.id): report for report in reports}
    participations = _write_participations(initiative, combined.participations, merged)
    milestones = write_milestones(
        initiative,
        combined.milestones,
        past,
        {k: r.article_id for k, r in by_id.items()},
    )
    rows = [_evidence(by_id, spans, participation=row) for row, spans in participations]
    rows += [_evidence(by_id, spans, milestone=row) for row, spans in milestones]
    Evidence.objects.bulk_create(evidence for row in rows for evidence in row)
    refresh_initiative(initiative)


def refresh_initiative(initiative: Initiative) -> None:
    """Recomputes what follows from an initiative's facts; call after any of them, or its standing, has changed."""
    refresh_initiative_search(initiative)
    recompute_promises(initiative.pk)


def refresh_initiative_search(initiative: Initiative) -> None:
    """Rewrites the column by which the initiative is found: title, places, names of those who take part."""
    stands = initiative.participations.exclude(review=Review.REJECTED)
    names = stands.values_list("organization__search_text", flat=True).order_by("id")
    text = search_key(initiative.title, *map(str, initiative.locations)) + "\n" + "\n".join(names)
    Initiative.objects.filter(pk=initiative.pk).update(search_text=text)


def save_changed(row: Model, changed: list[str]) -> None:
    """Saves a row that is there, and with it its history, only if the machine has something new to say."""
    if row.pk is not None and changed:
        row.save()


def _reports(initiative: Initiative) -> Iterable[Report]:
    return with_readings(Report.objects.filter(initiative=initiative)).order_by("article__published_at", "id")


def _withdraw(initiative: Initiative) -> None:
    """No report states it: machine facts go, an editor's stay, and so does the row with its address."""
    machine = {"review": Review.MACHINE, "edited_fields": []}
    initiative.participations.filter(**machine).exclude(machine_key="").delete()
    initiative.milestones.filter(**machine).exclude(machine_key="").delete()
    kept = initiative.review == Review.ACCEPTED or initiative.participations.filter(machine_key="").exists()
    save_changed(initiative, initiative.set_unless_edited(withdrawn=not kept))


def _write_values(initiative: Initiative, combined: CombinedInitiative, reports: list[Report]) -> None:
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
    save_changed(initiative, changed)
    if "sectors" not in initiative.edited_fields:
        sectors = set(Sector.objects.filter(slug__in=combined.sectors))
        now = set(initiative.sectors.all())
        if sectors - now:
            initiative.sectors.add(*sectors - now)
        if now - sectors:
            initiative.sectors.remove(*now - sectors)


def _write_participations(
    initiative: Initiative, combined: Iterable[CombinedParticipation], merged: Merged
) -> list[tuple[Participation, Spans]]:
    rows = list(initiative.participations.all())
    groups = {group.slug: group for group in Group.objects.filter(slug__in={c.group for c in combined if c.group})}
    written: list[tuple[Participation, Spans]] = []
    for item in combined:
        row = _row_of(int(item.identity), rows, merged)
        if row is None:
            row = Participation(initiative=initiative)
        else:
            rows.remove(row)
        changed = row.set_unless_edited(
            role=item.role,
            machine_key=item.identity,
            group=groups.get(item.group or ""),
        )
        if "organization" not in row.edited_fields:
            changed += row.set_unless_edited(organization_id=int(item.identity))
        save_changed(row, changed)
        written.append((row, item.evidence))
    for row in rows:
        if row.review == Review.MACHINE and not row.edited_fields and row.machine_key:
            row.delete()
    bulk_create_with_history([row for row, _ in written if row.pk is None], Participation)
    return written


def _row_of(organization_id: int, rows: list[Participation], merged: dict[int, int]) -> Participation | None:
    """The row that stands for the machine's participation of that organization, whatever an editor made of it."""
    tests: tuple[Callable[[Participation], bool], ...] = (
        lambda row: row.machine_key == str(organization_id),
        lambda row: row.organization_id == organization_id,
        lambda row: merged.get(row.organization_id) == organization_id,
        lambda row: row.machine_key.isdigit() and merged.get(int(row.machine_key)) == organization_id,
    )
    return next((row for test in tests for row in rows if test(row)), None)


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
