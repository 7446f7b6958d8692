import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

USERNAME = "editor"
GROUP = "editors"


@transaction.atomic
def give_password(*, reset: bool = False) -> str | None:
    """Make the account `editor` if it is not there; its new password, or None when the old one stands.

    The password is stored as a hash only, so this is the one time that it can be read."""
    users = get_user_model()
    editor, created = users.objects.get_or_create(username=USERNAME, defaults={"is_staff": True})
    if created:
        editor.groups.add(Group.objects.get(name=GROUP))
    if not created and not reset:
        return None
    password = secrets.token_urlsafe(12)
    editor.set_password(password)
    editor.save(update_fields=["password"])
    return password


class Command(BaseCommand):
    help = "Makes the editor's account and prints its password once. --reset gives it a new one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="give the account a new password and print it")

    def handle(self, *args: Any, **options: Any) -> None:
        password = give_password(reset=options["reset"])
        if password is None:
            self.stdout.write(f'The account "{USERNAME}" is there. --reset gives it a new password.')
        else:
            self.stdout.write(f"{USERNAME} / {password}")
