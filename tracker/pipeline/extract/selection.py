"""Which clusters of acts are initiatives: a conglomerate, a sector and a concrete act, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.pipeline.records import Dropped
from tracker.pipeline.words import STATUSES

from .clusters import Cluster
from .context import Context
from .event_signs import event_signs
from .layers import Event
from .participant_signs import reach
from .participation import Party, settle_parties
from .scales import choose, logistic, probability, speaks, weigh
from .sector_signs import sector_candidates, sector_signs
from .status_signs import status_signs
from .statuses import status_of

KEEP_EVENT = 0.4  # below half: a milestone missed costs F1 more than one too many
KEEP_SECTOR = 0.5
ONLY_SECTOR = 0.25  # an initiative has at least one
HINTED = 1.0  # log-odds that a source's hint is worth between two sectors of which neither is likely enough
_VAGUE = frozenset({"target", "announcement", "talks"})


@dataclass(frozen=True, slots=True)
class Initiative:
    """A cluster that passed, with everything decided but the wording."""

    events: tuple[Event, ...]
    parties: tuple[Party, ...]
    sectors: tuple[str, ...]
    status: str
    sentences: tuple[int, ...]
    near: tuple[int, ...]  # further sentences that may speak of it


def select(clusters: Sequence[Cluster], context: Context) -> tuple[list[Initiative], list[Dropped]]:
    """The initiatives in order, and the clusters and acts refused with the reason."""
    kept: list[Initiative] = []
    dropped: list[Dropped] = []
    for cluster in clusters:
        events, lost = _worth_keeping(cluster, context)
        zones = reach(cluster, clusters, context)
        parties, refused = settle_parties(cluster, zones, clusters, context)
        dropped += [*lost, *refused]
        sectors = _sectors(cluster, context)
        why = _lack(events, parties, sectors, context)
        if why:
            first = cluster.events[0]
            dropped.append(Dropped("initiatives", context.body[first.start : first.end], why, first.start, first.end))
            continue
        ruled = status_of(events, context.published, context.body)
        kept.append(
            Initiative(
                tuple(events),
                tuple(parties),
                sectors,
                choose("status", STATUSES, status_signs(events, cluster, ruled, context)),
                tuple(sorted(cluster.sentences)),
                tuple(sorted(set(zones) - cluster.sentences)),
            )
        )
    return kept, dropped


def _worth_keeping(cluster: Cluster, context: Context) -> tuple[list[Event], list[Dropped]]:
    """The acts that are likely enough to be milestones, with that likelihood as confidence, and those that are not. The
    same act told twice counts once."""
    unique: list[Event] = []
    dropped: list[Dropped] = []
    for event in sorted(cluster.events, key=lambda e: e.start):
        signs = list(event_signs(event, cluster, context))
        sure = probability("events", signs)
        if sure < KEEP_EVENT:
            why = f"too little speaks for it: {speaks('events', signs)}"
            dropped.append(Dropped("milestones", f"{event.kind} ({event.trigger.rule})", why, event.start, event.end))
        elif any(_same(event, other) for other in unique):
            dropped.append(Dropped("milestones", event.kind, "told twice", event.start, event.end))
        else:
            unique.append(replace(event, confidence=round(sure, 3)))
    return unique, dropped


def _same(event: Event, other: Event) -> bool:
    values = (event.date and event.date.value, other.date and other.date.value)
    return event.kind == other.kind and values[0] == values[1] and event.modality == other.modality


def _sectors(cluster: Cluster, context: Context) -> tuple[str, ...]:
    """Those that are likely enough; else, but for an item of a round-up, the likeliest of those that are not too
    unlikely, where a hint of the source counts as a weak sign. By itself a hint makes no initiative: tried on the gold
    articles, what it lifted over the threshold was false."""
    likely = {
        id: probability("sectors", sector_signs(id, cluster, context)) for id in sector_candidates(cluster, context)
    }
    sure = tuple(id for id, likelihood in likely.items() if likelihood >= KEEP_SECTOR)
    if sure or any(context.sentences[i].brief for i in cluster.sentences):
        return sure
    possible = {id: likelihood for id, likelihood in likely.items() if likelihood >= ONLY_SECTOR}
    for id in possible.keys() & set(context.hinted_sectors):
        possible[id] = logistic(weigh("sectors", sector_signs(id, cluster, context)) + HINTED)
    return (max(possible, key=lambda id: (possible[id], id)),) if possible else ()


def _lack(events: Sequence[Event], parties: Sequence[Party], sectors: Sequence[str], context: Context) -> str:
    if not events:
        return "no act that counts without a date"
    if not any(context.is_conglomerate(party.entity) for party in parties):
        return "no business group takes part"
    if not sectors:
        return "no word of a sector"
    if all(e.kind in _VAGUE and e.date is None for e in events) and len(parties) < 2:
        return "nothing concrete"
    return ""
