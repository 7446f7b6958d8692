"""The ledger of promises: what should have happened by now first, in careful words, by group, sector, state and year."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.newsroom import (
    CONTRACT,
    PLATFORM,
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
from tracker.models import Promise
from tracker.store.searches import look_again

pytestmark = pytest.mark.django_db

BEGUN = "포스코는 2020년 10월 12일 공사를 시작했다."
PUT_OFF = "포스코는 오는 9월 시작하려던 공사를 2021년 3월로 미뤘다."
FAR = "KT는 2090년까지 세종시 에너지 관제를 마칠 계획이다."
HTMX = {"hx-request": "true"}


def tell_again(day: str, *acts: Act) -> None:
    """A later article about the same initiative."""
    body = " ".join([SIGNED, *(act.sentence for act in acts)])
    tell(Story(f"{day} 기사", body, (Project(PLATFORM.title, PLATFORM.parties, (CONTRACT, *acts)),), day=day))


def tell_of_the_far_future() -> None:
    parties = (Party("KT", "lead", "kt-corp", "kt"), Party("세종시", "customer", "sejong-si", None, "government"))
    project = Project("세종 에너지 관제", parties, (Act("target", "2090", FAR, "planned"),), sectors=("smart_energy",))
    tell(Story("KT, 세종 에너지 관제 맡는다", FAR, (project,), day="2020-05-06"))


def page(client: Client, query: str = "", **headers: str) -> str:
    answer = client.get(f"/promises/{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def headings(text: str) -> list[str]:
    return re.findall(r'<h2 id="promises-[a-z]+">([^<]+)</h2>', text)


def titles(text: str) -> list[str]:
    return re.findall(r'class="quiet title"[^>]*>([^<]+)<', text)


# --- what it says ---------------------------------------------------------------------------------------------------


def test_what_should_have_happened_by_now_comes_first(client: Client) -> None:
    tell_of_the_far_future()
    tell(platform_story())
    text = page(client)
    assert headings(text) == ["지금쯤 이루어졌어야 할 것", "앞으로 기한이 오는 것"]
    assert titles(text) == ["포항 스마트시티 통합플랫폼", "세종 에너지 관제"]


def test_a_promise_past_its_date_is_worded_as_the_absence_of_evidence(client: Client) -> None:
    tell(platform_story())
    text = page(client)
    assert "기한 지남 · 근거 없음" in text
    assert "지켜지지 않았다는 뜻이 아닙니다" in text
    assert START.sentence in text
    english = page(client, **{"accept-language": "en"})
    assert "no evidence found" in english
    assert "broken" not in english


def test_it_says_what_was_searched_and_when(client: Client) -> None:
    tell(platform_story())
    assert "근거를 아직 찾아보지 않았습니다" in page(client)
    look_again()
    assert "기한 뒤에 나온 기사를 아직 한 건도 읽지 못했습니다" in page(client)
    tell(Story("나중 소식", "포스코는 아무 일도 없었다고 밝혔다.", (), day="2021-05-04"))
    Promise.objects.update(looked_at=timezone.now() - timedelta(days=2))
    look_again()
    assert "기한 뒤에 나와 읽은 기사 1건 (가상일보 1)" in page(client)


def test_how_late_it_came_true_and_by_what(client: Client) -> None:
    tell(platform_story())
    tell_again("2020-10-13", Act("construction", "2020-10-12", BEGUN))
    text = page(client)
    assert headings(text) == ["이루어진 것"]
    assert "12일 늦게" in text
    assert "착공 2020년 10월 12일" in text


def test_the_targets_that_were_stated_before(client: Client) -> None:
    tell(platform_story())
    tell_again("2020-08-20", Act("construction", "2021-03", PUT_OFF, "planned"))
    text = page(client)
    assert re.search(r'<li>2020년 9월</li><li aria-current="true">2021년 3월</li>', text)
    assert "6개월 뒤로" in page(client, "?state=superseded")


def test_the_page_of_the_initiative_shows_each_statement_and_its_target(client: Client) -> None:
    initiative = initiative_of(tell(platform_story()))
    tell_again("2020-08-20", Act("construction", "2021-03", PUT_OFF, "planned"))
    text = client.get(initiative.get_absolute_url()).content.decode()
    lines = re.findall(
        r'<time datetime="([\d-]+)">[^<]+</time> <a href="/articles/.*?class="stated"[^>]*>([^<]+)<', text, re.S
    )
    assert lines == [("2020-03-05", "2020년 9월"), ("2020-08-20", "2021년 3월")]
    assert text.count('class="way"') == 2


# --- filters --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?group=posco", ["포항 스마트시티 통합플랫폼"]),
        ("?group=kt", ["세종 에너지 관제"]),
        ("?sector=smart_city", ["포항 스마트시티 통합플랫폼"]),
        ("?sector=smart_energy&sector=smart_city", ["포항 스마트시티 통합플랫폼", "세종 에너지 관제"]),
        ("?state=open", ["세종 에너지 관제"]),
        ("?state=due", ["포항 스마트시티 통합플랫폼"]),
        ("?state=due&state=open", ["세종 에너지 관제", "포항 스마트시티 통합플랫폼"]),
        ("?state=fulfilled", []),
        ("?year=2020", ["포항 스마트시티 통합플랫폼"]),
        ("?year=2090", ["세종 에너지 관제"]),
        ("?q=세종", ["세종 에너지 관제"]),
        ("?q=세종&year=2020", []),
    ],
)
def test_a_filter_narrows_the_ledger_as_a_page_and_as_a_fragment(client: Client, query: str, found: list[str]) -> None:
    tell_of_the_far_future()
    tell(platform_story())
    whole, fragment = page(client, query), page(client, query, **HTMX)
    assert titles(whole) == titles(fragment) == found
    assert "<html" in whole
    assert "<html" not in fragment


def test_the_filters_show_what_was_asked(client: Client) -> None:
    tell(platform_story())
    text = page(client, "?group=posco&state=due&year=2020&sector=smart_city&q=포항")
    assert re.search(r'<option value="posco" selected>', text)
    assert re.search(r'<option value="2020" selected>', text)
    assert re.search(r'id="state-due" checked', text)
    assert "거르기 (5)" in text


def test_an_empty_page_names_the_filter_at_fault(client: Client) -> None:
    tell(platform_story())
    text = page(client, "?group=posco&year=2031")
    assert "이 조건을 모두 채우는 것이 없습니다" in text
    assert re.search(
        r'기한의 해</span> <span class="drop-value">2031</span> <a class="button" href="/promises/\?group=posco"', text
    )


HOSTILE = [
    "x",
    "\x00",
    "'\";--",
    "<script>alert(1)</script>",
    "٣٠٣٠",
    "-1",
    "9" * 400,
    "\ud800",
    "%",
    "due\n",
    "2020.5",
    "0000",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_nonsense_in_the_address_is_a_note_and_never_an_error(client: Client, value: str) -> None:
    tell(platform_story())
    sent = quote(value, errors="surrogatepass")
    choices = "&".join(f"{name}={sent}" for name in ("group", "sector", "state", "year", "page"))
    text = page(client, f"?{choices}")
    assert titles(text) == ["포항 스마트시티 통합플랫폼"]
    assert text.split('class="notes" role="status">')[1].split("</div>")[0].count("<p>") == 5
    for answer in (text, page(client, f"?{choices}&q={sent}", **HTMX)):
        assert "<script>alert" not in answer


# --- how much it asks -----------------------------------------------------------------------------------------------


def test_a_full_ledger_asks_no_more_than_a_short_one(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tell_of_the_far_future()
    for city in ("울산", "광양", "군산", "원주"):
        signed, plan = f"포스코는 {city}시와 관제 센터 계약을 맺었다.", f"포스코는 오는 9월 {city}에서 착공할 계획이다."
        parties = (PLATFORM.parties[0], Party(f"{city}시", "customer", None, None, "government"))
        acts = (Act("contract", "2020-03-02", signed), Act("construction", "2020-09", plan, "planned"))
        project = Project(f"{city} 관제 센터", parties, acts, locations=(city,))
        tell(Story(f"포스코, {city} 관제 센터 수주", f"{signed} {plan}", (project,)))
    assert len(titles(page(client))) == 5
    with django_assert_max_num_queries(17):
        page(client)


def test_pages_of_the_due_ones_only(client: Client) -> None:
    tell(platform_story())
    row = Promise.objects.get(state="open", due_on__year=2020)
    milestone = row.milestone
    for number in range(55):
        milestone.pk, milestone.public_id, milestone.machine_key = None, f"m{number:011}", ""
        milestone.save()
        row.pk, row.public_id, row.milestone = None, milestone.public_id, milestone
        row.save(force_insert=True)
    first, second = page(client), page(client, "?page=2")
    assert 'rel="next" href="?page=2"' in first
    assert (len(titles(first)), len(titles(second))) == (50, 6)
    assert headings(second) == ["지금쯤 이루어졌어야 할 것"]
