"""Pages as visitors and editors get them: complete, escaped, in words, and never an error for a nonsense address."""

from dataclasses import asdict

import pytest
from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import User
from django.test import Client

from tests.newsroom import Act, Project, Story, initiative_of, platform_story, tell
from tracker.models import Milestone
from tracker.pipeline.parse.paragraphs import type_paragraphs

pytestmark = pytest.mark.django_db
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
LISTS = [
    "/",
    "/groups/",
    "/groups/posco/",
    "/groups/posco/partnerships/",
    "/promises/",
    "/initiatives/",
    "/articles/",
    "/search/?q=포항",
]


@pytest.mark.parametrize("address", [*LISTS, "/about/", "/status/", "/login/", "/organizations/posco-company/"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_answers_empty_and_full(client: Client, address: str, language: str) -> None:
    for _ in range(2):
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.content.decode()
        tell(platform_story())


@pytest.mark.parametrize(
    "address", ["/groups/posco/", "/groups/posco/partnerships/", "/promises/", "/initiatives/", "/articles/"]
)
@pytest.mark.parametrize(
    "query",
    ["sector=x", "status=%00", "from=2020-99", "to=soon", "page=-1", "affiliate=%27", "modality=maybe", "q=%ED%A0%80"],
)
def test_nonsense_in_an_address_is_a_note_and_never_an_error(client: Client, address: str, query: str) -> None:
    tell(platform_story())
    assert client.get(f"{address}?{query}").status_code == 200


def test_a_filter_changes_the_list_for_htmx_and_without(client: Client) -> None:
    tell(platform_story())
    page = client.get("/groups/posco/?modality=happened").content.decode()
    fragment = client.get("/groups/posco/?modality=happened", headers={"hx-request": "true"}).content.decode()
    assert "<html" in page
    assert "<html" not in fragment
    for text in (page, fragment):
        assert "계약을 맺었다" in text
        assert "공사를 시작할 계획" not in text


def test_every_milestone_opens_its_sentence(client: Client) -> None:
    tell(platform_story())
    for milestone in Milestone.objects.all():
        answer = client.get(f"/evidence/milestone/{milestone.public_id}/").content.decode()
        assert milestone.evidence.get().quote in answer


def test_hostile_texts_are_text(client: Client) -> None:
    body = f"포스코는 2일 포항시와 {HOSTILE} 계약을 맺었다."
    parties = platform_story().projects[0].parties
    project = Project(HOSTILE, parties, (Act("contract", "2020-03-02", body),), locations=(HOSTILE,))
    article = tell(Story(HOSTILE, body, (project,), sample=True))
    initiative = initiative_of(article)
    for address in [
        *LISTS,
        article.get_absolute_url(),
        initiative.get_absolute_url(),
        "/groups/posco/partnerships/pohang-si/",
    ]:
        answer = client.get(address).content.decode()
        assert "<img src=x" not in answer
        assert "<script>alert" not in answer


def test_a_stranger_reads_an_excerpt_and_an_editor_the_whole_text(client: Client) -> None:
    story = platform_story()
    story.body += "\n\n" + "아무 사실도 말하지 않는 문장이 있다. " * 8 + "끝에만 있는 낱말 백일홍."
    article = tell(story)
    assert "백일홍" not in client.get(article.get_absolute_url()).content.decode()
    editor = User.objects.create_user("editor")
    editor.groups.add(UserGroup.objects.get(name="editors"))
    client.force_login(editor)
    assert "백일홍" in client.get(article.get_absolute_url()).content.decode()


def test_sample_articles_are_labelled(client: Client) -> None:
    article = tell(platform_story(sample=True))
    milestone = Milestone.objects.first()
    for address in [article.get_absolute_url(), "/groups/posco/", f"/evidence/milestone/{milestone.public_id}/"]:
        assert "예시 기사, 실제 보도가 아님" in client.get(address).content.decode()


def test_strangers_cannot_add_articles(client: Client) -> None:
    assert client.get("/articles/add/").status_code == 302
    client.force_login(User.objects.create_user("reader"))
    assert client.get("/articles/add/").status_code == 403


def test_the_security_policy_allows_no_inline_script(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy


def test_a_missing_page_says_so_in_words(client: Client) -> None:
    answer = client.get("/groups/nobody/")
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def test_an_article_is_shown_by_its_typed_paragraphs(client: Client) -> None:
    article = tell(platform_story(sample=True))
    article.paragraphs = [asdict(paragraph) for paragraph in type_paragraphs(article.body, "ko")]
    article.save(update_fields=["paragraphs"])
    assert len(article.paragraphs) == 2
    assert client.get(article.get_absolute_url()).content.decode().count('<p class="body">') == 2
