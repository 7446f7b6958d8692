"""Who takes part in an initiative and as what, once all of its acts are known."""

from __future__ import annotations

from collections.abc import Sequence, Set

from tracker.pipeline.words import ROLES

from .bystanders import role_beside
from .clusters import Cluster
from .context import Context
from .participant_signs import participant_signs, reach
from .role_signs import role_signs
from .roles import settle
from .scales import choose, probability

KEEP_PARTICIPANT = 0.5


def settle_roles(cluster: Cluster, clusters: Sequence[Cluster], context: Context) -> dict[int, str]:
    """{entity: role} of those who are likely enough to take part."""
    zones = reach(cluster, clusters, context)
    sure = {
        entity: probability("participants", participant_signs(entity, cluster, zones, clusters, context))
        for entity in candidates(cluster, zones, context)
    }
    chosen = {entity for entity, likely in sure.items() if likely >= KEEP_PARTICIPANT}
    ruled = ruled_roles(cluster, chosen, zones, context)
    return {
        entity: choose("roles", ROLES, role_signs(entity, cluster, zones, role, context))
        for entity, role in ruled.items()
    }


def ruled_roles(cluster: Cluster, chosen: Set[int], zones: dict[int, str], context: Context) -> dict[int, str]:
    """The roles that the rules alone give."""
    given = [(entity, role) for entity, role in cluster.roles if entity in chosen]
    unread = chosen - {entity for entity, _ in given}
    given += [(entity, role_beside(entity, zones, context)) for entity in sorted(unread)]
    return settle(given, context)


def candidates(cluster: Cluster, zones: dict[int, str], context: Context) -> list[int]:
    """All who are named where the text may speak of the initiative, and all whom the rules gave a part."""
    named = {
        linked.entity
        for index in zones
        for linked in context.inside(context.sentences[index].start, context.sentences[index].end)
    }
    return sorted(named | {entity for entity, _ in cluster.roles})
