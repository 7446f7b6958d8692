"""Reports of one project come together, and look-alikes stay apart."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from tests.pipeline.merge.gold import read_articles, read_statements, read_truth, score
from tests.pipeline.merge.stories import STORIES
from tracker.pipeline.merge.cluster import block_keys, cluster_statements
from tracker.pipeline.merge.match import match_statements

GOLD = Path(__file__).parents[2] / "gold"


@pytest.mark.parametrize("name", STORIES)
def test_nothing_is_merged_falsely_and_nothing_is_missed_in(name: str) -> None:
    truth = {statement.id: initiative for initiative, statement in STORIES[name]}
    found = score(truth, cluster_statements(statement for _, statement in STORIES[name]))
    assert (found["false"], found["missed"]) == (0, 0)


def test_storylines_do_not_run_into_one_another() -> None:
    truth = {s.id: f"{name} {initiative}" for name, story in STORIES.items() for initiative, s in story}
    clusters = cluster_statements(statement for story in STORIES.values() for _, statement in story)
    assert score(truth, clusters)["false"] == 0


def test_no_pair_of_look_alikes_is_sure() -> None:
    """Pair by pair, before clusters can hide a mistake."""
    for story in STORIES.values():
        for (initiative, a), (other, b) in combinations(story, 2):
            assert initiative == other or not match_statements(a, b).sure, (a.id, b.id)


@pytest.mark.parametrize("folder", ["stories", "stories_own", "stories_held"])
def test_gold_storylines_reach_the_floors(folder: str) -> None:
    articles = read_articles(GOLD / folder)
    found = score(read_truth(articles), cluster_statements(read_statements(articles)))
    assert found["false"] == 0
    assert found["pairwise"] >= 0.90
    assert found["b_cubed"] >= 0.92


def test_gold_storylines_hold_among_all_annotated_articles() -> None:
    stories = read_articles(GOLD / "stories")
    statements = read_statements([*stories, *read_articles(GOLD / "dev")])
    found = score(read_truth(stories), cluster_statements(statements))
    assert found["false"] == 0
    assert found["pairwise"] >= 0.90


def test_reports_of_one_article_are_never_merged() -> None:
    statements = read_statements([*read_articles(GOLD / "stories"), *read_articles(GOLD / "dev")])
    article = {statement.id: statement.article for statement in statements}
    for cluster in cluster_statements(statements):
        assert len({article[id] for id in cluster}) == len(cluster)


def test_statements_that_match_surely_share_a_key() -> None:
    statements = read_statements([*read_articles(GOLD / "stories"), *read_articles(GOLD / "dev")])
    for a, b in combinations(statements, 2):
        if match_statements(a, b).sure:
            assert block_keys(a) & block_keys(b)
