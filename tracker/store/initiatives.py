"""Initiatives' facts, computed anew from their reports; what an editor has set or rejected stays."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils import timezone

from tracker.models import Initiative, Milestone, Participation, Report, Review
from tracker.models.identity import search_key
from tracker.pipeline.merge.combine import combine_statements
from tracker.pipeline.merge.statements import CombinedInitiative
from tracker.store.changes import Fact, Laid, write_initiatives
from tracker.store.evidence import write_evidence
from tracker.store.keepsakes import Keepsakes
from tracker.store.milestones import PastEvidence, lay_milestones
from tracker.store.participations import GroupIds, lay_participations
from tracker.store.partner_rows import refresh_partner_rows
from tracker.store.promises import recompute_promises
from tracker.store.sectors import SectorBook
from tracker.store.statements import Merged, Said
from tracker.store.timeline_rows import refresh_timeline_rows


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
    combined = {
        one.pk: combine_statements(said.statements[report.pk] for report in by_home[one.pk])
        for one in initiatives
        if by_home[one.pk]
    }
    _write_all(initiatives, combined, by_home, (past, merged, kept or {}))
    refresh_initiatives(initiative_ids, initiatives)


def refresh_initiatives(initiative_ids: Collection[int], rows: Collection[Initiative] | None = None) -> None:
    """Recomputes what follows from the facts of initiatives. The one place where that is done: whatever changes a fact
    or the standing of any initiative calls it, once a transaction and for all of them together. All that is derived
    from facts and kept in rows of its own (the search column, promises, …) is brought up to date from here, by
    functions that take a set of ids and need as many queries for one as for hundreds.

    rows: the initiatives themselves, where the caller has them."""
    refresh_searches(Initiative.objects.filter(pk__in=initiative_ids) if rows is None else rows)
    recompute_promises(initiative_ids)
    refresh_partner_rows(initiative_ids)
    refresh_timeline_rows(initiative_ids)


def refresh_initiative(initiative: Initiative) -> None:
    """`refresh_initiatives` for one; call after any of its facts, or its standing, has changed."""
    refresh_initiatives([initiative.pk], [initiative])


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


def _write_all(
    initiatives: list[Initiative],
    combined: dict[int, CombinedInitiative],
    by_home: dict[int, list[Report]],
    known: tuple[PastEvidence, Merged, Keepsakes],
) -> None:
    past, merged, kept = known
    rows, acts = _rows_of(Participation, initiatives), _rows_of(Milestone, initiatives)
    sectors, groups = SectorBook(combined), GroupIds(combined.values())
    participations, milestones = Laid(Participation), Laid(Milestone)
    changed = []
    for one in initiatives:
        said = combined.get(one.pk)
        if said is None:
            values = _withdraw(one, rows[one.pk], acts[one.pk], (participations, milestones))
        else:
            values = _lay_values(one, said, by_home[one.pk], sectors)
            lay_participations(participations, one, said, rows[one.pk], groups, merged, kept)
            articles = {str(report.id): report.article_id for report in by_home[one.pk]}
            lay_milestones(milestones, one, said.milestones, acts[one.pk], past, articles, kept)
        if values:
            changed.append(one)
    participations.write()
    milestones.write()
    write_initiatives(changed, sectors)
    reports = [report for one in initiatives for report in by_home[one.pk]]
    write_evidence(reports, [*participations.stated, *milestones.stated])


def _rows_of(model: type[Fact], initiatives: Iterable[Initiative]) -> dict[int, list[Fact]]:
    rows: dict[int, list[Fact]] = {one.pk: [] for one in initiatives}
    for row in model._default_manager.filter(initiative__in=rows).order_by("id"):
        rows[row.initiative_id].append(row)
    return rows


def _withdraw(
    initiative: Initiative,
    rows: list[Participation],
    acts: list[Milestone],
    laid: tuple[Laid[Participation], Laid[Milestone]],
) -> list[str]:
    """No report states it: machine facts go, an editor's stay, and so does the row with its address."""
    participations, milestones = laid
    participations.gone += [row for row in rows if _only_machine(row)]
    milestones.gone += [row for row in acts if _only_machine(row)]
    kept = initiative.review == Review.ACCEPTED or any(not row.machine_key for row in rows)
    return initiative.set_unless_edited(withdrawn=not kept)


def _only_machine(row: Participation | Milestone) -> bool:
    return row.review == Review.MACHINE and not row.edited_fields and bool(row.machine_key)


def _lay_values(
    initiative: Initiative, combined: CombinedInitiative, reports: list[Report], sectors: SectorBook
) -> list[str]:
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
    return changed + sectors.lay(initiative, combined.sectors)
