"""Reports find their initiatives, and every initiative that is touched is computed anew."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tracker.models import Initiative, Report, Review
from tracker.store.bulk import delete_rows
from tracker.store.homes import assign_homes
from tracker.store.initiatives import recompute_initiatives
from tracker.store.keepsakes import Keepsakes
from tracker.store.milestones import PastEvidence, past_evidence
from tracker.store.neighbours import find_neighbours
from tracker.store.proposals import write_proposals
from tracker.store.statements import Merged, Said


@dataclass(slots=True)
class Unsettled:
    """initiatives: those whose reports have changed; past: where their milestones were read before that; started:
    those that nobody has seen yet: when emptied, they go without a trace; left: {report id: initiative from which the
    caller has taken it}; kept: public ids to give to facts that come back; said: reports that are at hand."""

    initiatives: set[int]
    past: PastEvidence
    merged: Merged
    started: Collection[int] = ()
    left: Mapping[int, int] = field(default_factory=dict)
    kept: Keepsakes = field(default_factory=dict)
    said: Said = field(default_factory=Said)


def settle(work: Unsettled) -> None:
    """Within the caller's transaction and merge lock. Which reports share an initiative is a function of the set of
    reports and of what people have judged, so neither the order nor the repetition of calls makes a difference."""
    around = find_neighbours(work.initiatives, work.merged, work.said)
    left = {**assign_homes(around), **work.left}
    came = {around.homes[pk] for pk in left if pk in around.homes}
    changed = set(left.values()) | came
    past = work.past | past_evidence(changed - work.initiatives)
    gone = _follow_reports(changed, left, around.homes, work.started)
    touched = (work.initiatives | changed) - gone
    recompute_initiatives(sorted(touched), around.said, past, work.merged, work.kept)
    write_proposals(around, touched)


def _follow_reports(
    changed: set[int], left: Mapping[int, int], homes: Mapping[int, int], started: Collection[int]
) -> set[int]:
    """An initiative whose reports have all gone to another one leads there; one that has reports stands again.
    Returns the started ones that were deleted."""
    if not changed:
        return set()
    held = set(Report.objects.filter(initiative__in=changed).values_list("initiative_id", flat=True))
    vain = {pk for pk in changed - held if pk in started}
    delete_rows(Initiative, vain)  # nothing is known of them yet
    for initiative in Initiative.objects.filter(pk__in=changed - vain):
        went_to = None if initiative.pk in held else _heir(initiative.pk, left, homes)
        if went_to != initiative.merged_into_id:
            initiative.merged_into_id = went_to
            initiative.save()
            if went_to is not None:
                _hand_over(initiative, Initiative.objects.get(pk=went_to))
    return vain


def _heir(initiative_id: int, left: Mapping[int, int], homes: Mapping[int, int]) -> int | None:
    return next((homes[pk] for pk in sorted(left) if left[pk] == initiative_id and pk in homes), None)


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
