"""Decisions as sums of named signs: a scale weighs the signs of rules/<name>.yaml and answers with a probability.

The weights are fitted to annotated articles by `python -m tests.gold.tune`; every sign keeps its name, so `explain` can
say what spoke for a fact and what against it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from .lexicon import LexiconError, load_yaml

Sign = tuple[str, float]  # a sign's name and how much it counts

EVEN = 0.5
_LIMIT = 30.0  # beyond it the logistic function is 0 or 1 to double precision


@cache
def weights(name: str) -> Mapping[str, float]:
    """The weight of each sign of one scale. Raises LexiconError for one that is no number."""
    entries = load_yaml(f"{name}.yaml")
    try:
        return {str(key): float(value) for key, value in entries.items()}
    except (TypeError, ValueError, AttributeError) as error:
        raise LexiconError(f"{name}.yaml: numbers are expected ({error})") from error


def weigh(name: str, signs: Iterable[Sign]) -> float:
    """The sum of the signs' weights, in log-odds; a sign that the scale does not know weighs nothing."""
    known, total = weights(name), 0.0
    for sign, times in signs:
        if sign in known:
            total += known[sign] * times
    return total


def probability(name: str, signs: Iterable[Sign]) -> float:
    """How likely the decision is right, 0 to 1."""
    return logistic(weigh(name, signs))


def logistic(total: float) -> float:
    """Log-odds → probability."""
    return 1 / (1 + math.exp(-max(-_LIMIT, min(_LIMIT, total))))


@cache
def _by_sign(name: str, options: tuple[str, ...]) -> Mapping[str, Sequence[tuple[int, float]]]:
    """The weights of a scale of choices, by sign: {"case_with": [(number of the option, weight) …]}."""
    found: dict[str, list[tuple[int, float]]] = {}
    for key, weight in weights(name).items():
        option, _, sign = key.partition(":")
        if option in options:
            found.setdefault(sign, []).append((options.index(option), weight))
    return found


def choose(name: str, options: tuple[str, ...], signs: Iterable[Sign]) -> str:
    """The option for which the signs weigh most; the scale holds each sign once for every option ("lead:case_with")."""
    known, totals = _by_sign(name, options), [0.0] * len(options)
    for sign, times in signs:
        for option, weight in known.get(sign, ()):
            totals[option] += weight * times
    return options[totals.index(max(totals))]


def speaks(name: str, signs: Iterable[Sign], most: int = 3) -> str:
    """What weighs most in a decision, for `explain`: "0.21 (any -1.7, undated -1.4, sector_strong +0.4)"."""
    found, known = list(signs), weights(name)
    heavy = sorted(((known.get(sign, 0.0) * times, sign) for sign, times in found), key=lambda pair: -abs(pair[0]))
    told = ", ".join(f"{sign} {weight:+.1f}" for weight, sign in heavy[:most] if weight)
    return f"{probability(name, found):.2f} ({told})"
