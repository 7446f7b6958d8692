"""Participations of an initiative: the machine's facts laid over the rows that are there."""

from collections.abc import Callable, Iterable

from tracker.models import Group, Initiative, Participation, Review
from tracker.pipeline.merge.statements import CombinedInitiative
from tracker.store.changes import Laid
from tracker.store.keepsakes import Keepsakes
from tracker.store.statements import Merged


class GroupIds:
    """The groups that some initiatives name, by slug."""

    def __init__(self, combined: Iterable[CombinedInitiative]) -> None:
        slugs = {item.group for one in combined for item in one.participations if item.group}
        groups = Group.objects.filter(slug__in=slugs).order_by()
        self._ids = dict(groups.values_list("slug", "id")) if slugs else {}

    def get(self, slug: str | None) -> int | None:
        return self._ids.get(slug or "")


def lay_participations(
    laid: Laid[Participation],
    initiative: Initiative,
    combined: CombinedInitiative,
    rows: Iterable[Participation],
    groups: GroupIds,
    merged: Merged,
    kept: Keepsakes,
) -> None:
    """Lays the combined participations over the rows of the initiative, for `laid` to write. Rows that the machine
    alone made and that no report states any longer go. kept: public ids for new rows."""
    left = list(rows)
    for item in combined.participations:
        row = _row_of(int(item.identity), left, merged)
        if row is None:
            row = Participation(initiative=initiative)
            row.public_id = kept.get((initiative.pk, f"participation|{item.identity}"), row.public_id)
        else:
            left.remove(row)
        changed = row.set_unless_edited(role=item.role, machine_key=item.identity)
        if "group" not in row.edited_fields:
            changed += row.set_unless_edited(group_id=groups.get(item.group))
        if "organization" not in row.edited_fields:
            changed += row.set_unless_edited(organization_id=int(item.identity))
        laid.state(row, changed, item.evidence)
    laid.gone += [row for row in left if row.review == Review.MACHINE and not row.edited_fields and row.machine_key]


def _row_of(organization_id: int, rows: list[Participation], merged: Merged) -> Participation | None:
    """The row that stands for the machine's participation of that organization, whatever an editor made of it."""
    tests: tuple[Callable[[Participation], bool], ...] = (
        lambda row: row.machine_key == str(organization_id),
        lambda row: row.organization_id == organization_id,
        lambda row: merged.get(row.organization_id) == organization_id,
        lambda row: row.machine_key.isdigit() and merged.get(int(row.machine_key)) == organization_id,
    )
    return next((row for test in tests for row in rows if test(row)), None)
