"""An editor finds rows by any of their names, narrows the lists and reads them without opening each."""

from dataclasses import replace

import pytest
from django.test import Client

from tests.admin.browsing import open_list, open_page
from tests.newsroom import PLATFORM, Act, Party, Project, Story, platform_story, tell
from tracker.models import Initiative, Organization, Review, Sector
from tracker.store.organization_merge import merge_organizations

pytestmark = pytest.mark.django_db
ISLAND = Story(
    "한전, 에너지 자립섬 착공",
    "한국전력공사는 2019년 3월 울릉도에서 에너지 자립섬 공사를 시작했다.",
    (
        Project(
            "울릉 에너지 자립섬",
            (Party("한국전력공사", "lead", "kepco", None, "public_institution"),),
            (Act("construction", "2019-03", "한국전력공사는 2019년 3월 울릉도에서 에너지 자립섬 공사를 시작했다."),),
            sectors=("smart_energy",),
            status="in_progress",
        ),
    ),
    "2019-03-20",
)


@pytest.mark.parametrize("typed", ["포스코DX", "posco dx", "POSCO  DX", "포스코 ICT", "포스코ict", "포스데이타"])
def test_an_organization_is_found_by_its_korean_english_and_former_names(editor: Client, typed: str) -> None:
    assert "포스코DX" in open_list(editor, "organization", q=typed).titles("name")


@pytest.mark.parametrize("typed", ["현대자동차", "Hyundai Motor", "hyundaimotor"])
def test_a_group_is_found_by_its_names(editor: Client, typed: str) -> None:
    assert "현대자동차" in open_list(editor, "group", q=typed).titles("name")


@pytest.mark.usefixtures("initiative")
@pytest.mark.parametrize("typed", ["통합플랫폼", "포항 플랫폼", "플랫폼 posco", "Pohang"])
@pytest.mark.parametrize("noun", ["initiative", "participation", "milestone"])
def test_initiatives_and_their_facts_are_found_by_title_and_by_who_takes_part(
    editor: Client, noun: str, typed: str
) -> None:
    tell(replace(ISLAND))
    rows = open_list(editor, noun, q=typed).rows
    assert rows
    assert all("통합플랫폼" in row for row in rows)


@pytest.mark.usefixtures("initiative")
def test_articles_are_found_by_their_text(editor: Client) -> None:
    assert len(open_list(editor, "article", q="327억원").rows) == 1
    assert open_list(editor, "article", q="없는 낱말").rows == []


@pytest.mark.usefixtures("initiative")
def test_what_is_searched_for_may_be_nonsense(editor: Client) -> None:
    for noun in ("organization", "group", "initiative", "participation", "milestone", "article", "sector", "source"):
        for typed in ("\x00", "%_'\"\\", "   ", "가" * 3000, "\u200b"):
            assert open_list(editor, noun, q=typed).status == 200


@pytest.mark.usefixtures("initiative")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"sectors__id__exact": "smart_energy"}, ["울릉 에너지 자립섬"]),
        ({"status__exact": "agreed"}, ["포항 스마트시티 통합플랫폼"]),
        ({"group": "posco"}, ["포항 스마트시티 통합플랫폼"]),
        ({"group": "posco", "status__exact": "in_progress"}, []),
        ({"review__exact": "rejected"}, []),
    ],
)
def test_initiatives_are_narrowed_by_sector_group_status_and_review(
    editor: Client, query: dict[str, str], found: list[str]
) -> None:
    tell(replace(ISLAND))
    if "sectors__id__exact" in query:
        query = {"sectors__id__exact": str(Sector.objects.get(slug=query["sectors__id__exact"]).pk)}
    assert open_list(editor, "initiative", **query).titles("title") == found


@pytest.mark.usefixtures("initiative")
def test_the_groups_are_offered_as_one_select_that_keeps_search_and_other_filters(editor: Client) -> None:
    page = open_list(editor, "initiative", q="플랫폼", status__exact="agreed")
    assert '<select name="group"' in page.text
    assert '<input type="hidden" name="q" value="플랫폼">' in page.text
    assert '<input type="hidden" name="status__exact" value="agreed">' in page.text


def test_a_list_shows_words_in_its_columns(editor: Client, initiative: Initiative) -> None:
    (row,) = open_list(editor, "initiative").rows
    for words in ("포항 스마트시티 통합플랫폼", "합의", "스마트시티", "포스코", "2020년 3월 5일", "자동 추출", "예"):
        assert words in row
    (row,) = open_list(editor, "article").rows
    for words in ("가상일보", "2020-03-05 08:00", "붙여넣은 글", "완료"):
        assert words in row
    (row,) = open_list(editor, "organization", q="포항시").rows[:1]
    assert "정부·지자체" in row
    (contract, start) = sorted(open_list(editor, "milestone").rows, reverse=True)
    for words in ("착공", "2020-09", "계획", initiative.title, "공사를 시작할 계획이다."):
        assert words in start + contract


def test_the_list_says_which_initiatives_visitors_do_not_see_and_why(editor: Client, initiative: Initiative) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(review=Review.REJECTED)
    assert "아니요: 거부됨" in open_list(editor, "initiative").rows[0]


def test_fields_that_complete_names_offer_no_rejected_and_no_merged_organization(editor: Client) -> None:
    def offered() -> list[str]:
        query = {"app_label": "tracker", "model_name": "participation", "field_name": "organization"}
        answer = editor.get("/admin/autocomplete/", {**query, "term": "한빛"}).json()
        return [one["text"] for one in answer["results"]]

    for name in ("한빛테크", "한빛테크놀로지"):
        party = Party(name, "partner")
        tell(platform_story(title=name, body=f"{platform_story().body} {name}도.", projects=(_with(party),)))
    assert offered() == ["한빛테크", "한빛테크놀로지"]
    merge_organizations(*Organization.objects.filter(name__startswith="한빛").order_by("-name"))
    assert offered() == ["한빛테크놀로지"]
    Organization.objects.filter(name__startswith="한빛").update(review=Review.REJECTED)
    assert offered() == []


def _with(party: Party) -> Project:
    return Project(PLATFORM.title, (*PLATFORM.parties, party), PLATFORM.acts)


def test_the_first_page_leads_to_everything_that_can_be_edited(editor: Client) -> None:
    words = open_page(editor, "/admin/").words
    for noun in ("기업집단", "조직", "분야", "사업", "참여", "이정표", "기사", "출처", "처리 기록"):
        assert noun in words
