"""Scores extraction against the gold articles: python -m tests.gold.run [--raise] [--errors] [--json]

Prints the table over dev, stories and unseen, and by language. The scales are never fitted to the articles of HELD, nor
are rules written for them: `unseen` says how well articles are read that nobody has looked at. --raise lifts the floors in floors.json to what is
reached now and never lowers one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.gold import score
from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.read import read_article, to_gold
from tracker.pipeline.read_files import load_article

FOLDER = Path(__file__).parent
FLOORS = FOLDER / "floors.json"
SETS = ("dev", "stories")
# What nobody reads the errors of, in the order in which it was written.
HELD = ("held", "held_later", "stories_held")
MARGIN = 0.002  # so that rounding never breaks the gate

Result = dict[str, dict[str, Any]]


def read_set(name: str) -> list[Path]:
    """The article files of one gold set, in order."""
    return sorted((FOLDER / name).glob("*.json"))


def predict(paths: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """{article id: facts in the gold schema}."""
    names, sectors = load_default_index(), load_default_catalog().sectors
    articles = [load_article(path) for path in paths]
    return {article.id: to_gold(article, read_article(article, names, sectors)) for article in articles}


def measure(paths: Sequence[Path], *, errors: bool = False) -> Result:
    """The scorer's table over some gold articles."""
    gold = [json.loads(path.read_text("utf-8")) for path in paths]
    result: Result = score.score(gold, predict(paths), errors)
    return result


def measure_all(*, errors: bool = False) -> dict[str, Result]:
    """Tables by the name of the set: dev, dev ko, dev en, stories, unseen (all of HELD), unseen ko, unseen en."""
    dev, stories = read_set("dev"), read_set("stories")
    held = [path for name in HELD for path in read_set(name)]
    return {
        "dev": measure(dev, errors=errors),
        "dev ko": measure([p for p in dev if p.stem.startswith("ko")]),
        "dev en": measure([p for p in dev if p.stem.startswith("en")]),
        "stories": measure(stories),
        "unseen": measure(held),
        "unseen ko": measure([p for p in held if p.stem.startswith("ko")]),
        "unseen en": measure([p for p in held if p.stem.startswith("en")]),
    }


def value(row: Mapping[str, Any]) -> float | None:
    """The one figure of a row: F1, or accuracy; None where nothing was to be judged."""
    figure = row.get("f1", row.get("accuracy"))
    return None if figure is None else float(figure)


def read_floors() -> dict[str, float]:
    """{"dev facts": 0.61, …}"""
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    return floors


def raised(floors: Mapping[str, float], tables: Mapping[str, Result]) -> dict[str, float]:
    """The floors lifted to what the tables reach; none is lowered."""
    lifted = dict(floors)
    for name, table in tables.items():
        for measure_name, row in table.items():
            figure = value(row)
            if figure is not None:
                key = f"{name} {measure_name}"
                lifted[key] = max(lifted.get(key, 0.0), round(max(0.0, figure - MARGIN), 4))
    return dict(sorted(lifted.items()))


def show(tables: Mapping[str, Result]) -> str:
    """The tables side by side: a measure a line, a set a column."""
    names = list(tables)
    lines = [f"{'':15}" + "".join(f"{name:>10}" for name in names)]
    for measure_name in tables[names[0]]:
        figures = [value(tables[name][measure_name]) for name in names]
        lines.append(f"{measure_name:15}" + "".join(f"{'-' if f is None else f'{f:.3f}':>10}" for f in figures))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is reached")
    parser.add_argument("--errors", action="store_true", help="print each miss of dev")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    options = parser.parse_args()
    tables = measure_all(errors=options.errors)
    print(json.dumps(tables) if options.json else show(tables))
    if options.lift:
        FLOORS.write_text(json.dumps(raised(read_floors(), tables), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
