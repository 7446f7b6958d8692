"""What speaks for an initiative belonging to a sector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from .clusters import Cluster
from .context import Context
from .scales import Sign
from .sectors import SectorCues

_MOST = 3  # times that a word counts


def sector_candidates(cluster: Cluster, context: Context) -> list[str]:
    """The sectors of which there is any word near the initiative, in its article's headline or theme; in order."""
    near = [context.cues[i] for i in (*cluster.sentences, *_around(cluster, context))]
    if any(context.sentences[i].brief for i in cluster.sentences):
        return _named_in_item(near)
    return sorted({id for cues in [*near, context.title_cues] for id in _named(cues)} | set(context.theme))


def sector_signs(sector: str, cluster: Cluster, context: Context) -> Iterator[Sign]:
    """Signs for the scale `sectors`, each once. Only one of them knows which sector it is, so that an editor's new
    sector is weighed like the others."""
    own = [context.cues[i] for i in sorted(cluster.sentences)]
    acts = [context.cues[i] for i in sorted({event.sentence for event in cluster.events})]
    around = [context.cues[i] for i in _around(cluster, context)]
    yield "always", 1
    yield from _said("act", sector, acts)
    yield from _said("own", sector, own)
    yield from _said("around", sector, around)
    yield from _beside(sector, own)
    yield f"sector_{sector}", 1
    if any(context.sentences[i].brief for i in cluster.sentences):
        yield "brief", 1  # one item of a round-up: what the others are about says nothing of it
        return
    yield from _said("title", sector, [context.title_cues])
    yield from _said("lead", sector, context.cues[:1])
    yield from _said("article", sector, context.cues)
    if sector in context.theme:
        yield "theme", 1
        if len(context.theme) == 1:
            yield "theme_alone", 1
    elif context.theme:
        yield "theme_other", 1


def _around(cluster: Cluster, context: Context) -> list[int]:
    """The other sentences of its paragraphs."""
    blocks = {context.sentences[i].block for i in cluster.sentences}
    return [s.index for s in context.sentences if s.block in blocks and s.index not in cluster.sentences]


def _said(where: str, sector: str, cues: Iterable[SectorCues]) -> Iterator[Sign]:
    strong = weak = joint = 0
    for cue in cues:
        strong += dict(cue.strong).get(sector, 0)
        weak += dict(cue.weak).get(sector, 0)
        joint += sector in cue.joint
    if strong:
        yield f"{where}_strong", 1
        yield f"{where}_strong_more", min(_MOST, strong) - 1
    if joint:
        yield f"{where}_joint", 1
    if weak:
        yield f"{where}_weak", 1
        yield f"{where}_weak_more", min(_MOST, weak) - 1
    if not (strong or joint or weak):
        yield f"{where}_silent", 1


def _beside(sector: str, own: Iterable[SectorCues]) -> Iterator[Sign]:
    """What the other sectors have."""
    mine: dict[str, int] = {}
    for cue in own:
        for id, times in cue.strong:
            mine[id] = mine.get(id, 0) + times
    others = max((n for id, n in mine.items() if id != sector), default=0)
    if others and others > mine.get(sector, 0):
        yield "other_stronger", 1
    elif others and others == mine.get(sector, 0):
        yield "other_equal", 1
    elif others:
        yield "other_weaker", 1


def _named_in_item(near: Iterable[SectorCues]) -> list[str]:
    """The sectors of a round-up's item: weak words must come twice, and those of energy stand in every text on power
    plants, so that they never suffice."""
    weak: Counter[str] = Counter()
    found: set[str] = set()
    for cues in near:
        found |= {id for id, _ in cues.strong} | set(cues.joint)
        weak.update(dict(cues.weak))
    return sorted(found | {id for id, times in weak.items() if times > 1 and id != "smart_energy"})


def _named(cues: SectorCues) -> set[str]:
    return {id for id, _ in (*cues.strong, *cues.weak)} | set(cues.joint)
