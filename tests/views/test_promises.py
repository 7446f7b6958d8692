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
NAMES = ("group", "sector", "state", "year", "late", "sort", "by", "page")


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


# --- how late -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?late=any", ["포항 스마트시티 통합플랫폼"]),
        ("?late=3y", ["포항 스마트시티 통합플랫폼"]),
        ("?late=any&state=open", []),
        ("?late=any&state=fulfilled", []),
    ],
)
def test_what_is_late_by_so_much(client: Client, query: str, found: list[str]) -> None:
    tell_of_the_far_future()
    tell(platform_story())
    assert titles(page(client, query)) == found


def test_what_came_true_late_and_what_slipped_are_late_too(client: Client) -> None:
    tell(platform_story())
    tell_again("2020-08-20", Act("construction", "2021-03", PUT_OFF, "planned"))
    assert len(titles(page(client, "?state=superseded&late=3m"))) == 1
    assert titles(page(client, "?state=superseded&late=1y")) == []
    tell_again("2021-07-02", Act("construction", "2021-07-01", "포스코는 2021년 7월 1일 공사를 시작했다."))
    assert len(titles(page(client, "?state=fulfilled&late=any"))) == 1
    assert titles(page(client, "?state=fulfilled&late=1y")) == []
    assert "이루어짐 <b>1</b> (그 가운데 늦게 1)" in page(client)


def test_the_longest_overdue_first(client: Client) -> None:
    tell(platform_story())
    sooner = Act("construction", "2019-09", "포스코는 2019년 9월 울산에서 착공할 계획이다.", "planned")
    parties = (PLATFORM.parties[0], Party("울산시", "customer", None, None, "government"))
    project = Project("울산 관제 센터", parties, (sooner,), locations=("울산",))
    tell(Story("울산 관제 센터", sooner.sentence, (project,), day="2019-03-05"))
    assert titles(page(client)) == ["포항 스마트시티 통합플랫폼", "울산 관제 센터"]
    assert titles(page(client, "?sort=oldest")) == ["울산 관제 센터", "포항 스마트시티 통합플랫폼"]
    assert 'href="?sort=oldest"' in page(client)


def test_questions_that_are_asked_often_keep_the_group(client: Client) -> None:
    tell(platform_story())
    text = page(client, "?group=posco&state=due")
    assert re.search(r'href="/promises/\?group=posco&amp;state=due" aria-current="true">지금쯤', text)
    assert 'href="/promises/?group=posco&amp;state=due&amp;late=1y&amp;sort=oldest">한 해 넘게' in text


# --- as a table -----------------------------------------------------------------------------------------------------


def table(text: str) -> dict[str, list[str]]:
    """{row: counts: due, open, fulfilled, superseded, withdrawn, late, all}"""
    rows = re.findall(r'<tr><th scope="row"><a[^>]*>([^<]+)</a></th>(.*?)</tr>', text, re.DOTALL)
    return {name: re.findall(r">(\d+)<", cells) for name, cells in rows}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("group", {"KT": "0 1 0 0 0 0 1", "포스코": "0 0 1 0 0 1 1"}),
        ("sector", {"스마트시티": "0 0 1 0 0 1 1", "스마트에너지": "0 1 0 0 0 0 1"}),
        ("year", {"2090": "0 1 0 0 0 0 1", "2020": "0 0 1 0 0 1 1"}),
    ],
)
def test_the_ledger_as_a_table_leads_to_its_lists(client: Client, by: str, expected: dict[str, str]) -> None:
    tell_of_the_far_future()
    tell(platform_story())
    tell_again("2020-10-13", Act("construction", "2020-10-12", BEGUN))
    text = page(client, f"?by={by}")
    assert {name: " ".join(counts) for name, counts in table(text).items()} == expected
    assert titles(text) == []
    addresses = re.findall(r'<td><a href="/promises/(\?[^"]+)"', text)
    for address in addresses:
        assert len(titles(page(client, address.replace("&amp;", "&")))) == 1


def test_a_table_follows_the_filter(client: Client) -> None:
    tell_of_the_far_future()
    tell(platform_story())
    assert list(table(page(client, "?by=group&sector=smart_city"))) == ["포스코"]
    assert list(table(page(client, "?by=group&group=kt", **HTMX))) == ["KT"]
    assert "이 조건을 모두 채우는 것이 없습니다" in page(client, "?by=year&q=백일홍")


def test_a_row_counts_what_two_of_one_group_share_once(client: Client) -> None:
    parties = (*PLATFORM.parties, Party("포스코DX", "partner", "posco-dx", "posco"))
    story = platform_story()
    story.projects = (Project(PLATFORM.title, parties, (CONTRACT, START)),)
    tell(story)
    assert table(page(client, "?by=group"))["포스코"][-1] == "1"


def test_nobody_turns_more_pages_than_there_is_sense_in(client: Client) -> None:
    tell(platform_story())
    assert "200쪽까지만 넘길 수 있어" in page(client, "?page=9000")


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
    choices = "&".join(f"{name}={sent}" for name in NAMES)
    text = page(client, f"?{choices}")
    assert titles(text) == ["포항 스마트시티 통합플랫폼"]
    assert text.split('class="notes" role="status">')[1].split("</div>")[0].count("<p>") == len(NAMES)
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
