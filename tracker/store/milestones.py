"""Milestones of an initiative: the machine's facts laid over the rows that are there."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.models import Evidence, Initiative, Milestone, Review
from tracker.pipeline.merge.statements import CombinedMilestone
from tracker.pipeline.records import Evidence as EvidenceRecord
from tracker.pipeline.records import PartialDate
from tracker.store.changes import Laid
from tracker.store.keepsakes import Keepsakes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a milestone was read."""

    article_id: int
    start: int
    end: int
    quote: str


PastEvidence = dict[int, list[Place]]  # {milestone id: places}


def past_evidence(initiative_ids: Iterable[int]) -> PastEvidence:
    """Where the milestones of these initiatives are read now. Take it before reports are deleted: a rejected or
    edited milestone is recognised in a new reading by the place that it was read from."""
    milestones = list(Milestone.objects.filter(initiative__in=list(initiative_ids)).values_list("id", flat=True))
    if not milestones:
        return {}
    # In two steps and unordered: a planner without fresh statistics takes minutes for one statement with all joins.
    rows = Evidence.objects.filter(milestone__in=milestones).order_by()
    places: PastEvidence = {}
    for milestone_id, article_id, start, end, quote in rows.values_list(
        "milestone_id", "report__article_id", "start", "end", "quote"
    ):
        if milestone_id is not None:
            places.setdefault(milestone_id, []).append(Place(article_id, start, end, quote))
    return places


def milestone_key(kind: str, date: PartialDate | None, modality: str) -> str:
    return f"{kind}|{date.value if date else ''}|{modality}"


def lay_milestones(
    laid: Laid[Milestone],
    initiative: Initiative,
    combined: Iterable[CombinedMilestone],
    known: Iterable[Milestone],
    past: PastEvidence,
    articles: dict[str, int],
    kept: Keepsakes,
) -> None:
    """Lays the combined milestones over the known rows of the initiative, for `laid` to write.

    A row is found again by its machine_key, else by a sentence that both were read from; an editor's fields stay, and
    so does a rejection. Rows that the machine alone made and that no report states any longer go.
    articles: {statement id: article id}; kept: public ids to give to new rows.
    """
    rows = {row.pk: row for row in known}
    pairs = _pair(list(combined), rows, past, articles)
    paired = {row.pk for _, row in pairs if row is not None}
    laid.gone += [
        row
        for pk, row in rows.items()
        if pk not in paired and row.review == Review.MACHINE and not row.edited_fields and row.machine_key
    ]
    for item, found in pairs:
        row = found or _new_row(initiative, item, kept)
        laid.state(row, _write(row, item), item.evidence)


def _new_row(initiative: Initiative, item: CombinedMilestone, kept: Keepsakes) -> Milestone:
    row = Milestone(initiative=initiative)
    key = milestone_key(item.kind, item.date, item.modality)
    row.public_id = kept.get((initiative.pk, f"milestone|{key}"), row.public_id)
    return row


def _write(row: Milestone, item: CombinedMilestone) -> list[str]:
    """The fields that have changed."""
    dates: dict[str, object] = {
        "date_value": "",
        "date_from": None,
        "date_to": None,
        "granularity": "",
    }
    if item.date is not None:
        dates = {
            "date_value": item.date.value,
            "date_from": item.date.first,
            "date_to": item.date.last,
            "granularity": item.date.granularity,
        }
    changed = row.set_unless_edited(
        kind=item.kind,
        modality=item.modality,
        machine_key=milestone_key(item.kind, item.date, item.modality),
    )
    if "date_value" not in row.edited_fields:  # the four columns of a date change together
        changed += row.set_unless_edited(**dates)
    return changed


def _pair(
    combined: list[CombinedMilestone],
    rows: dict[int, Milestone],
    past: PastEvidence,
    articles: dict[str, int],
) -> list[tuple[CombinedMilestone, Milestone | None]]:
    free = dict(rows)
    by_key = {row.machine_key: row for row in rows.values() if row.machine_key}
    found: dict[int, Milestone] = {}
    for index, item in enumerate(combined):
        row = by_key.get(milestone_key(item.kind, item.date, item.modality))
        if row is not None and row.pk in free:
            found[index] = free.pop(row.pk)
    for index, item in enumerate(combined):
        if index not in found:
            row = _same_place(item, free, past, articles)
            if row is not None:
                found[index] = free.pop(row.pk)
    return [(item, found.get(index)) for index, item in enumerate(combined)]


def _same_place(
    item: CombinedMilestone,
    free: dict[int, Milestone],
    past: PastEvidence,
    articles: dict[str, int],
) -> Milestone | None:
    """A row of the same kind, or of the same date, that was read from the same sentence."""
    for row in free.values():
        original_kind, _, rest = row.machine_key.partition("|")
        original_date = rest.partition("|")[0]
        alike = item.kind == original_kind or (item.date is not None and item.date.value == original_date)
        if alike and any(_overlap(place, articles[s], e) for place in past.get(row.pk, []) for s, e in item.evidence):
            return row
    return None


def _overlap(place: Place, article_id: int, evidence: EvidenceRecord) -> bool:
    if place.article_id != article_id:
        return False
    # Quotes as well as offsets: a better parser may have moved the text.
    return (place.start < evidence.end and evidence.start < place.end) or (
        place.quote in evidence.quote or evidence.quote in place.quote
    )
