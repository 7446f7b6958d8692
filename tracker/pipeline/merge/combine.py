"""Several statements of one initiative → what they say together. A pure function of their set, in no order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tracker.pipeline.merge.milestones import combine_milestones
from tracker.pipeline.merge.places import place_key
from tracker.pipeline.merge.statements import (
    CombinedInitiative,
    CombinedParticipation,
    Statement,
    StatementParticipant,
)

# Ties between roles go to the one that says most about who answers for the initiative.
_ROLE_LADDER = ("lead", "customer", "supplier", "partner")
_RUNGS = ("exploring", "agreed", "in_progress")
_ENDS = ("completed", "cancelled")


def combine_statements(statements: Iterable[Statement]) -> CombinedInitiative:
    """The initiative that `statements` describe. Every evidence is kept. ValueError if there is no statement."""
    ordered = sorted({statement.id: statement for statement in statements}.values(), key=order_of)
    if not ordered:
        raise ValueError("an initiative needs at least one statement")
    amounts = [statement.fact.amount_krw for statement in ordered if statement.fact.amount_krw is not None]
    return CombinedInitiative(
        title=_fullest(ordered).fact.title,
        sectors=tuple(dict.fromkeys(sector for statement in ordered for sector in statement.fact.sectors)),
        status=_status(ordered),
        locations=_locations(ordered),
        amount_krw=amounts[-1] if amounts else None,
        participations=_participations(ordered),
        milestones=combine_milestones(ordered),
        statements=tuple(statement.id for statement in ordered),
    )


def order_of(statement: Statement) -> tuple[object, ...]:
    """The canonical order: oldest publication first, then by id."""
    return (statement.published_at, statement.id)


def _fullest(ordered: list[Statement]) -> Statement:
    """The statement that says most; of equals the oldest."""
    titled = [statement for statement in ordered if statement.fact.title.strip()] or ordered
    return max(titled, key=lambda s: len(s.participants) + len(s.fact.milestones) + len(s.fact.locations))


def _status(ordered: list[Statement]) -> str:
    """The status that the latest article leaves, read with care.

    An end (completed, cancelled) is taken from whichever article states it last. An article that comes later and
    states a lower rung often only recalls the project ("won in 2015"): it moves the status down, or out of an end,
    only if it has news, that is an act that happened after the article which set the status now held.
    """
    held, holder = ordered[0].fact.status, ordered[0]
    for statement in ordered[1:]:
        said = statement.fact.status
        rises = said in _ENDS or (held in _RUNGS and said in _RUNGS and _RUNGS.index(said) >= _RUNGS.index(held))
        if rises or _has_news(statement, holder):
            held, holder = said, statement
    return held


def _has_news(statement: Statement, since: Statement) -> bool:
    day = since.published_at.date()
    return any(
        milestone.modality == "happened" and milestone.date is not None and milestone.date.first > day
        for milestone in statement.fact.milestones
    )


def _locations(ordered: list[Statement]) -> tuple[str, ...]:
    """Each place once, in the words of the oldest article that names it."""
    places: dict[str, str] = {}
    for statement in ordered:
        for location in statement.fact.locations:
            places.setdefault(place_key(location), location)
    return tuple(places.values())


def _participations(ordered: list[Statement]) -> tuple[CombinedParticipation, ...]:
    said: dict[str, list[tuple[str, StatementParticipant]]] = {}
    for statement in ordered:
        for participant in statement.participants:
            said.setdefault(participant.identity, []).append((statement.id, participant))
    combined = [
        CombinedParticipation(
            identity=identity,
            role=_majority_role([participant.role for _, participant in rows]),
            group=next((participant.group for _, participant in reversed(rows) if participant.group), None),
            evidence=tuple(dict.fromkeys((id, participant.evidence) for id, participant in rows)),
        )
        for identity, rows in said.items()
    ]
    return tuple(sorted(combined, key=lambda p: _ladder(p.role)))  # stable: then in order of appearance


def _majority_role(roles: list[str]) -> str:
    counted = Counter(roles)
    return min(counted, key=lambda role: (-counted[role], _ladder(role), role))


def _ladder(role: str) -> int:
    return _ROLE_LADDER.index(role) if role in _ROLE_LADDER else len(_ROLE_LADDER)
