"""Fits the weights of rules/clustering.yaml to annotated articles: python -m tests.gold.tune_clustering [--write]

Every act that the extractor finds and the gold knows is put beside each initiative opened before it in the text; a
logistic regression learns from the signs of fit.py whether the two belong together. The regression is plain gradient
descent with an L2 penalty, so that few examples of a sign give it a small weight. Prints, for five folds of articles,
how often an act goes to the right initiative with the weights in the file and with weights fitted to the other folds.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.gold.run import FOLDER
from tracker.pipeline.extract.clusters import Cluster
from tracker.pipeline.extract.context import Context
from tracker.pipeline.extract.extractor import build_context, find_all_events, published_day
from tracker.pipeline.extract.fit import signs, weights
from tracker.pipeline.extract.initiatives import add_event, newest_of, profile_of, rare_tokens
from tracker.pipeline.extract.layers import Event
from tracker.pipeline.extract.lexicon import RULES
from tracker.pipeline.extract.participants import participants
from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.read_files import load_article

PENALTY = 0.005  # L2, relative to the mean loss
STEPS = 1500
RATE = 1.0
FOLDS = 5

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """One act: the signs towards each initiative opened before it, and which is right (None: a new one)."""

    article: str
    candidates: tuple[Signs, ...]
    right: int | None


def read_choices(path: Path) -> list[Choice]:
    """The choices of one annotated article, in the order of its text."""
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    article = load_article(path)
    names, sectors = load_default_index(), load_default_catalog().sectors
    published = published_day(article)
    context, _ = build_context(article, names, sectors, published)
    events, _ = find_all_events(article, context, published)
    known = [(event, home) for event in events if (home := _home(event, gold, article.body)) is not None]
    return _walk(known, context, gold["id"])


def _home(event: Event, gold: dict[str, Any], body: str) -> int | None:
    """The gold initiative that states the act, preferring one of the same kind and date."""
    best: tuple[int, int] | None = None
    for number, initiative in enumerate(gold["initiatives"]):
        for stone in initiative["milestones"]:
            start = body.find(stone["evidence"])
            if start < 0 or not max(start, event.start) < min(start + len(stone["evidence"]), event.end):
                continue
            date = event.date.value if event.date else None
            same = 2 * (stone["kind"] == event.kind) + (stone["date"] == date)
            if best is None or same > best[0]:
                best = (same, number)
    return best[1] if best else None


def _walk(known: Sequence[tuple[Event, int]], context: Context, article: str) -> list[Choice]:
    rare = rare_tokens(context)
    opened: list[int] = []
    clusters: list[Cluster] = []
    choices = []
    for event, home in known:
        roles = participants(event, context)
        profile = profile_of(event, roles, context, rare)
        newest = newest_of(clusters)
        found = []
        for cluster in clusters:
            one: Signs = {}
            for name, times in signs(event, profile, cluster, context, newest=cluster is newest, count=len(clusters)):
                one[name] = one.get(name, 0.0) + times
            found.append(one)
        choices.append(Choice(article, tuple(found), opened.index(home) if home in opened else None))
        if home not in opened:
            opened.append(home)
            clusters.append(Cluster())
        add_event(clusters[opened.index(home)], event, roles, profile)
    return choices


def fit_weights(choices: Iterable[Choice], start: Signs | None = None) -> Signs:
    """Logistic regression over (act, initiative) pairs. start: where the penalty pulls to, zero by default."""
    pairs = [(one, index == choice.right) for choice in choices for index, one in enumerate(choice.candidates)]
    prior = start or {}
    weight: Signs = dict(prior)
    slope: Signs = {}
    for _ in range(STEPS):
        gradient: Signs = {}
        for one, right in pairs:
            total = sum(weight.get(name, 0.0) * times for name, times in one.items())
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - right
            for name, times in one.items():
                gradient[name] = gradient.get(name, 0.0) + error * times / len(pairs)
        for name, value in gradient.items():
            value += PENALTY * (weight.get(name, 0.0) - prior.get(name, 0.0))
            slope[name] = slope.get(name, 0.0) + value * value
            weight[name] = weight.get(name, 0.0) - RATE * value / (math.sqrt(slope[name]) + 1e-6) * 0.3
    return weight


def share_right(choices: Iterable[Choice], weight: Signs) -> tuple[int, int]:
    """How many acts go where they belong, of how many that had a choice."""
    hits = total = 0
    for choice in choices:
        if not choice.candidates:
            continue
        sums = [sum(weight.get(n, 0.0) * v for n, v in one.items()) for one in choice.candidates]
        best = max(range(len(sums)), key=lambda i: (sums[i], -i))
        total += 1
        hits += (best if sums[best] >= 0 else None) == choice.right
    return hits, total


def main() -> None:
    """Prints the folds; with --write the weights fitted to everything go into the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of annotated articles (default: those beside)")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    folders = arguments.folders or [FOLDER / "dev", FOLDER / "stories", FOLDER / "own"]
    paths = sorted(path for folder in folders for path in folder.glob("*.json"))
    by_article = [read_choices(path) for path in paths]
    before = after = total = 0
    for fold in range(FOLDS):
        train = [c for i, choices in enumerate(by_article) if i % FOLDS != fold for c in choices]
        test = [c for i, choices in enumerate(by_article) if i % FOLDS == fold for c in choices]
        fitted = fit_weights(train)
        before += share_right(test, weights())[0]
        hits, n = share_right(test, fitted)
        after, total = after + hits, total + n
    print(f"right of {total}: weights of the file {before / total:.3f}, fitted to the other folds {after / total:.3f}")
    fitted = fit_weights([c for choices in by_article for c in choices])
    seen: dict[str, int] = {}
    for choice in (c for choices in by_article for c in choices):
        for one in choice.candidates:
            for name in one:
                seen[name] = seen.get(name, 0) + 1
    for name in sorted(fitted, key=lambda name: fitted[name]):
        print(f"  {name:22} {fitted[name]:6.2f}  seen {seen.get(name, 0)}")
    if arguments.write:
        write_weights(fitted)


def write_weights(fitted: Signs) -> None:
    """The file, with its heading kept."""
    path = RULES / "clustering.yaml"
    heading = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join([*heading, *(f"{name}: {fitted[name]:.2f}" for name in sorted(fitted))]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
