"""What differs between two readings of one article, fact by fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from tracker.pipeline.records import (
    Evidence,
    Extraction,
    MilestoneFact,
    OrganizationFact,
    ParticipationFact,
    ReportFact,
)

What = Literal[
    "initiative", "title", "status", "sectors", "locations", "amount", "participation", "milestone", "organization",
    "evidence", "confidence",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact before and after; an empty side: the fact is new, or is no longer read.

    The sides are words of `words.py` and of the article: a participation [name, role], a milestone [kind, date,
    modality], an organization [name, kind, group], evidence [sentence], anything else its value.
    """

    what: What
    initiative: str  # its title, as it is read now if it still is
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "what": self.what,
            "initiative": self.initiative,
            "before": list(self.before),
            "after": list(self.after),
        }


def same_facts(before: Extraction, after: Extraction) -> bool:
    """Whether both state the very same, evidence and confidence included; versions and what was dropped aside."""
    return before.organizations == after.organizations and before.reports == after.reports


def compare_readings(before: Extraction, after: Extraction) -> tuple[Difference, ...]:
    """Differences that a reader would notice; readings that differ in numbering or offsets alone have none."""
    names = [{one.key: one.name for one in reading.organizations} for reading in (before, after)]
    pairs = _pair_reports(before, after, names)
    reports = chain.from_iterable(_reports(old, new, names) for old, new in pairs)
    return tuple(chain(reports, _organizations(before.organizations, after.organizations)))


def _pair_reports(
    before: Extraction, after: Extraction, names: list[dict[str, str]]
) -> list[tuple[ReportFact | None, ReportFact | None]]:
    """Each report with the one of the other reading that has most in common with it."""
    ranked = sorted(
        (-_common(old, new, names), new.key != old.key, number, other)
        for number, old in enumerate(before.reports)
        for other, new in enumerate(after.reports)
    )
    of_old: dict[int, int] = {}
    for common, _unlike, number, other in ranked:
        if common < 0 and number not in of_old and other not in of_old.values():
            of_old[number] = other
    pairs: list[tuple[ReportFact | None, ReportFact | None]] = []
    for number, old in enumerate(before.reports):
        pairs.append((old, after.reports[of_old[number]] if number in of_old else None))
    return [*pairs, *((None, new) for other, new in enumerate(after.reports) if other not in of_old.values())]


def _common(old: ReportFact, new: ReportFact, names: list[dict[str, str]]) -> int:
    milestones = _shared(map(_milestone, old.milestones), map(_milestone, new.milestones))
    quotes = _shared((m.evidence.quote for m in old.milestones), (m.evidence.quote for m in new.milestones))
    parties = _shared(
        (names[0][p.organization] for p in old.participations), (names[1][p.organization] for p in new.participations)
    )
    return 2 * milestones + 2 * quotes + parties + 2 * (old.title == new.title)


def _shared(one: Iterable[object], other: Iterable[object]) -> int:
    return len(set(one) & set(other))


def _reports(old: ReportFact | None, new: ReportFact | None, names: list[dict[str, str]]) -> Iterator[Difference]:
    title = new.title if new else old.title if old else ""
    if old is not None and new is not None:
        yield from _values(old, new)
    else:
        yield Difference("initiative", title, (old.title,) if old else (), (new.title,) if new else ())
    parties = [
        [(_party(p, names[side]), p.evidence) for p in report.participations] if report else []
        for side, report in enumerate((old, new))
    ]
    yield from _facts("participation", title, *parties)
    acts = [[(_milestone(m), m.evidence) for m in report.milestones] if report else [] for report in (old, new)]
    yield from _facts("milestone", title, *acts)


def _values(old: ReportFact, new: ReportFact) -> Iterator[Difference]:
    columns: tuple[tuple[What, tuple[str, ...], tuple[str, ...]], ...] = (
        ("title", (old.title,), (new.title,)),
        ("status", (old.status,), (new.status,)),
        ("sectors", old.sectors, new.sectors),
        ("locations", old.locations, new.locations),
        ("amount", _amount(old), _amount(new)),
    )
    for what, before, after in columns:
        if before != after:
            yield Difference(what, new.title, before, after)


def _amount(report: ReportFact) -> tuple[str, ...]:
    return () if report.amount_krw is None else (str(report.amount_krw),)


def _party(fact: ParticipationFact, names: dict[str, str]) -> tuple[str, ...]:
    return (names[fact.organization], fact.role)


def _milestone(fact: MilestoneFact) -> tuple[str, ...]:
    return (fact.kind, fact.date.value if fact.date else "", fact.modality)


Stated = tuple[tuple[str, ...], Evidence]


def _facts(what: What, title: str, before: Sequence[Stated], after: Sequence[Stated]) -> Iterator[Difference]:
    left = list(after)
    gone: list[Stated] = []
    for fact, evidence in before:
        twin = next((one for one in left if one[0] == fact), None)
        if twin is None:
            gone.append((fact, evidence))
        else:
            left.remove(twin)
            yield from _evidence(title, evidence, twin[1])
    for fact, evidence in gone:
        # What was read from the same sentence, or of the same organization, is the same fact read otherwise.
        changed = next((one for one in left if one[0][0] == fact[0] or one[1].quote == evidence.quote), None)
        if changed is not None:
            left.remove(changed)
        yield Difference(what, title, fact, changed[0] if changed else ())
    yield from (Difference(what, title, (), fact) for fact, _evidence_of_it in left)


def _evidence(title: str, before: Evidence, after: Evidence) -> Iterator[Difference]:
    if before.quote != after.quote:
        yield Difference("evidence", title, (before.quote,), (after.quote,))
    elif before != after:
        yield Difference("confidence", title, (f"{before.confidence:.4f}",), (f"{after.confidence:.4f}",))


def _organizations(before: Sequence[OrganizationFact], after: Sequence[OrganizationFact]) -> Iterator[Difference]:
    """Those of both readings, of which something else is now known; who came or went shows in the participations."""
    now = {one.name: one for one in after}
    for old in before:
        new = now.get(old.name)
        if new is not None and _known(old) != _known(new):
            yield Difference("organization", "", _known(old)[:3], _known(new)[:3])


def _known(one: OrganizationFact) -> tuple[str, ...]:
    return (one.name, one.kind, one.group or "", one.group_id or "", one.catalog_id or "", *one.mentions)
