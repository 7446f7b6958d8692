"""The change log of an initiative: reports that came in, what people changed, merges and their undoing, promises."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.newsroom import (
    CONTRACT,
    PLATFORM,
    SIGNED,
    START,
    Act,
    Project,
    Story,
    initiative_of,
    platform_story,
    tell,
)
from tracker.models import Article, Initiative, Milestone, Participation, Verdict
from tracker.store.judgements import judge_initiatives, split_reports, withdraw

pytestmark = pytest.mark.django_db

BEGUN = "포스코는 2020년 10월 12일 공사를 시작했다."
HTMX = {"hx-request": "true"}


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("김편집")


@pytest.fixture
def initiative() -> Initiative:
    return initiative_of(tell(platform_story()))


def log(client: Client, initiative: Initiative, query: str = "", **headers: str) -> list[str]:
    """The events in words, as they follow one another."""
    answer = client.get(f"{initiative.get_absolute_url()}changes/{query}", headers=headers)
    assert answer.status_code == 200
    (listed,) = re.findall(r'<ol class="changes">.*?</ol>', answer.content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in re.findall(r"<li.*?</li>", listed, re.DOTALL)]


def save_as(user: User, row: Initiative | Milestone) -> None:
    row._history_user = user  # type: ignore[union-attr]
    row.save()


def a_day_later(initiative: Initiative) -> None:
    """What has been written so far happened yesterday."""
    yesterday = timezone.now() - timedelta(days=1)
    for rows in (Initiative.history, Milestone.history, Participation.history):
        rows.update(history_date=yesterday)
    Article.objects.update(accepted_at=yesterday)


def other_initiative() -> Initiative:
    sentence = "포스코는 광양시와 하수처리장 감시 계약을 맺었다."
    project = Project("광양 하수처리장 감시", PLATFORM.parties[:1], (Act("contract", "2023-07-08", sentence),))
    return initiative_of(tell(Story("하수처리장 감시", sentence, (project,), day="2023-07-09")))


def test_the_first_report_and_what_was_read_of_it(client: Client, initiative: Initiative) -> None:
    written = "\n".join(log(client, initiative))
    assert "보도가 들어옴: 포스코, 포항 스마트시티 통합플랫폼 수주 가상일보, 2020년 3월 5일" in written
    assert "자동 추출 처음 기록됨" in written
    assert "참여를 적음: 포스코 · 주도" in written
    assert "이정표를 적음: 착공 · 2020년 9월 · 계획" in written


def test_an_editors_change_says_who_and_what_was_before(client: Client, initiative: Initiative, editor: User) -> None:
    a_day_later(initiative)
    initiative.status, initiative.amount_krw = "in_progress", 1_200_000_000_000
    save_as(editor, initiative)
    act = initiative.milestones.get(kind="construction")
    act.date_value = "2020-10"
    save_as(editor, act)
    newest = log(client, initiative)[0]
    assert "김편집 단계: 합의 → 진행 금액(원): 327억원 → 1조 2000억원" in newest
    assert "착공 · 2020년 10월 · 계획 · 날짜: 2020년 9월 → 2020년 10월" in newest
    english = log(client, initiative, **{"accept-language": "en"})[0]
    assert "Agreed → In progress" in english
    assert "KRW 1.2tn" in english


def test_a_change_of_nothing_that_readers_see_is_no_event(client: Client, initiative: Initiative) -> None:
    before = log(client, initiative)
    initiative.search_text = "다른 것"
    initiative.save()
    assert log(client, initiative) == before


def test_a_merge_and_its_undoing_are_told_with_who_did_it(client: Client, initiative: Initiative, editor: User) -> None:
    other = other_initiative()
    judgement = judge_initiatives(initiative, other, Verdict.SAME, editor)
    merged = "\n".join(log(client, initiative))
    assert "김편집 같은 사업이라고 판단하고 합침: ‘광양 하수처리장 감시’" in merged
    assert "‘광양 하수처리장 감시’이(가) 이 사업에 합쳐짐" in merged
    withdraw(judgement, editor)
    assert "김편집 되돌림 · 같은 사업이라고 판단하고 합침: ‘광양 하수처리장 감시’" in "\n".join(log(client, initiative))
    assert "되돌림 · 같은 사업이라고 판단하고 합침: ‘포항" in "\n".join(log(client, other))


def test_a_split_is_told_with_what_was_split_off(client: Client, initiative: Initiative, editor: User) -> None:
    project = replace(PLATFORM, title="포항 통합플랫폼 2단계", acts=(CONTRACT,))
    second = tell(Story("둘째 기사", SIGNED, (project,), day="2020-03-09"))
    split_reports(initiative, list(initiative.reports.filter(article=second)), editor)
    assert "김편집 보도를 다른 사업으로 나눔: ‘포항 통합플랫폼 2단계’" in "\n".join(log(client, initiative))


def test_a_promise_falls_due_and_comes_true(client: Client, initiative: Initiative) -> None:
    assert "약속 착공 2020년 9월 : 기한이 지났고 이루어졌다는 기사가 없음" in "\n".join(log(client, initiative))
    begun = replace(PLATFORM, acts=(CONTRACT, Act("construction", "2020-10-12", BEGUN)))
    tell(Story("착공", f"{SIGNED} {BEGUN}", (begun,), day="2020-10-13"))
    told = "\n".join(log(client, initiative))
    assert "약속 착공 2020년 9월 : 이루어짐 → 착공 2020년 10월 12일" in told


def test_the_promise_of_a_day_to_come_is_no_event(client: Client) -> None:
    far = replace(START, date="2090-09")
    story = platform_story()
    story.projects = (replace(PLATFORM, acts=(CONTRACT, far)),)
    assert "약속" not in "\n".join(log(client, initiative_of(tell(story))))


def test_a_long_log_is_read_from_the_newest_on(client: Client, initiative: Initiative, editor: User) -> None:
    a_day_later(initiative)
    for number in range(60):
        initiative.amount_krw = 10**9 + number * 10**8
        save_as(editor, initiative)
        record = initiative.history.first()
        record.history_date = timezone.now() - timedelta(hours=12) + timedelta(minutes=number)
        record.save()
    first = client.get(f"{initiative.get_absolute_url()}changes/").content.decode()
    (older,) = re.findall(r'rel="next" href="(\?before=[^"]+)"', first)
    newest, rest = log(client, initiative), log(client, initiative, older)
    assert len(newest) == 50
    assert "→ 69억원" in newest[0]
    assert not set(newest) & set(rest)
    assert "→ 10억 원" not in rest[0]
    assert any("보도가 들어옴" in one for one in rest)
    assert 'rel="next"' not in client.get(f"{initiative.get_absolute_url()}changes/{older}").content.decode()


def test_the_page_of_the_initiative_shows_the_latest_few(client: Client, initiative: Initiative, editor: User) -> None:
    for number in range(8):
        initiative.amount_krw = 10**9 + number
        save_as(editor, initiative)
        initiative.history.filter(pk=initiative.history.first().pk).update(
            history_date=timezone.now() + timedelta(minutes=number)
        )
    assert len(log(client, initiative, **HTMX)) == 5
    assert (
        f'hx-get="{initiative.get_absolute_url()}changes/"'
        in client.get(initiative.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize("value", ["x", "\x00", "9" * 50, "2020-13-45", "<script>", "\ud800", "0001-01-01T00:00+23:59"])
def test_nonsense_in_the_address_is_a_note(client: Client, initiative: Initiative, value: str) -> None:
    sent = quote(value, errors="surrogatepass")
    answer = client.get(f"{initiative.get_absolute_url()}changes/?before={sent}")
    assert answer.status_code == 200
    assert 'class="notes"' in answer.content.decode()


def test_the_log_asks_a_fixed_number_of_questions(
    client: Client, initiative: Initiative, editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        initiative.title = f"제목 {number}"
        save_as(editor, initiative)
    log(client, initiative)
    with django_assert_max_num_queries(13):
        log(client, initiative)
