"""manage.py generate: a made-up world that keeps what real ones promise, the same for the same seed, never half there."""

import hashlib
from collections.abc import Iterable
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from django.db.models import Count

from tests.commands.terminal import manage
from tracker.models import (
    Article,
    ArticleOrigin,
    Evidence,
    Group,
    Initiative,
    Milestone,
    Organization,
    Participation,
    Promise,
)
from tracker.store import made_worlds
from tracker.store.initiatives import refresh_searches
from tracker.store.promises import recompute_all_promises
from tracker.store.sources import source_of_kind
from tracker.worlds.cast import make_cast
from tracker.worlds.records import PART, World
from tracker.worlds.stories import Maker

pytestmark = pytest.mark.django_db
SCALE = 0.001
FACTS = ("public_id", "review")
WRITTEN = {
    Initiative: ("public_id", "title", "status", "amount_krw", "first_reported", "last_reported", "search_text"),
    Participation: (*FACTS, "role", "organization__slug", "group__slug", "initiative__public_id"),
    Milestone: (*FACTS, "kind", "date_value", "date_from", "date_to", "modality", "initiative__public_id"),
    Article: ("public_id", "title", "body", "published_at", "accepted_at", "content_hash", "payload_hash"),
    Evidence: ("public_id", "start", "end", "quote", "confidence", "milestone__public_id", "report__public_id"),
}
JUDGED = ("public_id", "state", "due_from", "due_on", "first_stated", "last_stated", "late_days", "recalled")


def generate(**options: Any) -> Any:
    return manage("generate", **{"scale": SCALE, "seed": 7, **options})


def rows_of(model: Any, fields: Iterable[str]) -> list[tuple[Any, ...]]:
    return list(model.objects.order_by("public_id").values_list(*fields))


def digest() -> str:
    written = [rows_of(model, fields) for model, fields in WRITTEN.items()]
    return hashlib.sha256(repr(written).encode()).hexdigest()


def test_a_world_of_scale_s_has_s_times_what_scale_1_has() -> None:
    groups, organizations = Group.objects.count(), Organization.objects.count()
    answer = generate()
    assert answer.code == 0
    assert answer.out.startswith("Complete: 200 articles, ")
    assert Group.objects.count() - groups == 90
    assert Organization.objects.count() - organizations == 3_000
    assert [model.objects.count() for model in (Initiative, Milestone, Article)] == [100, 400, 200]
    later = Initiative.objects.create(title="프로그램이 만든 것", status="agreed")
    assert later.pk == Initiative.objects.order_by("-pk")[0].pk
    world = World(1, 1.0)
    assert (world.initiatives, world.milestones, world.articles) == (100_000, 400_000, 200_000)


def test_every_fact_has_evidence_that_is_a_span_of_its_article() -> None:
    generate()
    evidence = Evidence.objects.select_related("report__article", "milestone", "participation")
    for row in evidence:
        assert row.report.article.body[row.start : row.end] == row.quote
        fact = row.milestone or row.participation
        assert fact is not None
        assert fact.initiative_id == row.report.initiative_id
    assert not Milestone.objects.filter(evidence__isnull=True).exists()
    assert not Participation.objects.filter(evidence__isnull=True).exists()
    assert not Initiative.objects.filter(reports__isnull=True).exists()


def test_what_follows_from_the_facts_is_as_if_it_had_been_computed() -> None:
    generate()
    promises, found_by = rows_of(Promise, JUDGED), rows_of(Initiative, ["public_id", "search_text"])
    assert len(promises) > 50
    Promise.objects.update(first_stated=None, state="open", late_days=99)
    list(recompute_all_promises())
    refresh_searches(Initiative.objects.all())
    assert rows_of(Promise, JUDGED) == promises
    assert rows_of(Initiative, ["public_id", "search_text"]) == found_by


def test_a_few_groups_have_most_initiatives_and_some_articles_share_an_origin_or_an_initiative() -> None:
    generate(scale=0.005)
    counted = Participation.objects.filter(role="lead").values("group").annotate(n=Count("id")).order_by("-n")
    sizes = [row["n"] for row in counted]
    assert sizes[0] > 10 * sizes[len(sizes) // 2]
    assert 0 < Article.objects.count() - ArticleOrigin.objects.count() < Article.objects.count() / 4
    assert Article.objects.annotate(n=Count("reports")).filter(n=2).exists()
    assert Initiative.objects.annotate(n=Count("reports")).filter(n__gte=5).exists()


def test_the_group_of_a_participation_is_that_of_its_day() -> None:
    cast = make_cast(7)
    moved = [one for one in cast.organizations if one.memberships and one.memberships[0].since]
    day = moved[0].memberships[0].since
    assert day is not None
    assert moved[0].group_on(day) is not None
    assert moved[0].group_on(day.replace(year=day.year - 1)) is None


def test_the_same_seed_makes_the_same_world_and_another_seed_another() -> None:
    first, other, again = (digest_of_a_world(seed) for seed in (7, 8, 7))
    assert first == again != other


def digest_of_a_world(seed: int) -> str:
    with transaction.atomic():
        generate(seed=seed)
        found = digest()
        transaction.set_rollback(True)
    return found


def test_a_database_with_articles_is_refused_with_the_way_out_unless_they_may_stand_together() -> None:
    Article.objects.create(source=source_of_kind("paste"), payload_hash="one", next_attempt_at="2026-01-01T00:00Z")
    answer = generate()
    assert answer.code == 1
    assert "holds 1 articles" in answer.err
    assert "--among-real-articles" in answer.err
    assert not Initiative.objects.exists()
    assert generate(among_real_articles=True).code == 0
    assert Article.objects.count() == 201


def test_a_database_holds_one_made_up_world_and_writing_it_again_changes_nothing() -> None:
    generate()
    before = digest()
    assert generate().code == 0
    assert digest() == before
    other = generate(seed=8)
    assert (other.code, "seed 7, ×0.001" in other.err) == (1, True)


def test_an_interrupted_world_consists_of_whole_parts_says_so_and_is_completed_by_the_next_call() -> None:
    scale = 1.1 * PART / 100_000
    with mock.patch.object(made_worlds, "raise_sequences", side_effect=[None, KeyboardInterrupt]):
        answer = generate(scale=scale)
    assert answer.code == 130
    assert "Unfinished: 1 of 2 parts are written" in answer.err
    assert "manage.py generate --seed 7 --scale 0.011" in answer.err
    assert Initiative.objects.count() == PART
    assert "Unfinished: 1 of 2 parts" in generate(scale=scale, parts=0).err
    assert generate(scale=scale).out.startswith("Complete: 2200 articles")
    assert Initiative.objects.count() == 1_100


def test_a_part_does_not_depend_on_the_parts_before_it() -> None:
    maker = Maker(World(3, 0.02), make_cast(3))
    assert Maker(World(3, 0.02), make_cast(3)).make_part(1) == (maker.make_part(0), maker.make_part(1))[1]


def test_a_scale_that_makes_no_sense_is_refused() -> None:
    assert generate(scale=0).code == 1
