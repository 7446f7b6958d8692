"""The pages of the sectors: who leads, what happened last, what is due, who works together, year by year."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.newsroom import CONTRACT, PLATFORM, POSCO, START, Act, Party, Project, Story, platform_story, tell
from tracker.models import Initiative, Sector

pytestmark = pytest.mark.django_db


def words_of(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return plain(answer.content.decode())


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part(client: Client, name: str, address: str = "/sectors/smart_city/") -> str:
    page = client.get(address).content.decode()
    found = re.search(rf'<h2 id="{name}">.*?</section>', page, re.DOTALL)
    return plain(found[0]) if found else ""


def tell_many(count: int) -> None:
    for number in range(count):
        city = f"{number}번째 도시"
        signed, plan = f"포스코는 {city}와 관제 계약을 맺었다.", f"포스코는 2090년 {city}에서 착공할 계획이다."
        parties = (POSCO, Party(city, "customer", None, None, "government"))
        acts = (Act("contract", f"20{number + 10}-03-02", signed), Act("construction", "2090", plan, "planned"))
        tell(Story(f"관제 {number}", f"{signed} {plan}", (Project(f"{city} 관제", parties, acts),), day="2040-01-01"))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_sector_without_initiatives_says_so(client: Client, language: str) -> None:
    for address in ("/sectors/", "/sectors/smart_city/"):
        text = words_of(client, address, **{"accept-language": language})
        expected = (
            "이 분야의 사업을 말한 기사가 아직 없습니다." if language == "ko" else "No article about an initiative"
        )
        assert expected in text


def test_an_unknown_sector_is_missing(client: Client) -> None:
    assert client.get("/sectors/nothing/").status_code == 404


def test_the_list_counts_steps_and_names_the_latest(client: Client) -> None:
    tell(platform_story())
    page = client.get("/sectors/").content.decode()
    card = page.split('href="/sectors/smart_city/"')[1].split('class="card')[0]
    assert "사업 1 · 기한 지남 · 근거 없음 1" in plain(card)
    assert 'href="/initiatives/?sector=smart_city&amp;status=agreed"' in card
    assert "포항 스마트시티 통합플랫폼" in card
    assert "포항 스마트시티" not in page.split('href="/sectors/smart_energy/"')[1]


def test_who_leads_and_who_works_together(client: Client) -> None:
    tell(platform_story())
    tell_many(2)
    assert part(client, "leading") == "사업이 많은 기업집단 포스코 사업 3"
    assert "포스코 포항시 1 1" in part(client, "pairs")
    page = client.get("/sectors/smart_city/").content.decode()
    assert 'href="/groups/posco/?sector=smart_city"' in page
    assert 'href="/groups/posco/partnerships/pohang-si/" data-panel' in page


def test_two_groups_that_meet_are_told_once_with_all_their_accounts(client: Client) -> None:
    parties = (POSCO, Party("KT", "partner", "kt-corp", "kt"))
    sentence = "포스코와 KT는 관제 협약을 맺었다."
    for day in ("2020-03-05", "2020-03-09"):
        project = Project("포항 관제", parties, (Act("agreement", "2020-03-02", sentence),), locations=("포항",))
        tell(Story(f"{day} 기사", sentence, (project,), day=day))
    assert Initiative.objects.visible().count() == 1
    pairs = part(client, "pairs")
    assert pairs.count("포스코") == 1
    assert pairs.endswith(" 1 2")


def test_what_happened_last_and_what_is_due(client: Client) -> None:
    tell(platform_story())
    tell_many(1)
    latest = part(client, "latest")
    assert latest.index("2020년 3월 2일") < latest.index("2010년 3월 2일")
    assert "착공" not in latest  # planned
    assert "포항 스마트시티 통합플랫폼" in part(client, "overdue")
    assert "지켜지지 않았다는 뜻이 아닙니다" in part(client, "overdue")
    assert "앞으로 여섯 달 안에 기한이 오는 약속이 없습니다." in part(client, "soon")


def test_the_years_agree_with_the_lists_they_lead_to(client: Client) -> None:
    year = timezone.localdate().year
    sentence = "포스코는 지난해부터 올해까지 관제를 시험했다."
    acts = (Act("pilot", f"{year - 1}/{year}", sentence),)
    tell(Story("시험", sentence, (Project("관제 시험", PLATFORM.parties[:1], acts),), day=f"{year}-01-05"))
    page = client.get("/sectors/smart_city/").content.decode()
    years = page.split('class="years')[1].split("</ol>")[0]
    addresses = re.findall(r'href="(/initiatives/[^"]+)"', years)
    assert [f"from={shown}-01" in address for address, shown in zip(addresses, (year - 1, year), strict=True)] == [
        True
    ] * 2
    for address in addresses:
        assert "관제 시험" in words_of(client, address.replace("&amp;", "&"))


def test_its_words_are_those_of_the_page(client: Client) -> None:
    tell(platform_story())
    assert "이런 말로 이 분야를 알아봅니다: 스마트시티" in words_of(client, "/sectors/smart_city/")
    english = words_of(client, "/sectors/smart_city/", **{"accept-language": "en"})
    words = english.split("Recognised by words such as:")[1].split("Agreed")[0]
    assert "smart city" in words
    assert "스마트시티" not in words


def test_what_was_rejected_does_not_count(client: Client) -> None:
    tell(platform_story())
    Initiative.objects.update(review="rejected")
    assert "이 분야의 사업을 말한 기사가 아직 없습니다." in words_of(client, "/sectors/smart_city/")


def test_a_sector_that_an_editor_added_has_its_page(client: Client) -> None:
    Sector.objects.create(
        slug="smart_farm", name="스마트팜", english_name="Smart farm", letter="팜", letter_english="A"
    )
    assert "스마트팜" in words_of(client, "/sectors/")
    assert client.get("/sectors/smart_farm/").status_code == 200


def test_pages_lead_to_the_sectors(client: Client) -> None:
    tell(platform_story())
    page = client.get("/").content.decode()
    assert 'href="/sectors/"' in page
    assert '<th scope="row"><a href="/sectors/smart_city/">' in page
    assert '<a href="/sectors/">' in client.get("/about/").content.decode()


@pytest.mark.parametrize(("address", "most"), [("/sectors/", 8), ("/sectors/smart_city/", 16)])
def test_much_asks_no_more_than_little(
    client: Client, address: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    story = platform_story()
    story.projects = (replace(PLATFORM, acts=(CONTRACT, START)),)
    tell(story)
    tell_many(6)
    words_of(client, address)
    with django_assert_max_num_queries(most):
        words_of(client, address)
