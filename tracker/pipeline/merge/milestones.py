"""Milestones of several articles → each act once, at its most precise date, with every evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.pipeline.merge.statements import CombinedMilestone, Statement
from tracker.pipeline.merge.texts import share_of_grams
from tracker.pipeline.records import Evidence, PartialDate
from tracker.pipeline.words import MILESTONE_KINDS, MODALITIES

# Two quotes that share this much of the shorter one's letter pairs say the same act.
_SAME_ACT = 0.6


@dataclass(slots=True)
class _Act:
    kind: str
    date: PartialDate | None
    modality: str
    evidence: list[tuple[str, Evidence]] = field(default_factory=list)

    def statements(self) -> set[str]:
        return {id for id, _ in self.evidence}

    def absorb(self, other: _Act) -> None:
        self.evidence.extend(other.evidence)


def combine_milestones(ordered: Sequence[Statement]) -> tuple[CombinedMilestone, ...]:
    """The milestones of `ordered` (oldest statement first), dated ones by date and kind, undated ones last.

    Only milestones of one kind and modality are ever the same: a plan that came true stays beside what happened.
    """
    acts: dict[tuple[str, str], dict[str, _Act]] = {}
    undated: dict[tuple[str, str], list[_Act]] = {}
    for statement in ordered:
        for milestone in statement.fact.milestones:
            pair = (milestone.kind, milestone.modality)
            evidence = (statement.id, milestone.evidence)
            if milestone.date is None:
                undated.setdefault(pair, []).append(_Act(milestone.kind, None, milestone.modality, [evidence]))
            else:
                by_value = acts.setdefault(pair, {})
                fresh = _Act(milestone.kind, milestone.date, milestone.modality)
                act = by_value.setdefault(milestone.date.value, fresh)
                act.evidence.append(evidence)
    combined: list[_Act] = []
    for pair in acts.keys() | undated.keys():
        dated = _collapse_precision(list(acts.get(pair, {}).values()))
        combined += dated + _place_undated(undated.get(pair, []), dated)
    rank = {statement.id: number for number, statement in enumerate(ordered)}
    finished = [CombinedMilestone(act.kind, act.date, act.modality, _in_order(act.evidence, rank)) for act in combined]
    return tuple(sorted(finished, key=_order))


def _collapse_precision(acts: list[_Act]) -> list[_Act]:
    """ "2016" and "2016-01" become "2016-01-28" where that is the only day that they can mean.

    An article that states both dates means two acts (a missed start in March, a new one within the year). A range
    is a period, not a vague date, so it swallows nothing.
    """
    kept: list[_Act] = []
    for act in sorted(acts, key=_span):
        inner = [
            other
            for other in kept
            if act.date and other.date and _vaguer(act.date, other.date) and not act.statements() & other.statements()
        ]
        if len(inner) == 1:
            inner[0].absorb(act)
        else:
            kept.append(act)
    return kept


def _place_undated(undated: list[_Act], dated: list[_Act]) -> list[_Act]:
    """The undated acts that nothing else says already."""
    kept: list[_Act] = []
    for act in undated:
        same = next((other for other in [*dated, *kept] if _says_the_same(act, other)), None)
        if same is None:
            kept.append(act)
        else:
            same.absorb(act)
    return kept


def _says_the_same(act: _Act, other: _Act) -> bool:
    return any(share_of_grams(a.quote, b.quote) >= _SAME_ACT for _, a in act.evidence for _, b in other.evidence)


def _vaguer(outer: PartialDate, inner: PartialDate) -> bool:
    return (
        "range" not in (outer.granularity, inner.granularity)
        and outer.first <= inner.first
        and inner.last <= outer.last
        and (outer.first, outer.last) != (inner.first, inner.last)
    )


def _span(act: _Act) -> tuple[int, str]:
    return ((act.date.last - act.date.first).days, act.date.value) if act.date else (0, "")


def _in_order(evidence: list[tuple[str, Evidence]], rank: dict[str, int]) -> tuple[tuple[str, Evidence], ...]:
    unique = dict.fromkeys(evidence)
    return tuple(sorted(unique, key=lambda row: (rank[row[0]], row[1].start, row[1].end)))


def _order(milestone: CombinedMilestone) -> tuple[object, ...]:
    first_id, first = milestone.evidence[0]
    return (
        milestone.date is None,
        milestone.date.first if milestone.date else date.max,
        milestone.date.last if milestone.date else date.max,
        _index(MILESTONE_KINDS, milestone.kind),
        _index(MODALITIES, milestone.modality),
        milestone.date.value if milestone.date else "",
        first_id,
        first.start,
    )


def _index(words: Sequence[str], word: str) -> int:
    return words.index(word) if word in words else len(words)
