"""A network as the data of a chart: positions computed here, the same for the same network. Knows no Django.

The group stands in the middle, its affiliates around it, its partners on the outer ring next to those affiliates with
whom they share most: lines then cross little and every name has room on its own side.
"""

from collections.abc import Callable
from math import atan2, cos, pi, sin
from typing import Any

from tracker.partnerships.edges import STAGES, Network, Partnership

MAX_PARTNERS = 30
INNER, OUTER = 1.0, 2.2
MIN_APART = 0.42  # radians between two affiliates, so that their names do not touch
LABEL_LENGTH = 60  # the script cuts to the room there is; this bounds what is sent


def draw_network(network: Network, centre: str, *, address: Callable[[str], str]) -> dict[str, Any]:
    """centre: the name in the middle; address: where the sentences of an edge to a partner (slug) are.

    Returns nodes and edges as plain values; `folded` counts the partners that have no place in the picture."""
    shown = _in_order(network)[:MAX_PARTNERS]
    angles = {partner.slug: _angle(index, len(shown)) for index, partner in enumerate(shown)}
    inner = _place_affiliates(network, shown, angles)
    nodes = [{"x": 0.0, "y": 0.0, "name": plain(centre), "kind": "group", "side": "middle center", "address": ""}]
    # An organization's own network has nobody between it and its partners.
    reach = 0.0 if list(network.affiliates.values()) == [centre] else INNER
    if reach:
        nodes += [_node(network.affiliates[slug], "affiliate", angle, reach, "") for slug, angle in inner.items()]
    nodes += [
        _node(partner.name, partner.kind, angles[partner.slug], OUTER, address(partner.slug)) for partner in shown
    ]
    edges = [
        _edge(partner, slug, _at(inner[slug], reach), _at(angles[partner.slug], OUTER), address(partner.slug))
        for partner in shown
        for slug in partner.affiliates
        if slug in inner
    ]
    spokes = [[0.0, 0.0, *_at(angle, reach)] for angle in inner.values() if reach]
    return {"nodes": nodes, "edges": edges, "spokes": spokes, "folded": len(network.partners) - len(shown)}


def plain(text: str) -> str:
    """A short text in which plotly finds no markup."""
    text = text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1] + "…"
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _in_order(network: Network) -> list[Partnership]:
    """The strongest partners, then ordered around the ring by the affiliate with which they share most."""
    strongest = network.partners[:MAX_PARTNERS]
    rank = {slug: index for index, slug in enumerate(network.affiliates)}
    return sorted(strongest, key=lambda one: (rank.get(one.affiliates[0], 0), -len(one.shared), one.name))


def _angle(index: int, count: int) -> float:
    return pi / 2 - 2 * pi * (index + 0.5) / max(count, 1)


def _place_affiliates(network: Network, shown: list[Partnership], angles: dict[str, float]) -> dict[str, float]:
    """Each affiliate in the middle of its partners, then moved apart in order around the ring."""
    wanted: dict[str, float] = {}
    for slug in network.affiliates:
        mine = [angles[partner.slug] for partner in shown if slug in partner.affiliates]
        if mine:
            wanted[slug] = atan2(sum(map(sin, mine)), sum(map(cos, mine)))
    apart = min(MIN_APART, 2 * pi / max(len(wanted), 1))
    placed: dict[str, float] = {}
    last: float | None = None
    for slug in sorted(wanted, key=lambda slug: (-wanted[slug], slug)):
        angle = wanted[slug] if last is None else min(wanted[slug], last - apart)
        placed[slug] = last = angle
    return placed


def _at(angle: float, radius: float) -> list[float]:
    return [round(radius * cos(angle), 4), round(radius * sin(angle), 4)]


def _node(name: str, kind: str, angle: float, radius: float, address: str) -> dict[str, Any]:
    x, y = _at(angle, radius)
    side = "middle right" if x > 0.15 else "middle left" if x < -0.15 else "top center" if y > 0 else "bottom center"
    return {"x": x, "y": y, "name": plain(name), "kind": kind, "side": side, "address": address}


def _edge(partner: Partnership, slug: str, start: list[float], end: list[float], address: str) -> dict[str, Any]:
    origins = sum(one.origins for one in partner.shared if slug in one.affiliates)
    return {
        "line": [*start, *end],
        "width": 1 + min(origins, 8) * 0.6,
        "stage": STAGES.index(partner.stage),
        "reviewed": partner.reviewed,
        "hue": partner.sectors[0][2] if partner.sectors else 7,
        "name": plain(partner.name),
        "count": len(partner.shared),
        "address": address,
    }
