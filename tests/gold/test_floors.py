"""The quality gate: extraction must not read worse than it once did."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from tests.gold.run import FOLDER, Result, measure_all, measure_merging, predict, raised, read_floors, read_set, value

pytestmark = pytest.mark.gold


@cache
def tables() -> dict[str, Result]:
    return measure_all()


@cache
def merging() -> dict[str, dict[str, float]]:
    return measure_merging()


@pytest.mark.parametrize("key", sorted(read_floors()))
def test_no_measure_falls_below_its_floor(key: str) -> None:
    name, _, measure = key.rpartition(" ")
    figure = value(tables()[name][measure])
    assert figure is not None
    assert figure >= read_floors()[key]


def test_there_are_floors_for_facts_in_both_sets() -> None:
    assert {"dev facts", "stories facts"} <= set(read_floors())


@pytest.mark.parametrize(
    ("name", "pairwise", "b_cubed", "false"),
    [("stories", 0.99, 0.99, 0), ("stories_own", 0.88, 0.92, 0), ("stories_held", 0.7, 0.81, 2)],
)
def test_reports_that_the_machine_reads_are_merged_as_well_as_they_once_were(
    name: str, pairwise: float, b_cubed: float, false: int
) -> None:
    figures = merging()[name]
    assert figures["pairwise F1"] >= pairwise
    assert figures["B3 F1"] >= b_cubed
    assert figures["false merges"] <= false


def test_articles_that_hold_no_initiative_yield_none() -> None:
    def is_empty(path: Path) -> bool:
        return not json.loads(path.read_text("utf-8"))["initiatives"]

    empty = [path for name in ("dev", "stories") for path in read_set(name) if is_empty(path)]
    assert len(empty) >= 5
    assert {id: len(found["initiatives"]) for id, found in predict(empty).items() if found["initiatives"]} == {}


def test_raising_never_lowers_a_floor() -> None:
    assert raised({"dev facts": 0.9}, {"dev": {"facts": {"f1": 0.5}}}) == {"dev facts": 0.9}
    assert raised({"dev facts": 0.3}, {"dev": {"facts": {"f1": 0.5}}})["dev facts"] > 0.49


def test_two_runs_give_the_same_bytes() -> None:
    paths = read_set("dev")[:6]
    assert json.dumps(predict(paths)) == json.dumps(predict(paths))


def test_the_gold_articles_are_those_of_this_folder() -> None:
    assert len(read_set("dev")) > 40
    assert not (FOLDER / "dev" / "seed.json").exists()
