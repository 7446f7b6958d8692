"""Logistic regression with an L2 pull towards known weights, in plain Python: no library, the same result everywhere.

The loss is convex; limited-memory BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.4) finds its minimum.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

Vector = list[float]
Loss = Callable[[Vector], tuple[float, Vector]]

MEMORY = 10
MOST_STEPS = 300
FLAT = 1e-6  # the largest slope that counts as none
LEAST_DESCENT = 1e-4  # of what the slope promises (Armijo)


def fit(
    samples: Sequence[tuple[Mapping[str, float], float]], prior: Mapping[str, float], penalty: float
) -> dict[str, float]:
    """{sign: weight}. samples: signs with how much each counts, and how right it is to say yes (0 to 1); prior: where the
    penalty pulls each weight, zero for a sign it does not hold."""
    names = sorted({name for signs, _ in samples for name in signs})
    places = {name: place for place, name in enumerate(names)}
    rows = [([places[n] for n in signs], list(signs.values()), right) for signs, right in samples]
    start = [prior.get(name, 0.0) for name in names]

    def loss(weights: Vector) -> tuple[float, Vector]:
        slope = [penalty * (w - w0) for w, w0 in zip(weights, start, strict=True)]
        total = sum(penalty / 2 * (w - w0) ** 2 for w, w0 in zip(weights, start, strict=True))
        share = 1 / len(rows)
        for indices, values, right in rows:
            odds = sum(weights[i] * v for i, v in zip(indices, values, strict=True))
            total += share * (max(odds, 0.0) + math.log1p(math.exp(-abs(odds))) - right * odds)
            error = share * (1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))) - right)
            for i, v in zip(indices, values, strict=True):
                slope[i] += error * v
        return total, slope

    return {**prior, **dict(zip(names, minimise(loss, start), strict=True))} if rows else dict(prior)


def minimise(loss: Loss, start: Vector) -> Vector:
    """Where a convex function is least."""
    point = list(start)
    value, slope = loss(point)
    moves: list[tuple[Vector, Vector]] = []
    for _ in range(MOST_STEPS):
        if max(map(abs, slope), default=0.0) < FLAT:
            break
        step = _direction(slope, moves)
        promised = _dot(step, slope)
        length = 1.0 if moves else min(1.0, 1 / math.sqrt(_dot(slope, slope)))
        while True:
            ahead = [p + length * s for p, s in zip(point, step, strict=True)]
            new, new_slope = loss(ahead)
            if new <= value + LEAST_DESCENT * length * promised or length < 1e-12:
                break
            length /= 2
        moved = [a - p for a, p in zip(ahead, point, strict=True)]
        turned = [a - b for a, b in zip(new_slope, slope, strict=True)]
        if _dot(moved, turned) > 1e-14:
            moves = [*moves[-MEMORY + 1 :], (moved, turned)]
        point, value, slope = ahead, new, new_slope
    return point


def _direction(slope: Vector, moves: Sequence[tuple[Vector, Vector]]) -> Vector:
    """Downhill, bent by what the last moves told of the curvature."""
    down = [-one for one in slope]
    used: list[float] = []
    for moved, turned in reversed(moves):
        share = _dot(moved, down) / _dot(moved, turned)
        down = [d - share * t for d, t in zip(down, turned, strict=True)]
        used.append(share)
    if moves:
        moved, turned = moves[-1]
        scale = _dot(moved, turned) / _dot(turned, turned)
        down = [scale * d for d in down]
    for (moved, turned), share in zip(moves, reversed(used), strict=True):
        back = _dot(turned, down) / _dot(moved, turned)
        down = [d + (share - back) * m for d, m in zip(down, moved, strict=True)]
    return down


def _dot(a: Vector, b: Vector) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))
