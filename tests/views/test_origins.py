"""Who brought a text first is said where the text is shown; the origin counts once."""

import pytest
from django.test import Client

from tests.newsroom import CONTRACT, PLATFORM, SIGNED, Project, Story, initiative_of, platform_story, tell
from tracker.models import Article, PartnerTotal
from tracker.store.partner_rows import rebuild_partner_rows, refresh_stale

pytestmark = pytest.mark.django_db
OTHER = f"{SIGNED} 시장에서 만난 상인은 주차 자리를 알려 주는 것이 가장 반갑다고 했다. 시청 담당자는 버스 도착 시각과 골목 가로등까지 한 화면에 모은다고 설명했다. 학교 앞 과속을 막는 방안도 함께 마련한다."
MORE = " 두 기관은 시민에게 교통과 안전 정보를 한곳에서 보여 줄 계획이다. 계약 금액은 327억원이다."


def reprint(outlet: str, day: str, extra: str = "") -> Article:
    """The platform story as another outlet prints it."""
    story = platform_story(day=day)
    story.body += MORE + extra
    article = tell(story)
    Article.objects.filter(pk=article.pk).update(publisher=outlet)
    return article


def test_an_article_names_the_first_outlet_and_how_much_later_the_others_followed(client: Client) -> None:
    reprint("가나통신", "2020-03-05")
    later = reprint("다라일보", "2020-03-07", " 다라일보 기자.")
    text = client.get(later.get_absolute_url()).content.decode()
    assert "가나통신이(가) 2020년 3월 5일 08:00에 처음 실었습니다" in text
    assert "2일 뒤" in text


def test_an_article_alone_with_its_text_says_nothing_of_others(client: Client) -> None:
    article = tell(platform_story())
    assert "같은 글을 실은 매체" not in client.get(article.get_absolute_url()).content.decode()


def test_the_page_of_an_initiative_counts_origins_beside_reports(client: Client) -> None:
    first = reprint("가나통신", "2020-03-05")
    reprint("다라일보", "2020-03-07", " 다라일보 기자.")
    tell(
        Story(
            "포항 통합플랫폼, 시민이 기다린다",
            OTHER,
            (Project(PLATFORM.title, PLATFORM.parties, (CONTRACT,)),),
            day="2020-04-01",
        )
    )
    text = client.get(initiative_of(first).get_absolute_url()).content.decode()
    assert "보도 <b>3</b> · 독립 출처 <b>2</b>" in text
    assert "같은 글을 처음 실음, 그 뒤 1건" in text
    assert "가나통신이(가) 처음 실은 글" in text


def test_a_partnership_counts_texts_and_not_their_reprints() -> None:
    reprint("가나통신", "2020-03-05")
    reprint("다라일보", "2020-03-07", " 다라일보 기자.")
    refresh_stale()
    partner = PartnerTotal.objects.get(group__slug="posco", since=0, sector=None)
    assert (partner.initiatives, partner.origins) == (1, 1)
    Article.objects.update(origin=None)  # those of an older version stand for themselves
    list(rebuild_partner_rows())
    assert PartnerTotal.objects.get(group__slug="posco", since=0, sector=None).origins == 2
