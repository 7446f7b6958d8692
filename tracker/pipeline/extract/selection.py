"""Which clusters of acts are initiatives: a conglomerate, a sector and a concrete act, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.pipeline.records import Dropped

from .clusters import Cluster
from .context import Context
from .layers import Event
from .roles import settle
from .sectors import sectors_of, weak_sectors
from .statuses import status_of

_FOREGROUND = frozenset({"organization", "pilot", "talks"})
_VAGUE = frozenset({"target", "announcement", "talks"})


@dataclass(frozen=True, slots=True)
class Initiative:
    """A cluster that passed, with everything decided but the wording."""

    events: tuple[Event, ...]
    roles: tuple[tuple[int, str], ...]
    sectors: tuple[str, ...]
    status: str
    sentences: tuple[int, ...]


def select(clusters: Sequence[Cluster], context: Context) -> tuple[list[Initiative], list[Dropped]]:
    """The initiatives in order, and the clusters refused with the reason."""
    kept: list[Initiative] = []
    dropped: list[Dropped] = []
    for cluster in clusters:
        events = _worth_keeping(cluster.events)
        roles = settle(cluster.roles, context)
        sectors = _sectors(cluster, context)
        why = _lack(events, roles, sectors, context)
        if why:
            first = cluster.events[0]
            dropped.append(Dropped("initiatives", context.body[first.start : first.end], why, first.start, first.end))
            continue
        lost = [e for e in cluster.events if e not in events]
        dropped += [Dropped("initiatives", e.kind, "undated beside dated acts", e.start, e.end) for e in lost]
        kept.append(
            Initiative(
                tuple(events),
                tuple(sorted(roles.items())),
                sectors,
                status_of(events, context.published, context.body),
                tuple(sorted(cluster.sentences)),
            )
        )
    return kept, dropped


def _worth_keeping(events: Sequence[Event]) -> list[Event]:
    """Dated acts, and undated ones that are concrete or all there is. The same act told twice counts once."""
    dated = [e for e in events if e.date is not None]
    undated = [e for e in events if e.date is None and e.trigger.strong]
    kept = list(dated)
    for event in undated:
        if event.kind in _FOREGROUND and event.modality != "possible" and not any(e.kind == event.kind for e in kept):
            kept.append(event)
    if not kept and undated:
        kept = undated[:1]
    unique: list[Event] = []
    for event in sorted(kept, key=lambda e: e.start):
        if not any(_same(event, other) for other in unique):
            unique.append(event)
    return unique


def _same(event: Event, other: Event) -> bool:
    values = (event.date and event.date.value, other.date and other.date.value)
    return event.kind == other.kind and values[0] == values[1] and event.modality == other.modality


def _sectors(cluster: Cluster, context: Context) -> tuple[str, ...]:
    own = sectors_of([context.cues[i] for i in sorted(cluster.sentences)], context.theme)
    if own:
        return own
    around = {s.index for i in cluster.sentences for s in context.sentences if s.block == context.sentences[i].block}
    near = sectors_of([context.cues[i] for i in sorted(around)], context.theme)
    if near:
        return near
    if any(context.sentences[i].brief for i in cluster.sentences):
        return weak_sectors([context.cues[i] for i in sorted(around)])
    # In an article about one sector an act is of that sector unless its own words say otherwise.
    return context.theme if any(e.date and e.trigger.strong for e in cluster.events) else ()


def _lack(events: Sequence[Event], roles: dict[int, str], sectors: Sequence[str], context: Context) -> str:
    if not events:
        return "no act that counts without a date"
    if not any(context.is_conglomerate(entity) for entity in roles):
        return "no business group takes part"
    if not sectors:
        return "no word of a sector"
    if all(e.kind in _VAGUE and e.date is None for e in events) and len(roles) < 2:
        return "nothing concrete"
    return ""
