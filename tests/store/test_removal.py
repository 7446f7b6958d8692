"""Taking articles out takes with them all that only they state, and nothing else."""

from dataclasses import replace

import pytest

from tests.ledger import describe, read_ledger
from tests.newsroom import (
    CONTRACT,
    PLATFORM,
    POHANG,
    POSCO,
    START,
    Act,
    Party,
    initiative_of,
    platform_story,
    sample_names,
    tell,
    tell_sample,
)
from tracker.models import (
    Article,
    ArticlePayload,
    BlockKey,
    Evidence,
    Initiative,
    Milestone,
    Organization,
    OrganizationName,
    Participation,
    ProcessingRun,
    Reading,
    Report,
    Review,
)
from tracker.store.removal import Removed, remove_articles, remove_samples

pytestmark = pytest.mark.django_db

FOUND = (Article, ArticlePayload, Reading, ProcessingRun, Report, BlockKey, Evidence)
FACTS = (Initiative, Participation, Milestone)


def counts() -> dict[str, int]:
    models = {model.__name__: model.objects.count() for model in (*FOUND, *FACTS, Organization, OrganizationName)}
    histories = {f"{model.__name__}.history": model.history.count() for model in (*FACTS, Organization)}
    return models | histories


def test_removing_the_samples_leaves_nothing_of_them_behind() -> None:
    before = counts()
    for name in sample_names():
        tell_sample(name)
    removed = remove_samples()
    assert removed.articles == len(sample_names())
    assert removed.initiatives > 50
    assert removed.organizations > 10
    assert counts() == before


def test_removing_samples_where_there_are_none_does_nothing() -> None:
    tell(platform_story())
    before = counts()
    assert remove_samples() == Removed(0, 0, 0)
    assert counts() == before


def test_what_an_ordinary_article_also_states_stays_as_if_the_sample_had_never_been() -> None:
    story = platform_story()
    tell(story)
    alone = describe(read_ledger())
    third = Party("한빛테크", "partner")
    finish = Act("completion", "2021", "한빛테크는 내년 포항에서 준공한다고 밝혔다.", "planned")
    sample = platform_story(
        title="예시 기사",
        sample=True,
        body=f"{platform_story().body} {finish.sentence}",
        projects=(
            replace(PLATFORM, parties=(POSCO, POHANG, third), acts=(CONTRACT, START, finish), status="exploring"),
        ),
    )
    address = initiative_of(story.article).public_id
    assert initiative_of(tell(sample)).public_id == address
    assert describe(read_ledger()) != alone
    remove_samples()
    assert describe(read_ledger()) == alone
    assert initiative_of(story.article).public_id == address
    assert not Organization.objects.filter(name="한빛테크").exists()


def test_an_organization_that_an_editor_vouched_for_outlives_the_samples() -> None:
    third = Party("한빛테크", "partner")
    body = f"{platform_story().body} 한빛테크도 참여한다."
    tell(platform_story(sample=True, body=body, projects=(replace(PLATFORM, parties=(POSCO, POHANG, third)),)))
    Organization.objects.filter(name="한빛테크").update(review=Review.ACCEPTED)
    assert remove_samples().organizations == 0
    assert Organization.objects.filter(name="한빛테크").exists()


def test_an_initiative_that_samples_were_merged_out_of_is_removed_too() -> None:
    first = platform_story(sample=True)
    stray = platform_story(sample=True, title="다른 예시", projects=(replace(PLATFORM, sectors=("smart_energy",)),))
    tell(first)
    tell(stray)
    stray.projects = (PLATFORM,)
    tell(stray)
    assert Initiative.objects.count() == 2
    remove_samples()
    assert not Initiative.objects.exists()


def test_removing_one_of_several_articles_takes_its_evidence_only() -> None:
    tell(platform_story())
    other = tell(platform_story(title="다른 매체"))
    assert remove_articles([other.pk]) == Removed(1, 0, 0)
    assert Initiative.objects.visible().get().reports.count() == 1
    assert set(Evidence.objects.values_list("report__article__title", flat=True)) == {platform_story().title}


def test_a_rejection_survives_the_removal_of_the_article_it_was_read_from() -> None:
    tell(platform_story())
    sample = platform_story(title="예시", sample=True)
    tell(sample)
    Milestone.objects.filter(kind="contract").update(review=Review.REJECTED)
    remove_samples()
    assert [m.kind for m in Milestone.objects.visible()] == ["construction"]


def test_a_copy_of_a_removed_article_no_longer_points_to_it() -> None:
    original = tell(platform_story())
    copy = tell(platform_story(title="사본", projects=()))
    Article.objects.filter(pk=copy.pk).update(duplicate_of=original)
    remove_articles([original.pk])
    copy.refresh_from_db()
    assert copy.duplicate_of is None
