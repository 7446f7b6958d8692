import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.newsroom import Story, platform_story, tell
from tracker.management.commands.create_editor import give_password
from tracker.models import Initiative


@pytest.fixture
def editor(client: Client) -> Client:
    """A browser in which the editor has signed in, with name and password, in Korean."""
    answer = client.post("/login/", {"username": "editor", "password": give_password()})
    assert answer.status_code == 302
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"
    return client


@pytest.fixture
def superuser() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("chief"), "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def story() -> Story:
    story = platform_story()
    tell(story)
    return story


@pytest.fixture
def initiative(story: Story) -> Initiative:
    return Initiative.objects.visible().get()
