"""The overview answers what has changed since one was last here, or since a day of the reader's choice."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.newsroom import (
    CONTRACT,
    PLATFORM,
    POSCO,
    SIGNED,
    Act,
    Party,
    Project,
    Story,
    initiative_of,
    platform_story,
    tell,
)
from tracker.forms.since import read_visit
from tracker.models import Initiative, Milestone, Participation, Promise

pytestmark = pytest.mark.django_db

BEGUN = "포스코는 2020년 10월 12일 공사를 시작했다."
PUT_OFF = "포스코는 오는 9월 시작하려던 공사를 2021년 3월로 미뤘다."


def age(days: int) -> None:
    """All that has been written so far was written that many days ago."""
    then = timezone.now() - timedelta(days=days)
    for rows in (Initiative.history, Milestone.history, Participation.history):
        rows.update(history_date=then)
    Initiative.objects.update(created_at=then)


def told(*acts: Act, day: str = "2020-10-13", **changes: object) -> Initiative:
    body = " ".join([SIGNED, *(act.sentence for act in acts)])
    project = replace(PLATFORM, acts=(CONTRACT, *acts), **changes)  # type: ignore[arg-type]
    return initiative_of(tell(Story(f"{day} 기사", body, (project,), day=day)))


def page_of(client: Client, query: str = "", **headers: str) -> str:
    answer = client.get(f"/{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def news(client: Client, query: str = "", **headers: str) -> dict[str, str]:
    """The parts of the news in words, by their names."""
    page = page_of(client, query, **headers)
    parts = re.findall(r'<h3 id="news-(\w+)">(.*?)</section>', page, re.DOTALL)
    return {name: " ".join(re.sub(r"<[^>]+>", " ", text).split()) for name, text in parts}


# --- what is told ---------------------------------------------------------------------------------------------------


def test_a_new_initiative_and_its_partnership_are_told(client: Client) -> None:
    tell(platform_story())
    parts = news(client)
    assert "포항 스마트시티 통합플랫폼" in parts["initiatives"]
    assert parts["partnerships"].startswith("처음 같이 하는 곳 1 포스코 · 포항시")
    assert set(parts) == {"initiatives", "partnerships"}  # its milestones are part of it


def test_what_is_old_is_not_told(client: Client) -> None:
    tell(platform_story())
    age(20)
    assert news(client) == {}
    assert set(news(client, f"?since={timezone.localdate() - timedelta(days=30)}")) == {"initiatives", "partnerships"}


def test_a_step_a_milestone_and_a_promise_that_came_true(client: Client) -> None:
    tell(platform_story())
    age(20)
    told(Act("construction", "2020-10-12", BEGUN), status="in_progress")
    parts = news(client)
    assert parts["steps"].endswith("포항 스마트시티 통합플랫폼 합의 → 진행")
    assert "착공 일어남 2020년 10월 12일" in parts["milestones"]
    assert "이루어짐 착공 2020년 9월 → 착공 2020년 10월 12일" in parts["promises"]
    assert "initiatives" not in parts
    assert "partnerships" not in parts


def test_a_promise_that_slipped(client: Client) -> None:
    tell(platform_story())
    age(20)
    told(Act("construction", "2021-03", PUT_OFF, "planned"), day="2020-08-20")
    assert "기한 바뀜 착공 2020년 9월 → 착공 2021년 3월" in news(client)["promises"]


def test_a_promise_that_fell_due_meanwhile(client: Client) -> None:
    tell(platform_story())
    age(400)
    yesterday = timezone.localdate() - timedelta(days=1)
    Promise.objects.update(due_from=yesterday, due_on=yesterday)
    assert "기한 지남 · 근거 없음 착공" in news(client)["promises"]
    Promise.objects.update(due_from=timezone.localdate(), due_on=timezone.localdate())
    assert "promises" not in news(client)


def test_only_those_who_meet_for_the_first_time_are_new(client: Client) -> None:
    tell(platform_story())
    age(20)
    sentence = "포스코는 포항시, 경주시와 하수처리장 감시 계약을 맺었다."
    parties = (POSCO, PLATFORM.parties[1], Party("경주시", "customer", "gyeongju-si", None, "government"))
    project = Project("하수처리장 감시", parties, (Act("contract", "2023-07-08", sentence),))
    tell(Story("하수처리장 감시", sentence, (project,), day="2023-07-09"))
    assert news(client)["partnerships"].startswith("처음 같이 하는 곳 1 포스코 · 경주시")


def test_a_correction_is_told_with_who_made_it(client: Client) -> None:
    initiative = initiative_of(tell(platform_story()))
    age(20)
    initiative.refresh_from_db()
    initiative.status = "completed"
    initiative._history_user = User.objects.create_user("김편집")  # type: ignore[attr-defined]
    initiative.save()
    parts = news(client)
    assert "포항 스마트시티 통합플랫폼 단계: 합의 → 완료 김편집" in parts["corrections"]
    assert "합의 → 완료" in parts["steps"]
    assert "Status: Agreed → Completed" in news(client, **{"accept-language": "en"})["corrections"]


def test_what_was_rejected_is_not_told(client: Client) -> None:
    tell(platform_story())
    Initiative.objects.update(review="rejected")
    assert news(client) == {}


def test_nothing_new_says_so_and_offers_a_longer_time(client: Client) -> None:
    tell(platform_story())
    age(20)
    page = page_of(client, f"?since={timezone.localdate() - timedelta(days=7)}")
    assert "이 기간에 바뀐 것이 없습니다." in page
    offered = re.findall(r'<a class="button" href="\?since=([\d-]+)#news">[^<]*보기</a>', page)
    today = timezone.localdate()
    assert [(today - date.fromisoformat(day)).days for day in offered] == [30, 90, 365]


def test_one_part_is_shown_in_full_where_it_is_asked_for(client: Client) -> None:
    for number in range(8):
        sentence = f"포스코는 {number}번째 관제 계약을 맺었다."
        project = Project(f"{number}번째 관제", (POSCO,), (Act("contract", f"20{number + 10}-03-02", sentence),))
        tell(Story(f"관제 {number}", sentence, (project,), day=f"20{number + 10}-03-05"))
    page = page_of(client)
    assert "2건 더 보기" in page
    assert 'href="?show=initiatives#news"' in page
    parts = news(client, "?show=initiatives")
    assert all(f"{number}번째 관제" in parts["initiatives"] for number in range(8))
    assert set(parts) == {"initiatives"}


# --- since when -----------------------------------------------------------------------------------------------------


def hours_later(cookie: str, hours: float) -> tuple[object, str]:
    return read_visit(cookie, timezone.now() + timedelta(hours=hours))


def test_a_visit_lasts_until_one_has_been_away_for_six_hours() -> None:
    now = timezone.now()
    visit, first = read_visit("", now)
    assert visit is None
    visit, cookie = read_visit(first, now + timedelta(minutes=5))
    assert visit is None  # a reload
    for hours in (5, 10, 15):  # a long day in front of it
        visit, cookie = read_visit(cookie, now + timedelta(hours=hours))
        assert visit is None
    came_back = now + timedelta(hours=15 + 7)
    visit, cookie = read_visit(cookie, came_back)
    assert visit is not None
    assert abs(visit - (now + timedelta(hours=15))) < timedelta(seconds=2)
    again, cookie = read_visit(cookie, came_back + timedelta(minutes=1))
    assert again == visit


def test_the_page_begins_where_the_last_visit_ended(client: Client) -> None:
    tell(platform_story())
    age(3)
    assert "지난 7일 동안 바뀐 것" in page_of(client)
    yesterday = int((timezone.now() - timedelta(days=1)).timestamp())
    client.cookies["visit"] = f"0.{yesterday}"
    for _reload in range(3):
        page = page_of(client)
        assert "지난번에 오신 뒤로 바뀐 것" in page
        assert "그 뒤로 바뀐 것이 없습니다." in page
    told(Act("construction", "2020-10-12", BEGUN))
    assert "milestones" in news(client)
    assert "initiatives" in news(client, f"?since={timezone.localdate() - timedelta(days=5)}")


def test_the_cookie_holds_two_moments_and_nothing_else(client: Client) -> None:
    page_of(client)
    assert re.fullmatch(r"\d+\.\d+", client.cookies["visit"].value)
    assert client.cookies["visit"]["httponly"]


@pytest.mark.parametrize("cookie", ["x", "9" * 30, "..", "-1.-1", "1e9.1e9", "0.99999999999", "5.9999999999"])
def test_a_cookie_without_sense_is_a_first_visit(client: Client, cookie: str) -> None:
    tell(platform_story())
    client.cookies["visit"] = cookie
    assert "지난 7일 동안 바뀐 것" in page_of(client)


@pytest.mark.parametrize(
    "query",
    [
        "since=x",
        "since=2026-13-45",
        "since=%00",
        "since=99999-01-01",
        "since=2999-01-01",
        "show=x",
        "show=%27%22%3E",
        "since=1999-01-01",
    ],
)
def test_nonsense_in_the_address_is_a_note(client: Client, query: str) -> None:
    tell(platform_story())
    assert 'class="notes" role="status"' in page_of(client, f"?{query}")


def test_a_surrogate_in_the_address_is_no_error(client: Client) -> None:
    sent = quote("\ud800", errors="surrogatepass")
    assert client.get(f"/?since={sent}&show={sent}").status_code == 200


# --- how much it asks -----------------------------------------------------------------------------------------------


@pytest.fixture
def many(client: Client) -> Callable[[int], None]:
    def make(count: int) -> None:
        for number in range(count):
            sentence = f"포스코는 {number}번째 도시와 관제 계약을 맺었다."
            parties = (POSCO, Party(f"{number}번째 도시", "customer", None, None, "government"))
            acts = (Act("contract", f"20{number + 10}-03-02", sentence),)
            tell(Story(f"관제 {number}", sentence, (Project(f"{number}번째 관제", parties, acts),), day="2040-01-01"))

    return make


def test_much_news_asks_no_more_than_little(
    client: Client, many: Callable[[int], None], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(6)
    initiative = Initiative.objects.visible()[0]
    for row in (initiative, initiative.milestones.all()[0], initiative.participations.all()[0]):
        row._history_user = User.objects.get_or_create(username="editor")[0]  # type: ignore[union-attr]
        row.mark_edited("review")
        row.review = "accepted"
        row.save()
    page_of(client)
    with django_assert_max_num_queries(43):
        page_of(client)
