"""Where reports belong, and what an initiative says, depends on the set of articles alone."""

import random

import pytest

from tests.ledger import describe, read_ledger
from tests.newsroom import sample_names, settle, tell_sample
from tracker.models import Article, Evidence, Initiative, Milestone, Organization, Participation, Report

pytestmark = pytest.mark.django_db


def forget_articles() -> None:
    """Back to the empty installation, faster than by the product's own removal."""
    for model in (Evidence, Report, Milestone, Participation):
        model.objects.all().delete()
    Initiative.objects.update(merged_into=None)
    Initiative.objects.all().delete()
    Article.objects.all().delete()
    Organization.objects.filter(origin="machine").delete()


def test_the_order_of_arrival_makes_no_difference() -> None:
    names = sample_names()
    for name in names:
        tell_sample(name)
    in_order = describe(read_ledger())
    assert in_order.count("participations:") > 100
    for seed in (1, 2):
        forget_articles()
        shuffled = random.Random(seed).sample(names, len(names))
        for name in shuffled:
            tell_sample(name)
        assert describe(read_ledger()) == in_order, f"order {seed}"
