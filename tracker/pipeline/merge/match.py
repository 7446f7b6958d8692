"""Whether two statements are about one initiative, and why.

The first rule is that nothing is merged falsely: a match is sure only if the two share who does it, in which sector,
and at least two further things that agree independently (where, what it is called, with whom, when, how much),
with nothing that contradicts. Everything else is left for a person to judge, with the reasons on both sides.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.pipeline.merge.dates import compare_dates
from tracker.pipeline.merge.features import Features, read_features, share_enough
from tracker.pipeline.merge.names import compare_names
from tracker.pipeline.merge.parties import compare_parties
from tracker.pipeline.merge.reasons import Reason, Tie
from tracker.pipeline.merge.sites import compare_places
from tracker.pipeline.merge.statements import Statement

# Weights that the further things must reach together, by how firmly the two share who does it.
_ENOUGH = {Tie.IDENTITY: 2.3, Tie.GROUP: 3.5, Tie.CUSTOMER: 3.5}
_KINDS_OF_SUPPORT = {Tie.IDENTITY: 2, Tie.GROUP: 3, Tie.CUSTOMER: 3}
_CONTRADICTED = -3.0
# From this score on a pair that is not sure is worth a person's look.
PROPOSE_FROM = 0.25


@dataclass(frozen=True, slots=True)
class Match:
    """score: 0 to 1; sure: may be merged without a person; weighed: what speaks for it, strongest first, then what
    speaks against it; contradicted: something in them rules the other out."""

    score: float
    sure: bool
    weighed: tuple[Reason, ...]
    contradicted: bool = False

    @property
    def reasons(self) -> tuple[str, ...]:
        """In words, each with its weight."""
        return tuple(str(reason) for reason in self.weighed)

    @property
    def proposed(self) -> bool:
        """Whether a person should have a look."""
        return self.score >= PROPOSE_FROM and not self.sure


@dataclass(slots=True)
class _Weighing:
    reasons: list[Reason] = field(default_factory=list)

    def total(self) -> float:
        return sum(reason.weight for reason in self.reasons)

    def kinds(self) -> set[str]:
        return {reason.support for reason in self.reasons if reason.support and reason.weight > 0}

    def contradicted(self) -> bool:
        return any(reason.contradicts for reason in self.reasons)


def match_statements(a: Statement, b: Statement) -> Match:
    """How well `a` and `b` fit together; the same for (b, a). Statements of one article never match."""
    if a.article == b.article:
        return Match(0.0, False, (Reason("one article tells them apart", -9.0, contradicts=True),), True)
    first, second = sorted((a, b), key=lambda statement: (statement.published_at, statement.id))
    return _weigh(read_features(first), read_features(second))


def _weigh(a: Features, b: Features) -> Match:
    sectors = set(a.statement.fact.sectors) & set(b.statement.fact.sectors)
    tie, parties = compare_parties(a, b)
    weighing = _Weighing([*parties])
    for compare in (compare_places, compare_names, compare_dates, _compare_amounts):
        weighing.reasons.extend(compare(a, b))
    if not sectors:
        weighing.reasons.append(Reason("no sector in common", -1.5))
    contradicted = weighing.contradicted()
    total = weighing.total() + (_CONTRADICTED if contradicted else 0.0)
    enough = _ENOUGH.get(tie, math.inf)
    sure = (
        not contradicted
        and bool(sectors)
        and total >= enough
        and len(weighing.kinds()) >= _KINDS_OF_SUPPORT.get(tie, 9)
        and share_enough(a.keys & b.keys)
    )
    level = total - (enough if tie in _ENOUGH else 4.5)
    return Match(round(1 / (1 + math.exp(-1.5 * level)), 4), sure, _ranked(weighing.reasons), contradicted)


def _compare_amounts(a: Features, b: Features) -> Iterable[Reason]:
    first, second = a.statement.fact.amount_krw, b.statement.fact.amount_krw
    if first and second:
        ratio = max(first, second) / min(first, second)
        if ratio <= 1.01:
            exact = first % 10 ** (len(str(first)) - 2) != 0  # more than two figures are stated
            yield Reason("the same amount", 1.3 if exact else 0.9, "amount")
        elif ratio > 1.1:
            yield Reason("different amounts", -0.6)
    shared = a.quantities & b.quantities
    units = {unit for unit, _ in a.quantities} & {unit for unit, _ in b.quantities}
    if shared:
        value = max(shared)
        yield Reason(f"the same capacity: {value[1]:g} {value[0].upper().replace('H', 'h')}", 0.8, "capacity")
    elif units and not _near(a.quantities, b.quantities):
        yield Reason("different capacity", -0.7)


def _near(a: frozenset[tuple[str, float]], b: frozenset[tuple[str, float]]) -> bool:
    return any(u == v and max(x, y) <= 1.05 * min(x, y) for u, x in a for v, y in b)


def _ranked(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: (-reason.weight, reason.text)))
