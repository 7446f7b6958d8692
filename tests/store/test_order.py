"""Where reports belong, and what an initiative says, depends on the set of articles alone."""

import random

import pytest

from tests.ledger import describe, read_ledger
from tests.newsroom import forget_articles, sample_names, tell_sample

pytestmark = pytest.mark.django_db


def ledger_of(names: list[str]) -> str:
    for name in names:
        tell_sample(name)
    return describe(read_ledger())


def test_all_samples_in_any_order_make_the_same_initiatives() -> None:
    names = sample_names()
    in_order = ledger_of(names)
    assert in_order.count("\n  participations:") > 100
    forget_articles()
    assert ledger_of(random.Random(1).sample(names, len(names))) == in_order


def test_accounts_of_the_same_projects_in_any_order_make_the_same_initiatives() -> None:
    # The stories tell a handful of projects again and again: here every arrival moves something.
    stories = [name for name in sample_names() if name[3] == "s"]
    assert len(stories) > 10
    in_order = ledger_of(stories)
    for seed in range(3):
        forget_articles()
        assert ledger_of(random.Random(seed).sample(stories, len(stories))) == in_order, f"order {seed}"
