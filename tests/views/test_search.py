"""The search: two syllables, English, former names, blanks and width ignored; facets with counts as links."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

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
from tracker.models import Article, Group, Initiative, Organization
from tracker.search import select
from tracker.store.groups import refresh_group_search
from tracker.store.organizations import refresh_search_text

pytestmark = pytest.mark.django_db
SECRET = "아무 사실도 말하지 않는 문장이다. " * 6 + "끝에만 있는 낱말 백일홍."


def page(client: Client, **asked: object) -> str:
    answer = client.get("/search/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(text: str) -> list[str]:
    found = re.findall(r'<a class="quiet title"[^>]*>(.*?)</a>', text)
    return [re.sub("<[^>]+>", "", title) for title in found]


def tab(text: str, kind: str) -> str:
    found = re.search(rf'kind={kind}"[^>]*>[^<]*<span class="number">([^<]*)<', text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    "text", ["포항", "스마트 시티", "스마트시티통합", "통합플랫폼 포항", "ＰＯＳＣＯ", "포스코그룹"]
)
def test_an_initiative_is_found_by_title_place_participant_and_group(client: Client, text: str) -> None:
    tell(platform_story())
    assert "포항 스마트시티 통합플랫폼" in titles(page(client, q=text))


def test_a_former_name_finds_the_organization_and_says_by_what(client: Client) -> None:
    found = page(client, q="포스코ict")
    assert ">포스코DX</a>" in found
    assert "(<mark>포스코ICT</mark>)" in found
    english = client.get("/search/", {"q": "posco dx"}, headers={"accept-language": "en"}).content.decode()
    assert "<mark>POSCO DX</mark>" in english


def test_an_initiative_found_by_a_former_name_says_so(client: Client) -> None:
    party = Party("포스코DX", "lead", "posco-dx", "posco")
    tell(platform_story(projects=(Project("통합플랫폼", (party,), (CONTRACT,)),)))
    assert "찾은 말: <mark>포스코ICT</mark>" in page(client, q="포스코ICT")


def test_an_initiative_is_found_by_what_any_of_its_reports_calls_it() -> None:
    row = initiative_of(tell(platform_story()))
    row.title = "편집자가 정한 제목"
    row.mark_edited("title")
    row.save()
    call_command("rebuild", "search")
    assert Initiative.objects.matching("통합플랫폼").get() == row
    assert Initiative.objects.matching("편집자가").get() == row


def test_a_new_name_of_a_group_finds_its_initiatives() -> None:
    row = initiative_of(tell(platform_story()))
    group = Group.objects.get(slug="posco")
    group.names.create(name="포항제철그룹")
    refresh_group_search(group)
    assert Initiative.objects.matching("포항제철 그룹").get() == row


def test_what_is_called_just_so_comes_first_then_what_begins_so_then_the_latest(client: Client) -> None:
    for day, title in [
        ("2020-01-01", "수원 관제"),
        ("2020-03-01", "관제 사업 확대"),
        ("2020-05-01", "부산 관제"),
        ("2019-01-01", "관제"),
    ]:
        body = f"{day}. {SIGNED}"
        tell(Story(title, body, (Project(title, (POSCO,), (Act("contract", day, SIGNED),), locations=(title,)),), day))
    assert titles(page(client, q="관제", kind="initiative")) == ["관제", "관제 사업 확대", "부산 관제", "수원 관제"]


def test_organizations_of_that_name_come_before_those_that_only_contain_it() -> None:
    made = {}
    for name in ["하나로관제", "관제테크", "관제"]:
        made[name] = Organization.objects.create(slug=f"x{len(made)}", name=name, kind="company")
        refresh_search_text(made[name])
    from tracker.forms.search_filter import SearchFilter

    found = select.find_organizations(SearchFilter(text="관제"))
    names = [one.name for one in found if one in made.values()]
    assert names == ["관제", "관제테크", "하나로관제"]


def test_facets_count_what_a_click_would_leave(client: Client) -> None:
    tell(platform_story())
    factory = Project(
        "포항 스마트공장", (POSCO,), (Act("contract", "2018-05", SIGNED),), ("smart_factory",), "completed", ("포항",)
    )
    tell(Story("공장", SIGNED, (factory,), "2018-06-01"))
    text = page(client, q="포항")
    assert tab(text, "initiative") == "2"
    for query, count in [("sector=smart_city", 1), ("status=completed", 1), ("group=posco", 2), ("year=2018", 1)]:
        assert re.search(rf'href="[^"]*{query}"[^>]*>.*?</a> <span class="number">{count}<', text), query
    narrowed = page(client, q="포항", sector="smart_factory", kind="initiative")
    assert titles(narrowed) == ["포항 스마트공장"]
    # the counts of the other facets heed the choice, those of the same do not
    assert re.search(r'sector=smart_city[^"]*"[^>]*>.*?</a> <span class="number">1<', narrowed)
    assert not re.search(r"status=agreed", narrowed)
    assert titles(page(client, q="포항", year="2018")) == ["포항 스마트공장", "공장"]
    assert titles(page(client, q="포항", group="posco", status="agreed"))[0] == "포항 스마트시티 통합플랫폼"


def test_counts_end_at_a_limit_and_pages_follow(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(select, "COUNTED", 3)
    monkeypatch.setattr(select, "PER_PAGE", 2)
    for number in range(5):
        Initiative.objects.create(title=f"관제 {number}", status="agreed", search_text=f"관제{number}")
    first = page(client, q="관제", kind="initiative")
    assert tab(first, "initiative") == "3+"
    assert len(titles(first)) == 2
    assert "page=2" in first
    last = page(client, q="관제", kind="initiative", page=3)
    assert titles(last) == ["관제 0"]
    assert "page=4" not in last


def test_a_stranger_is_shown_nothing_of_a_text_but_its_evidence(client: Client) -> None:
    tell(platform_story(body=f"{SIGNED} {SECRET}", projects=(Project("가", (POSCO,), (CONTRACT,)),)))
    found = page(client, q="백일홍")
    assert tab(found, "article") == "1"
    assert "끝에만" not in found
    assert "<mark>계약</mark>을 맺었다" in page(client, q="계약", kind="article")


@pytest.mark.parametrize(
    "query", ["kind=x", "year=20x0", "year=9999", "group=%00", "sector=x", "status=x", "page=0", "page=99999", "q=%ED%A0%80", "q=%25", "q=_"]
)  # fmt: skip
def test_nonsense_is_a_note_and_never_an_error(client: Client, query: str) -> None:
    tell(platform_story())
    answer = client.get(f"/search/?q=포항&{query}")
    assert answer.status_code == 200


def test_what_finds_nothing_says_so_and_offers_the_way_out(client: Client) -> None:
    tell(platform_story())
    assert "찾지 못했습니다" in page(client, q="없는말")
    assert "빼면" in page(client, q="포항", year="1999")


def test_signs_of_patterns_are_letters(client: Client) -> None:
    tell(platform_story())
    assert titles(page(client, q="%")) == []
    assert titles(page(client, q="포_")) == []


def test_hostile_titles_are_text(client: Client) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    body = f"포스코는 2일 포항시와 {hostile} 계약을 맺었다."
    tell(
        Story(
            hostile,
            body,
            (Project(hostile, PLATFORM.parties, (Act("contract", "2020-03-02", body),), locations=(hostile,)),),
        )
    )
    text = page(client, q="onerror=")
    assert "<img src=x" not in text
    assert "&lt;img src=x <mark>onerror=</mark>" in text


def test_all_columns_can_be_written_anew(client: Client) -> None:
    tell(platform_story())
    models = (Group, Organization, Initiative, Article)
    before = [list(model.objects.order_by("pk").values_list("pk", "search_text")) for model in models]
    for model in models:
        model.objects.update(search_text="")
    call_command("rebuild", "search")
    after = [list(model.objects.order_by("pk").values_list("pk", "search_text")) for model in models]
    for old, new in zip(before, after, strict=True):
        assert [(pk, set(text.split("\n"))) for pk, text in new] == [(pk, set(text.split("\n"))) for pk, text in old]


def test_the_number_of_queries_does_not_grow_with_what_is_found(
    client: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        body = f"{number}번째. {SIGNED}"
        tell(
            Story(
                f"글 {number}",
                body,
                (
                    Project(
                        f"관제 {number}",
                        PLATFORM.parties,
                        (Act("contract", f"2019-0{number % 9 + 1}", SIGNED),),
                        locations=(f"{number}시",),
                    ),
                ),
            )
        )
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        page(client, q="포스코")
