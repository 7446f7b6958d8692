"""The editor's account: may write, is no superuser, and its password is told once."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from tracker.management.commands.create_editor import give_password

pytestmark = pytest.mark.django_db


def test_the_first_call_makes_an_editor_who_can_sign_in_and_is_no_superuser() -> None:
    password = give_password()
    editor = get_user_model().objects.get(username="editor")
    assert password
    assert editor.check_password(password)
    assert editor.is_staff
    assert not editor.is_superuser
    assert editor.groups.get().name == "editors"


def test_later_calls_leave_the_password_alone_and_say_nothing_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    password = give_password()
    assert give_password() is None
    call_command("create_editor")
    said = capsys.readouterr().out
    assert password
    assert password not in said
    assert "--reset" in said
    assert get_user_model().objects.get(username="editor").check_password(password)


def test_reset_gives_a_new_password(capsys: pytest.CaptureFixture[str]) -> None:
    first = give_password()
    call_command("create_editor", "--reset")
    second = capsys.readouterr().out.strip().removeprefix("editor / ")
    editor = get_user_model().objects.get(username="editor")
    assert second != first
    assert editor.check_password(second)


def test_an_account_that_an_administrator_shaped_keeps_its_groups() -> None:
    give_password()
    editor = get_user_model().objects.get(username="editor")
    editor.groups.clear()
    give_password(reset=True)
    assert not editor.groups.exists()
