"""The review queue and the page of an initiative: editors judge, split, merge and take it back; without scripts."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.newsroom import BUILDS, SIGNED, initiative_of, platform_story, tell
from tests.store.test_judgements import gwangyang, likely, pohang
from tracker.management.commands.create_editor import give_password
from tracker.models import Initiative, Judgement, MergeProposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.post("/login/", {"username": "editor", "password": give_password()})
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"
    return client


@pytest.fixture
def proposal() -> MergeProposal:
    tell(likely("배터리 관리", "2020-06-25"))
    tell(likely("저장 설비", "2020-08-02"))
    return MergeProposal.objects.get()


def judge(editor: Client, proposal: MergeProposal, verdict: str, **headers: str) -> str:
    address = f"/review/proposals/{proposal.public_id}/judge/"
    return editor.post(address, {"verdict": verdict}, follow=True, headers=headers).content.decode()


def test_visitors_see_no_queue_and_judge_nothing(client: Client, proposal: MergeProposal) -> None:
    assert client.get("/review/").url.startswith("/login/")
    judge(client, proposal, "same")
    client.force_login(User.objects.create_user("reader"), "django.contrib.auth.backends.ModelBackend")
    assert client.get("/review/").status_code == 403
    assert client.post(f"/review/proposals/{proposal.public_id}/judge/", {"verdict": "same"}).status_code == 403
    assert not Judgement.objects.exists()


def test_the_queue_shows_both_sides_with_the_reasons_in_words(editor: Client, proposal: MergeProposal) -> None:
    page = editor.get("/review/").content.decode()
    for words in (
        "배터리 관리",
        "저장 설비",
        "같은 참여 조직: <b>나루전기</b>",
        "같은 지역: <b>인천</b>",
        "같다고 볼 까닭",
    ):
        assert words in page
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "The same party: <b>나루전기</b>" in editor.get("/review/").content.decode()


def test_judging_without_scripts_leads_back_to_the_queue_with_a_way_to_undo(
    editor: Client, proposal: MergeProposal
) -> None:
    page = judge(editor, proposal, "same")
    judgement = Judgement.objects.get()
    assert (judgement.verdict, str(judgement.author)) == ("same", "editor")
    assert Initiative.objects.visible().count() == 1
    undo = f"/review/judgements/{judgement.public_id}/withdraw/"
    assert undo in page
    assert "견줄 제안이 없습니다" in page
    editor.post(undo)
    assert Initiative.objects.visible().count() == 2
    assert MergeProposal.objects.count() == 1


def test_with_scripts_the_answer_is_the_next_proposal_alone(editor: Client, proposal: MergeProposal) -> None:
    fragment = judge(editor, proposal, "different", **{"HX-Request": "true"})
    assert fragment.lstrip().startswith('<div id="review"')
    assert "되돌리기" in fragment


def test_a_proposal_that_somebody_else_has_judged_is_said_to_be_gone(editor: Client, proposal: MergeProposal) -> None:
    judge(editor, proposal, "unsure")
    assert "그사이에 판단되었거나 없어졌습니다" in judge(editor, proposal, "same")
    assert Judgement.objects.count() == 1


def test_an_unknown_verdict_is_not_found(editor: Client, proposal: MergeProposal) -> None:
    assert editor.post(f"/review/proposals/{proposal.public_id}/judge/", {"verdict": "maybe"}).status_code == 404


def test_an_editor_merges_by_address_on_the_page_and_undoes_it_there(editor: Client) -> None:
    one, other = initiative_of(tell(pohang())), initiative_of(tell(gwangyang()))
    address = f"http://testserver{other.get_absolute_url()}"
    page = editor.post(f"/initiatives/{one.public_id}/merge/", {"other": address}, follow=True).content.decode()
    assert "합쳤습니다" in page
    # both say what it costs; the later one is current, the earlier one is kept beside it
    assert "기사마다 다른 말" in page
    assert "327억원" in page
    undo = f"/review/judgements/{Judgement.objects.get().public_id}/withdraw/"
    assert undo in page
    answer = editor.post(undo, {"next": one.get_absolute_url()})
    assert answer.url == one.get_absolute_url()
    assert Initiative.objects.visible().count() == 2


def test_what_is_no_address_is_named_with_the_remedy(editor: Client) -> None:
    one = initiative_of(tell(pohang()))
    page = editor.post(f"/initiatives/{one.public_id}/merge/", {"other": "광양"}, follow=True).content.decode()
    assert "&#x27;광양&#x27;은(는) 사업의 주소가 아닙니다" in page


def test_an_editor_splits_reports_off(editor: Client) -> None:
    first = tell(pohang())
    second = tell(platform_story(title="다른 매체", body=f"{SIGNED} {BUILDS} 또."))
    one = initiative_of(first)
    report = second.reports.get()
    page = editor.post(f"/initiatives/{one.public_id}/split/", {"report": report.public_id}, follow=True)
    assert "나누었습니다" in page.content.decode()
    assert initiative_of(second) != one
    page = editor.post(f"/initiatives/{one.public_id}/split/", {}, follow=True)
    assert "하나 이상" in page.content.decode()


def test_withdrawing_leads_nowhere_outside(editor: Client, proposal: MergeProposal) -> None:
    judge(editor, proposal, "unsure")
    undo = f"/review/judgements/{Judgement.objects.get().public_id}/withdraw/"
    assert editor.post(undo, {"next": "https://example.org/"}).url == "/review/"


def test_the_admin_lists_judgements_read_only_and_withdraws_them(editor: Client, proposal: MergeProposal) -> None:
    judge(editor, proposal, "different")
    judgement = Judgement.objects.get()
    page = editor.get("/admin/tracker/judgement/").content.decode()
    assert "배터리 관리" in page
    assert "저장 설비" in page
    detail = editor.get(f"/admin/tracker/judgement/{judgement.pk}/change/").content.decode()
    assert 'name="_save"' not in detail
    data = {"action": "withdraw_chosen", "_selected_action": [judgement.pk]}
    assert "판단 1건을 거두었습니다" in editor.post("/admin/tracker/judgement/", data, follow=True).content.decode()
    assert MergeProposal.objects.count() == 1


def test_the_admin_merges_two_chosen_initiatives(editor: Client) -> None:
    one, other = initiative_of(tell(pohang())), initiative_of(tell(gwangyang()))
    data = {"action": "merge_two", "_selected_action": [one.pk, other.pk]}
    assert "합쳤습니다" in editor.post("/admin/tracker/initiative/", data, follow=True).content.decode()
    assert Initiative.objects.visible().count() == 1
