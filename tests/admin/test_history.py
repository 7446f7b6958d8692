"""Every change has an author and can be read: what was, what is."""

import pytest
from django.test import Client

from tests.admin.browsing import act, open_history, open_row
from tests.newsroom import CONTRACT, Story, tell
from tracker.models import Group, Initiative, Milestone, Organization

pytestmark = pytest.mark.django_db


def test_an_editors_change_is_told_with_author_field_and_both_values(editor: Client, initiative: Initiative) -> None:
    open_row(editor, initiative).save(status="in_progress", amount_krw="1000", locations="포항, 영일만")
    words = open_history(editor, initiative).words
    for change in (
        "단계: 합의 → 진행",
        "금액(원): 32700000000 → 1000",
        "장소: 포항 → 포항, 영일만",
        "editor",
    ):
        assert change in words


def test_what_the_machine_wrote_is_signed_by_nobody(editor: Client, initiative: Initiative) -> None:
    words = open_history(editor, initiative).words
    assert "자동 추출" in words
    assert "처음 기록됨" in words
    assert [row.sector.slug for row in initiative.history.earliest().sectors.all()] == ["smart_city"]


def test_changes_of_participations_and_milestones_stand_with_their_initiative(
    editor: Client, initiative: Initiative, story: Story
) -> None:
    page = open_row(editor, initiative)
    number = page.row_of("milestones", "kind", "contract")
    page.save(**{f"milestones-{number}-date_value": "2020-03-03"})
    act(editor, "reject", initiative.participations.get(organization__slug="pohang-si"))
    words = open_history(editor, initiative).words
    assert "이정표: 계약 2020-03-03 날짜: 2020-03-02 → 2020-03-03" in words
    assert "참여: 포항시 · 발주·수요 검토: 자동 추출 → 거부됨" in words
    assert "date_from" not in words
    story.projects = ()
    tell(story)
    assert "지워짐" in open_history(editor, initiative).words


def test_a_fact_has_a_history_of_its_own(editor: Client, initiative: Initiative) -> None:
    milestone = initiative.milestones.get(kind=CONTRACT.kind)
    act(editor, "accept", milestone)
    assert "검토: 자동 추출 → 확인됨" in open_history(editor, milestone).words


def test_changes_of_names_stand_with_their_organization_and_group(editor: Client) -> None:
    page = open_row(editor, Organization.objects.get(slug="posco-dx"))
    page.add_row("names", name="포스코 디지털", language="ko", since="", until="", review="machine", id="")
    page.save(english_name="POSCO Digital")
    words = open_history(editor, Organization.objects.get(slug="posco-dx")).words
    assert "조직의 이름: 포스코 디지털 처음 기록됨" in words
    assert "영문 이름: POSCO DX → POSCO Digital" in words
    group = Group.objects.get(slug="posco")
    page = open_row(editor, group)
    page.save(**{"names-0-review": "rejected"})
    assert "검토: 자동 추출 → 거부됨" in open_history(editor, group).words


def test_a_merge_of_organizations_is_told(editor: Client) -> None:
    keep, lose = Organization.objects.filter(slug__in=["posco-dx", "pohang-si"]).order_by("-slug")
    act(editor, "merge_two", keep, lose, keep=keep.pk)
    words = open_history(editor, lose).words
    assert "editor" in words
    assert f"합쳐진 곳: – → {keep.name}" in words


def test_the_history_cannot_be_written(editor: Client, initiative: Initiative) -> None:
    record = initiative.history.first()
    address = f"/admin/tracker/initiative/{initiative.pk}/history/{record.pk}/"
    assert editor.post(address, {"title": "zurück"}).status_code in (302, 404)
    initiative.refresh_from_db()
    assert initiative.title == "포항 스마트시티 통합플랫폼"


def test_the_history_of_what_is_not_there_leads_back(editor: Client) -> None:
    answer = editor.get("/admin/tracker/milestone/999999/history/", follow=True)
    assert answer.redirect_chain
    assert answer.status_code == 200
    assert Milestone.objects.count() == 0
