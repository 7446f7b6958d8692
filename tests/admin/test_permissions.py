"""Who may open and change what: nobody without signing in, editors the facts, only superusers the accounts."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from tests.admin.browsing import ADMIN, act, open_list, open_page, send
from tracker.models import Initiative

pytestmark = pytest.mark.django_db
NOUNS = ["group", "organization", "sector", "initiative", "participation", "milestone", "article", "source"]
EVERYWHERE = [*NOUNS, "processingrun"]


@pytest.fixture
def reader(client: Client) -> Client:
    """Signed in, but neither editor nor staff."""
    client.force_login(User.objects.create_user("reader"), "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("noun", EVERYWHERE)
def test_who_has_not_signed_in_and_who_is_no_editor_is_asked_to_sign_in(reader: Client, noun: str) -> None:
    for client in (Client(), reader):
        answer = client.get(f"{ADMIN}/{noun}/")
        assert answer.status_code == 302
        assert "/login/" in answer["location"]


def test_a_stranger_cannot_run_actions_or_complete_names(reader: Client, initiative: Initiative) -> None:
    for client in (Client(), reader):
        act(client, "reject", initiative)
        initiative.refresh_from_db()
        assert initiative.review == "machine"
        query = {"app_label": "tracker", "model_name": "participation", "field_name": "organization", "term": "포"}
        assert client.get("/admin/autocomplete/", query).status_code in (302, 403)


@pytest.mark.parametrize("noun", EVERYWHERE)
def test_an_editor_opens_every_list(editor: Client, initiative: Initiative, noun: str) -> None:
    assert open_list(editor, noun).status == 200


@pytest.mark.parametrize("noun", ["group", "organization", "sector", "initiative", "source"])
def test_an_editor_may_add_what_is_no_reading(editor: Client, noun: str) -> None:
    assert open_page(editor, f"{ADMIN}/{noun}/add/").status == 200


@pytest.mark.parametrize("noun", ["article", "participation", "milestone", "processingrun"])
def test_nobody_adds_readings_by_hand(editor: Client, superuser: Client, noun: str) -> None:
    for client in (editor, superuser):
        assert open_page(client, f"{ADMIN}/{noun}/add/").status == 403


@pytest.mark.parametrize("address", ["/admin/auth/user/", "/admin/auth/group/", "/admin/axes/accessattempt/"])
def test_accounts_are_a_superusers(editor: Client, superuser: Client, address: str) -> None:
    assert open_page(editor, address).status == 403
    assert open_page(superuser, address).status == 200
    assert "사용자" not in open_page(editor, "/admin/").words.replace("사용자 이름", "")


def test_one_who_may_only_look_can_neither_save_nor_act(client: Client, initiative: Initiative) -> None:
    user = User.objects.create_user("looker", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_", content_type__app_label="tracker")
    )
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    page = open_page(client, f"{ADMIN}/initiative/{initiative.pk}/change/")
    assert page.status == 200
    assert "_save" not in page.text
    assert send(client, page.address, {"title": "x"}).status == 403
    act(client, "reject", initiative)
    initiative.refresh_from_db()
    assert (initiative.title, initiative.review) == ("포항 스마트시티 통합플랫폼", "machine")


def test_a_source_that_articles_came_from_cannot_be_deleted(editor: Client, initiative: Initiative) -> None:
    source = initiative.reports.get().article.source
    assert send(editor, f"{ADMIN}/source/{source.pk}/delete/", {"post": "yes"}).status == 403


def test_a_sector_that_initiatives_belong_to_cannot_be_deleted(editor: Client, initiative: Initiative) -> None:
    used = initiative.sectors.get()
    assert send(editor, f"{ADMIN}/sector/{used.pk}/delete/", {"post": "yes"}).status == 403
