"""Who takes part in an initiative and as what, once all of its acts are known."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from tracker.pipeline.records import Dropped
from tracker.pipeline.words import ROLES

from .bystanders import role_beside
from .clusters import Cluster
from .context import Context
from .lexicon import words
from .participant_signs import participant_signs
from .role_signs import role_signs
from .roles import settle
from .scales import choose, probability, speaks

KEEP_PARTICIPANT = 0.5


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part, and how likely."""

    entity: int
    role: str
    sure: float


def settle_parties(
    cluster: Cluster, zones: dict[int, str], clusters: Sequence[Cluster], context: Context
) -> tuple[list[Party], list[Dropped]]:
    """Those who are likely enough to take part, and those refused. zones: the sentences that may speak of it."""
    sure: dict[int, float] = {}
    dropped: list[Dropped] = []
    for entity in candidates(cluster, zones, context):
        signs = list(participant_signs(entity, cluster, zones, clusters, context))
        likely = probability("participants", signs)
        if likely >= KEEP_PARTICIPANT:
            sure[entity] = likely
        elif any(e == entity for e, _ in cluster.roles):
            one = context.entities[entity]
            why = f"too little speaks for its part: {speaks('participants', signs)}"
            dropped.append(Dropped("participants", one.name, why, *one.spans[0]))
    ruled = ruled_roles(cluster, set(sure), zones, context)
    parties = [
        Party(entity, choose("roles", ROLES, role_signs(entity, cluster, zones, role, context)), round(sure[entity], 3))
        for entity, role in sorted(ruled.items())
    ]
    return parties, dropped


def ruled_roles(cluster: Cluster, chosen: Set[int], zones: dict[int, str], context: Context) -> dict[int, str]:
    """The roles that the rules alone give."""
    given = [(entity, role) for entity, role in cluster.roles if entity in chosen]
    unread = chosen - {entity for entity, _ in given}
    given += [(entity, role_beside(entity, zones, context)) for entity in sorted(unread)]
    return settle(given, context)


def candidates(cluster: Cluster, zones: dict[int, str], context: Context) -> list[int]:
    """All who are named where the text may speak of the initiative, and all whom the rules gave a part."""
    named = {linked.entity for index in zones for linked in context.named[index]}
    never = words(context.language, "never")
    found = named | {entity for entity, _ in cluster.roles}
    return sorted(e for e in found if not any(surface in never for surface in context.entities[e].surfaces))
