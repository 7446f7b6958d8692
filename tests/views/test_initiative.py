"""The record of an initiative: its steps, who takes part, who said what first, contradictions, relatives, citation."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from tests.newsroom import (
    CONTRACT,
    PLATFORM,
    POSCO,
    SIGNED,
    START,
    Act,
    Party,
    Project,
    Story,
    initiative_of,
    platform_story,
    tell,
)
from tracker.models import Article, ArticleOrigin, Initiative, Report

pytestmark = pytest.mark.django_db

BEGUN = "포스코는 2020년 10월 12일 공사를 시작했다."
DROPPED = "포스코는 2021년 5월 사업을 취소했다."
CONSTRUCTION = Act("construction", "2020-10-12", BEGUN)
CANCELLATION = Act("cancellation", "2021-05", DROPPED)


def told(day: str, *acts: Act, title: str = "", **changes: object) -> Article:
    """An article about the platform of Pohang with these acts."""
    project = replace(PLATFORM, acts=(CONTRACT, *acts), **changes)  # type: ignore[arg-type]
    body = " ".join([SIGNED, *(act.sentence for act in acts)])
    return tell(Story(title or f"{day} 기사", body, (project,), day=day))


def page_of(client: Client, initiative: Initiative, query: str = "", **headers: str) -> str:
    answer = client.get(f"{initiative.get_absolute_url()}{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def part(page: str, name: str) -> str:
    """The section whose heading has that id; "" where there is none."""
    found = re.search(rf'<h2 id="{name}">.*?</section>', page, re.DOTALL)
    return plain(found[0]) if found else ""


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def steps(page: str) -> list[str]:
    ladder = re.search(r'<ol class="ladder".*?</ol>', page, re.DOTALL)
    assert ladder
    return [plain(step) for step in re.findall(r"<li.*?</li>", ladder[0], re.DOTALL)]


# --- how far it has come --------------------------------------------------------------------------------------------


def test_each_step_has_the_date_that_shows_it_and_those_ahead_their_plan(client: Client) -> None:
    initiative = initiative_of(tell(platform_story()))
    page = page_of(client, initiative)
    assert steps(page) == [
        "검토 날짜를 말한 기사 없음",
        "합의 합의: 계약 2020년 3월 2일 계약",
        "진행 진행: 착공 2020년 9월 착공 계획",
        "완료 –",
    ]
    assert re.findall(r'<li class="(\w+)"', page.split('class="ladder"')[1])[:4] == ["on", "on", "ahead", "ahead"]


def test_a_step_opens_its_sentence(client: Client) -> None:
    initiative = initiative_of(told("2020-10-13", CONSTRUCTION, status="in_progress"))
    act = initiative.milestones.get(kind="construction")
    assert f'href="/evidence/milestone/{act.public_id}/" data-panel' in page_of(client, initiative).split("</ol>")[1]


def test_a_cancelled_initiative_has_a_branch_behind_the_step_it_had_reached(client: Client) -> None:
    initiative = initiative_of(told("2021-06-01", CONSTRUCTION, CANCELLATION, status="cancelled"))
    assert steps(page_of(client, initiative))[2:] == [
        "진행 진행: 착공 2020년 10월 12일 착공",
        "✕ 취소 취소: 취소 2021년 5월 취소",
    ]


# --- who ------------------------------------------------------------------------------------------------------------


def test_participants_have_the_name_and_group_of_that_day_and_those_of_today(client: Client) -> None:
    party = Party("포스코ICT", "lead", "posco-dx", "posco")
    signed = "포스코ICT는 지난 2일 포항시와 관제 계약을 맺었다."
    project = Project("포항 관제", (party, PLATFORM.parties[1]), (Act("contract", "2020-03-02", signed),))
    page = page_of(client, initiative_of(tell(Story("포스코ICT, 관제 수주", signed, (project,)))))
    members = part(page, "participants")
    assert "포스코ICT (현 포스코DX)" in members
    assert "발주·수요" in members
    assert "포스코 (현 포스코" not in members  # a group whose name has not changed is named once


# --- who said it ----------------------------------------------------------------------------------------------------


def test_reports_come_newest_first_with_who_was_first_and_who_followed(client: Client) -> None:
    initiative = initiative_of(told("2020-03-05", title="첫 기사"))
    told("2020-03-09", title="나중 기사")
    reports = part(page_of(client, initiative), "reports")
    assert reports.index("나중 기사") < reports.index("첫 기사")
    assert "처음 보도: 가상일보 , 2020년 3월 5일 08:00 · 뒤이어 가상일보 (4일 뒤)" in reports
    assert "보도 2 · 독립 출처 2" in reports


def test_a_text_that_others_brought_later_counts_once(client: Client) -> None:
    articles = [told("2020-03-05", title="첫 기사"), told("2020-03-07", title="베낀 기사")]
    Article.objects.filter(pk__in=[one.pk for one in articles]).update(origin=ArticleOrigin.objects.create())
    reports = part(page_of(client, initiative_of(articles[0])), "reports")
    assert "보도 2 · 독립 출처 1" in reports
    assert "같은 글을 처음 실음, 그 뒤 1건" in reports
    assert "가상일보이(가) 처음 실은 글, 2일 뒤" in reports
    assert "뒤이어" not in reports


def test_many_reports_are_turned_over_by_pages(client: Client) -> None:
    initiative = initiative_of(told("2020-03-05"))
    report = Report.objects.get()
    article = report.article
    for number in range(34):
        article.pk, article.public_id, article.title = None, f"a{number:011}", f"기사 {number}"
        article.payload_hash, article.content_hash = f"p{number}", f"c{number}"
        article.save(force_insert=True)
        report.pk, report.public_id, report.article = None, f"r{number:011}", article
        report.save(force_insert=True)
    first, second = page_of(client, initiative), page_of(client, initiative, "?page=2")
    assert [text.count('<li>\n    <a href="/articles/') for text in (first, second)] == [30, 5]
    assert 'rel="next" href="?page=2#reports"' in first
    for nonsense in ("0", "-1", "99999", "x", "%00", "٢"):
        assert page_of(client, initiative, f"?page={nonsense}").count('rel="next"') == 1


# --- what they do not agree on --------------------------------------------------------------------------------------


def test_amounts_that_differ_stand_side_by_side_with_who_said_them_last(client: Client) -> None:
    initiative = initiative_of(told("2020-03-05", amount_krw=32_700_000_000))
    told("2021-05-02", amount_krw=1_200_000_000_000)
    differences = part(page_of(client, initiative), "differences")
    assert "금액 327억원 가상일보 , 2020년 3월 5일 1조 2000억원 지금 값 가상일보 , 2021년 5월 2일" in differences
    english = part(page_of(client, initiative, **{"accept-language": "en"}), "differences")
    assert "KRW 32.7bn" in english
    assert "KRW 1.2tn current" in english


def test_targets_roles_and_steps_that_differ_are_named(client: Client) -> None:
    put_off = "포스코는 오는 9월 시작하려던 공사를 2021년 3월로 미뤘다."
    initiative = initiative_of(told("2020-03-05", START, status="in_progress"))
    partner = (POSCO, replace(PLATFORM.parties[1], role="partner"))
    told("2020-08-20", Act("construction", "2021-03", put_off, "planned"), parties=partner, status="agreed")
    differences = part(page_of(client, initiative), "differences")
    assert "착공 기한 2020년 9월 가상일보 , 2020년 3월 5일 · 근거 문장 : 2020년 9월 2021년 3월 지금 값" in differences
    assert "포항시의 역할" in differences
    assert "단계 진행" in differences


def test_what_agrees_is_no_contradiction(client: Client) -> None:
    initiative = initiative_of(told("2020-03-05", START))
    sooner = Act("construction", "2020-09-12", "포스코는 오는 9월 12일 공사를 시작할 계획이다.", "planned")
    told("2020-04-01", sooner, status="in_progress")
    assert part(page_of(client, initiative), "differences") == ""


# --- its relatives --------------------------------------------------------------------------------------------------


def tell_of_the_same_two(title: str, sentence: str, day: str, **changes: object) -> Initiative:
    act = Act("contract", day, sentence)
    project = Project(title, PLATFORM.parties, (act,), **changes)  # type: ignore[arg-type]
    return initiative_of(tell(Story(f"{title} 소식", sentence, (project,), day=day)))


def test_an_initiative_of_the_same_partners_is_related_and_says_why(client: Client) -> None:
    platform = initiative_of(tell(platform_story()))
    sentence = "포스코는 포항시와 하수처리장 감시 계약을 맺었다."
    other = tell_of_the_same_two("포항 하수처리장 감시", sentence, "2023-07-08", locations=("포항",))
    assert other != platform
    related = part(page_of(client, platform), "related")
    assert "포항 하수처리장 감시" in related
    assert "같이 참여: 포스코, 포항시" in related
    assert "같은 곳: 포항" in related
    other.review = "rejected"
    other.save()
    assert part(page_of(client, platform), "related") == ""


# --- taking it along ------------------------------------------------------------------------------------------------


def test_the_address_and_the_citation_can_be_copied(client: Client) -> None:
    initiative = initiative_of(tell(platform_story()))
    page = page_of(client, initiative)
    address = f"http://testserver{initiative.get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'data-copy="{address}"' in page
    sentence = re.search(r'id="cite-sentence"[^>]*>([^<]+)<', page)
    assert sentence
    assert sentence[1].startswith("‘포항 스마트시티 통합플랫폼’, 스마트 산업 트래커, 최근 보도 2020년 3월 5일, ")
    assert sentence[1].endswith(address)


def test_bibtex_has_an_address_of_its_own_and_no_command_of_a_title(client: Client) -> None:
    initiative = initiative_of(tell(platform_story()))
    Initiative.objects.update(title=r"A&B \input{x} 50% _a_ {b}")
    answer = client.get(f"{initiative.get_absolute_url()}cite.bib")
    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert text.startswith(f"@misc{{initiative-{initiative.public_id},")
    assert r"{{A\&B \textbackslash{}input\{x\} 50\% \_a\_ \{b\}}}" in text
    assert escape(text) in page_of(client, initiative)


# --- how much it asks -----------------------------------------------------------------------------------------------


def test_a_record_with_much_asks_no_more_than_one_with_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    initiative = initiative_of(tell(platform_story()))
    for number in range(1, 6):
        told(f"2020-0{number + 3}-01", CONSTRUCTION, amount_krw=10**9 * number, title=f"기사 {number}")
    sentence = "포스코는 포항시와 하수처리장 감시 계약을 맺었다."
    tell_of_the_same_two("포항 하수처리장 감시", sentence, "2023-07-08", locations=("포항",))
    page_of(client, initiative)
    with django_assert_max_num_queries(14):
        page_of(client, initiative)


@pytest.mark.parametrize("tail", ["", "changes/", "cite.bib"])
def test_an_address_outlives_its_initiative(client: Client, tail: str) -> None:
    first = initiative_of(tell(platform_story()))
    heir = Initiative.objects.create(title="새 사업", status="agreed")
    Initiative.objects.filter(pk=first.pk).update(withdrawn=True)
    assert client.get(f"{first.get_absolute_url()}{tail}").status_code == 410
    Initiative.objects.filter(pk=first.pk).update(merged_into=heir)
    answer = client.get(f"{first.get_absolute_url()}{tail}")
    assert answer.headers["Location"] == f"{heir.get_absolute_url()}{tail}"
    assert client.get(f"/initiatives/nobody/{tail}").status_code == 404
