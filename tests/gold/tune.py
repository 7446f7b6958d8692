"""Fits the scales of the extractor to annotated articles: python -m tests.gold.tune [FOLDER …] [--write]

Five scales are fitted, each by logistic regression with an L2 penalty, so that few examples of a sign give it a small
weight (`logistic.py`: no library is needed, and the result is the same everywhere):

- clustering: every act that the extractor finds and the gold knows is put beside each initiative opened before it in
  the text; do the two belong together?
- events: is an act that was put to an initiative one of its milestones?
- sectors: does an initiative belong to a sector of which there is a word near it?
- participants: does an organization named near an initiative take part in it?
- roles, status: which of the options is right?

Prints, for folds of articles, how often the decision is right with the weights in the files and with weights fitted to
the other folds.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.gold import logistic, score
from tests.gold.run import FOLDER
from tracker.pipeline.extract.clusters import Cluster
from tracker.pipeline.extract.context import Context
from tracker.pipeline.extract.event_signs import event_signs
from tracker.pipeline.extract.extractor import build_context, find_all_events, published_day
from tracker.pipeline.extract.fit import signs
from tracker.pipeline.extract.initiatives import add_event, cluster_events, newest_of, profile_of, ties_of
from tracker.pipeline.extract.layers import Event
from tracker.pipeline.extract.lexicon import RULES, load_yaml
from tracker.pipeline.extract.participant_signs import participant_signs, reach
from tracker.pipeline.extract.participants import participants
from tracker.pipeline.extract.participation import KEEP_PARTICIPANT, candidates, ruled_roles
from tracker.pipeline.extract.role_signs import role_signs
from tracker.pipeline.extract.scales import logistic as likelihood
from tracker.pipeline.extract.scales import weights
from tracker.pipeline.extract.sector_signs import sector_candidates, sector_signs
from tracker.pipeline.extract.selection import KEEP_EVENT, KEEP_SECTOR
from tracker.pipeline.extract.status_signs import status_signs
from tracker.pipeline.extract.statuses import status_of
from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.read_files import load_article
from tracker.pipeline.words import ROLES, STATUSES

PENALTY = 0.002  # L2, relative to the mean loss
PENALTIES = {
    "status": 0.001,
    "clustering": 0.0007,
    "events": 0.0005,
    "participants": 0.001,
    "sectors": 0.003,
    "roles": 0.001,
}  # where the folds of articles did better with another
FOLDS = 5
# How often an article counts: these sets come from those who wrote the guide, the others from further hands. Where the
# folds of articles were no better for it, each counts once.
TIMES = {"dev": 2, "stories": 2}
ONCE = ("events", "participants")

# What a maintainer knows of signs that too few articles show: the penalty pulls to these and not to zero.
PRIOR: Mapping[str, Mapping[str, float]] = {
    "clustering": {
        "another": -2.0, "place_differs": -1.0, "site_differs": -0.8, "size_differs": -0.3, "name_shared": 0.8,
        "site_shared": 0.8, "size_shared": 0.6, "place_shared": 0.6, "refers_project": 1.0, "partner_shared": 1.0,
        "partner_differs_deal": -1.2, "partner_differs": -0.8, "subject_differs_deal": -1.2, "subject_differs": -0.7,
        "opens_aside": -0.8, "word_shared": 0.2, "partner_further": -0.4, "talks_after_deal": -0.5,
    },
    "events": {"undated_again": -3.0, "topic_denied": -2.0, "topic_market": -1.0, "topic_seat": -1.0},
    "participants": {"denied": -1.0, "source": -1.0, "aside": -0.5},
}  # fmt: skip

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
    ties = ties_of(context)
    opened: list[int] = []
    clusters: list[Cluster] = []
    choices = []
    for event, home in known:
        roles = participants(event, context)
        profile = profile_of(event, roles, context, ties)
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


@dataclass(frozen=True, slots=True)
class Sample:
    """One decision: its signs, and how right it is to say yes (0 to 1)."""

    signs: Signs
    right: float


def read_samples(path: Path) -> dict[str, list[Any]]:
    """The decisions of all other scales in one article, on the clusters that the extractor makes."""
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    article = load_article(path)
    published = published_day(article)
    context, _ = build_context(article, load_default_index(), load_default_catalog().sectors, published)
    events, _ = find_all_events(article, context, published)
    clusters = cluster_events(events, context)
    found: dict[str, list[Any]] = {"events": [], "participants": [], "sectors": [], "roles": [], "status": []}
    used: set[int] = set()
    for cluster in clusters:
        homes = Counter(home for e in cluster.events if (home := _home(e, gold, article.body)) is not None)
        home = gold["initiatives"][max(homes, key=lambda h: (homes[h], -h))] if homes else None
        for event in cluster.events:
            found["events"].append(Sample(dict(event_signs(event, cluster, context)), _right(event, home)))
        for sector in sector_candidates(cluster, context):
            if home is not None or not gold["initiatives"]:
                right = float(home is not None and sector in home["sectors"])
                found["sectors"].append(Sample(dict(sector_signs(sector, cluster, context)), right))
        if home is None or id(home) in used:
            continue
        used.add(id(home))
        zones = reach(cluster, clusters, context)
        parties = {
            name
            for p in home["participants"]
            for o in gold["organizations"]
            if o["id"] == p["org"]
            for name in score.names(o)
        }
        for entity in candidates(cluster, zones, context):
            one = dict(participant_signs(entity, cluster, zones, clusters, context))
            surfaces = {score.norm(name) for name in context.entities[entity].surfaces}
            found["participants"].append(Sample(one, float(bool(surfaces & parties))))
        roles = {
            name: p["role"]
            for p in home["participants"]
            for o in gold["organizations"]
            if o["id"] == p["org"]
            for name in score.names(o)
        }
        present = {
            e: roles[name]
            for e in candidates(cluster, zones, context)
            for name in {score.norm(n) for n in context.entities[e].surfaces} & set(roles)
        }
        ruled = ruled_roles(cluster, set(present), zones, context)
        for entity, role in present.items():
            signs_of = dict(role_signs(entity, cluster, zones, ruled[entity], context))
            found["roles"].append(Choice(gold["id"], _against(ROLES, signs_of), ROLES.index(role)))
        kept = [e for e in cluster.events if _right(e, home) > 0] or cluster.events
        by_rule = status_of(kept, context.published, context.body)
        signs_of = dict(status_signs(kept, cluster, by_rule, context))
        found["status"].append(Choice(gold["id"], _against(STATUSES, signs_of), STATUSES.index(home["status"])))
    return found


def _against(options: Sequence[str], found: Signs) -> tuple[Signs, ...]:
    return tuple({f"{option}:{name}": times for name, times in found.items()} for option in options)


def most_right(choices: Iterable[Choice], weight: Mapping[str, float]) -> tuple[float, float]:
    """How often the option that weighs most is right, of how many choices."""
    hits = total = 0
    for choice in choices:
        sums = [sum(weight.get(n, 0.0) * v for n, v in one.items()) for one in choice.candidates]
        hits += max(range(len(sums)), key=lambda i: (sums[i], -i)) == choice.right
        total += 1
    return hits, total


def _right(event: Event, home: dict[str, Any] | None) -> float:
    """1 for a milestone of the gold; a half where only its kind differs, so that its date still counts."""
    date = event.date.value if event.date else None
    stones = home["milestones"] if home else []
    if any((m["kind"], m["date"], m["modality"]) == (event.kind, date, event.modality) for m in stones):
        return 1.0
    return 0.4 if any((m["date"], m["modality"]) == (date, event.modality) for m in stones if date) else 0.0


def fit_weights(samples: Sequence[Sample], name: str) -> Signs:
    """The weights of the scale `name`."""
    pairs = [(sample.signs, sample.right) for sample in samples]
    return logistic.fit(pairs, PRIOR.get(name, {}), PENALTIES.get(name, PENALTY))


def pairs_of(choices: Iterable[Choice]) -> list[Sample]:
    """Every (act, initiative) pair as a decision."""
    return [Sample(one, float(i == choice.right)) for choice in choices for i, one in enumerate(choice.candidates)]


def choices_right(choices: Iterable[Choice], weight: Mapping[str, float]) -> tuple[float, float]:
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


def samples_right(samples: Iterable[Sample], weight: Mapping[str, float], keep: float) -> tuple[float, float]:
    """Twice the hits, and all said and all true, whose quotient is F1."""
    hits = total = 0.0
    for sample in samples:
        yes = likelihood(sum(weight.get(n, 0.0) * v for n, v in sample.signs.items())) >= keep
        hits += 2 * sample.right * yes
        total += sample.right + yes
    return hits, total


def tune(name: str, by_article: Sequence[Any], times: Sequence[int], samples: Any, judge: Any, *, write: bool) -> None:
    """Folds, then the fit to everything. times: how often each article counts in a fit."""
    times = [1] * len(times) if name in ONCE else times
    before = after = total_before = total_after = 0.0
    for fold in range(FOLDS):
        train = [c for i, found in enumerate(by_article) if i % FOLDS != fold for c in found * times[i]]
        test = [c for i, found in enumerate(by_article) if i % FOLDS == fold for c in found]
        old = judge(test, weights(name) if (RULES / f"{name}.yaml").exists() else {})
        new = judge(test, fit_weights(samples(train), name))
        before, total_before = before + old[0], total_before + old[1]
        after, total_after = after + new[0], total_after + new[1]
    print(f"{name}: file {before / max(1, total_before):.3f}, other folds {after / max(1, total_after):.3f}")
    everything = samples([c for i, found in enumerate(by_article) for c in found * times[i]])
    fitted = fit_weights(everything, name)
    seen = Counter(sign for sample in everything for sign in sample.signs)
    for sign in sorted(fitted, key=lambda sign: fitted[sign]):
        print(f"  {sign:26} {fitted[sign]:6.2f}  seen {seen[sign]}")
    if write:
        write_weights(name, fitted)


def main() -> None:
    """Prints the folds; with --write the weights fitted to everything go into the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of annotated articles (default: those beside)")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    folders = arguments.folders or [FOLDER / name for name in ("dev", "stories", "stories_own", "own")]
    paths = sorted(path for folder in folders for path in folder.glob("*.json"))
    times = [TIMES.get(path.parent.name, 1) for path in paths]
    tune("clustering", [read_choices(path) for path in paths], times, pairs_of, choices_right, write=arguments.write)
    weights.cache_clear()
    load_yaml.cache_clear()
    read = [read_samples(path) for path in paths]
    for name, keep in (("events", KEEP_EVENT), ("sectors", KEEP_SECTOR), ("participants", KEEP_PARTICIPANT)):
        judge = partial(samples_right, keep=keep)
        tune(name, [one[name] for one in read], times, list, judge, write=arguments.write)
    for name in ("roles", "status"):
        tune(name, [one[name] for one in read], times, pairs_of, most_right, write=arguments.write)


def write_weights(name: str, fitted: Signs) -> None:
    """The file, with its heading kept; a sign that weighs next to nothing is left out."""
    path = RULES / f"{name}.yaml"
    heading = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")] if path.exists() else []
    lines = [f"{sign}: {fitted[sign]:.2f}" for sign in sorted(fitted) if abs(fitted[sign]) >= 0.02]
    path.write_text("\n".join([*heading, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
