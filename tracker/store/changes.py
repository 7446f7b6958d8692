"""Facts that the machine has changed, written together with their history: a few statements a table, however many rows
there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tracker.models import Initiative, Milestone, Participation
from tracker.pipeline.records import Evidence as EvidenceRecord
from tracker.store.bulk import record_history, update_rows
from tracker.store.sectors import SectorBook

Fact = TypeVar("Fact", Participation, Milestone)
Spans = Iterable[tuple[str, EvidenceRecord]]

_INITIATIVE = (
    "title", "status", "locations", "amount_krw", "withdrawn", "first_reported", "last_reported",
)  # fmt: skip
_FACT = {
    Participation: ("organization_id", "role", "group_id", "machine_key"),
    Milestone: ("kind", "modality", "machine_key", "date_value", "date_from", "date_to", "granularity"),
}


@dataclass(slots=True)
class Laid(Generic[Fact]):
    """Machine facts laid over the rows of a table. stated: every row that stands, with its evidence, in order; fresh:
    those of them that are not saved yet; changed: those that are and differ; gone: rows that nothing states."""

    model: type[Fact]
    stated: list[tuple[Fact, Spans]] = field(default_factory=list)
    fresh: list[Fact] = field(default_factory=list)
    changed: list[Fact] = field(default_factory=list)
    gone: list[Fact] = field(default_factory=list)

    def state(self, row: Fact, changed: Sequence[str], spans: Spans) -> None:
        self.stated.append((row, spans))
        if row.pk is None:
            self.fresh.append(row)
        elif changed:
            self.changed.append(row)

    def write(self) -> None:
        # Rows that go are deleted first, so that no key is held by one that is about to vanish.
        if self.gone:
            self.model._default_manager.filter(pk__in=[row.pk for row in self.gone]).delete()
        update_rows(self.model, _FACT[self.model], self.changed)
        record_history(self.model, [row.pk for row in self.changed], "~")
        self.model._default_manager.bulk_create(self.fresh)
        record_history(self.model, [row.pk for row in self.fresh], "+")


def write_initiatives(changed: Sequence[Initiative], sectors: SectorBook) -> None:
    """Saves initiatives of which values or sectors have changed, with one record of the history for both."""
    sectors.write()
    update_rows(Initiative, _INITIATIVE, changed)
    record_history(Initiative, [one.pk for one in changed], "~")
