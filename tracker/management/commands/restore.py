from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.management.backup import NotRestored, read_backup


class Command(BaseCommand):
    help = "Reads a file of 'backup' into an empty, migrated database and compares both. All of it or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restored = read_backup(options["file"])
        except NotRestored as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{restored.rows} rows restored, digest {restored.digest}")
