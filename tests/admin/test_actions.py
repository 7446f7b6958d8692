"""What an editor does to rows that are ticked in a list, with what is said afterwards."""

from dataclasses import replace

import pytest
from django.test import Client

from tests.admin.browsing import ADMIN, act, open_list, open_page, send
from tests.ledger import describe, read_ledger
from tests.newsroom import PLATFORM, POHANG, POSCO, SAMPLES, Party, Story, platform_story, tell, tell_sample
from tracker.models import (
    Article,
    Initiative,
    Milestone,
    Organization,
    Participation,
    Review,
    Source,
    Stage,
    WorkState,
)
from tracker.store.sources import source_of_kind
from tracker.tasks.extract import extract
from tracker.tasks.intake import take_document
from tracker.tasks.merge import merge
from tracker.tasks.parse import parse

pytestmark = pytest.mark.django_db
SHORT, LONG = Party("한빛테크", "partner"), Party("한빛테크놀로지", "partner")


def work() -> None:
    """What a worker does when the bells ring."""
    for stage in (parse, extract, merge):
        for article in Article.objects.unfinished():
            stage(article.pk)


@pytest.fixture
def read_article() -> Article:
    """A sample article that has gone through the stages."""
    content = (SAMPLES / "ko-s03.json").read_bytes()
    article = take_document(content, "application/json", source=source_of_kind("upload")).article
    work()
    article.refresh_from_db()
    assert article.state == WorkState.DONE
    return article


@pytest.fixture
def two_names() -> tuple[Organization, Organization]:
    """Two organizations that two articles take part with in one initiative, and that are one."""
    for party in (SHORT, LONG):
        body = f"{platform_story().body} {party.name}도 참여한다."
        tell(platform_story(title=party.name, body=body, projects=(replace(PLATFORM, parties=(POSCO, POHANG, party)),)))
    return Organization.objects.get(name=LONG.name), Organization.objects.get(name=SHORT.name)


def participants() -> list[str]:
    rows = Initiative.objects.visible().get().participations.exclude(review=Review.REJECTED)
    return sorted(row.organization.name for row in rows)


# --- articles -------------------------------------------------------------------------------------------------------


def test_an_article_is_processed_again_and_an_editors_values_survive_it(editor: Client, read_article: Article) -> None:
    initiative = Initiative.objects.visible().order_by("pk")[0]
    page = open_page(editor, f"{ADMIN}/initiative/{initiative.pk}/change/")
    assert page.save(title="편집자의 제목").errors == []
    before = describe(read_ledger())
    page = act(editor, "reprocess_articles", read_article)
    assert page.messages == ["기사 1건을 다시 처리합니다."]
    assert page.titles("state") == ["대기"]
    work()
    assert open_list(editor, "article").titles("state") == ["완료"]
    assert describe(read_ledger()) == before
    assert "편집자의 제목" in before


def test_only_failed_articles_are_tried_again(editor: Client, read_article: Article) -> None:
    page = act(editor, "retry_articles", read_article)
    assert page.messages == ["고른 것 가운데 실패한 기사가 없습니다."]
    Article.objects.update(state=WorkState.DEAD, stage=Stage.EXTRACT, failure="메모리 부족")
    assert "메모리 부족" in open_list(editor, "article").rows[0]
    assert act(editor, "retry_articles", read_article).messages == ["기사 1건을 다시 시도합니다."]
    read_article.refresh_from_db()
    assert (read_article.state, read_article.stage) == (WorkState.WAITING, Stage.EXTRACT)


def test_an_article_is_deleted_with_what_only_it_says(editor: Client, read_article: Article) -> None:
    assert "정말" in act(editor, "delete_selected", read_article).words
    act(editor, "delete_selected", read_article, post="yes")
    assert not Article.objects.exists()
    assert not Initiative.objects.exists()


# --- organizations --------------------------------------------------------------------------------------------------


def test_two_organizations_are_merged_after_asking_which_to_keep(
    editor: Client, two_names: tuple[Organization, Organization]
) -> None:
    keep, lose = two_names
    page = act(editor, "merge_two", keep, lose)
    assert "한빛테크 (기업, 유래 자동 추출, 사업 1건)" in page.words
    assert participants() == ["포스코", "포항시", "한빛테크", "한빛테크놀로지"]  # so far it has only been asked
    page = act(editor, "merge_two", keep, lose, keep=keep.pk)
    assert page.messages == ["'한빛테크'을(를) '한빛테크놀로지'에 합쳤습니다."]
    assert participants() == ["포스코", "포항시", "한빛테크놀로지"]
    assert open_list(editor, "organization", q="한빛테크").titles("merged_into") == ["한빛테크놀로지", "-"]
    assert open_page(editor, lose.get_absolute_url()).words.count("한빛테크놀로지")


def test_a_merge_is_undone(editor: Client, two_names: tuple[Organization, Organization]) -> None:
    keep, lose = two_names
    before = describe(read_ledger())
    act(editor, "merge_two", keep, lose, keep=keep.pk)
    assert act(editor, "undo_merge", lose).messages == ["1곳의 합치기를 되돌렸습니다."]
    assert describe(read_ledger()) == before
    assert act(editor, "undo_merge", lose).messages == ["고른 것 가운데 다른 조직에 합쳐진 것이 없습니다."]


def test_merging_asks_for_exactly_two_and_refuses_what_makes_no_sense(
    editor: Client, two_names: tuple[Organization, Organization]
) -> None:
    keep, lose = two_names
    assert act(editor, "merge_two", keep).messages == ["합칠 조직을 둘만 골라 주세요."]
    assert "올바르게 선택" in " ".join(act(editor, "merge_two", keep, lose, keep=999_999).errors)
    act(editor, "merge_two", keep, lose, keep=keep.pk)
    (said,) = act(editor, "merge_two", keep, lose, keep=keep.pk).messages
    assert "이미 같은 조직입니다" in said
    whole = Organization.objects.exclude(stands_for=None)[0]
    (said,) = act(editor, "merge_two", keep, whole, keep=keep.pk).messages
    assert "기업집단 자체" in said


def test_an_organization_that_is_none_is_rejected(editor: Client, two_names: tuple[Organization, Organization]) -> None:
    assert act(editor, "reject", *two_names).messages == ["2곳을 표시했습니다."]
    assert open_list(editor, "organization", review__exact="rejected").titles("name") == [SHORT.name, LONG.name]
    page = send(
        editor,
        f"{ADMIN}/organization/?review__exact=rejected",
        {"action": "accept", "_selected_action": [two_names[0].pk], "index": "0"},
    )
    assert page.messages == ["1곳을 표시했습니다."]  # although it has left the list by then


# --- facts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Initiative, Participation, Milestone])
def test_facts_are_rejected_and_do_not_come_back(
    editor: Client, initiative: Initiative, story: Story, model: type[Initiative | Participation | Milestone]
) -> None:
    row = model.objects.order_by("pk")[0]
    assert act(editor, "reject", row).messages == ["1건을 거부했습니다. 어디에도 보이지 않습니다."]
    tell(story)
    row.refresh_from_db()
    assert row.review == Review.REJECTED
    assert open_list(editor, model._meta.model_name, review__exact="rejected").rows
    page = editor.get("/groups/posco/").content.decode()
    assert ("포항 스마트시티 통합플랫폼" in page) == (model is Milestone)


@pytest.mark.parametrize("model", [Initiative, Participation, Milestone])
def test_facts_are_accepted_and_stay_although_no_article_states_them(
    editor: Client, initiative: Initiative, story: Story, model: type[Initiative | Participation | Milestone]
) -> None:
    rows = list(model.objects.order_by("pk"))
    assert act(editor, "accept", *rows).messages == [f"{len(rows)}건을 확인했습니다."]
    story.projects = ()
    tell(story)
    assert model.objects.filter(review=Review.ACCEPTED).count() == len(rows)


# --- samples --------------------------------------------------------------------------------------------------------


def test_the_samples_are_removed_and_nothing_else(editor: Client, initiative: Initiative, story: Story) -> None:
    tell_sample("ko-s03")
    samples = Source.objects.get(kind="sample")
    (said,) = act(editor, "remove_all_samples", samples).messages
    assert said.startswith("예시 기사 1건")
    assert list(Article.objects.all()) == [story.article]
    assert list(Initiative.objects.all()) == [initiative]
    (said,) = act(editor, "remove_all_samples", samples).messages
    assert said.startswith("예시 기사 0건")
