from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.management.backup import write_backup


class Command(BaseCommand):
    help = (
        "Writes all of the database as it stands at this moment into one file, while work goes on; 'restore' reads "
        "it into an empty database, also of the other kind (SQLite, PostgreSQL)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="such as backup.jsonl.gz; replaced if it is there")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            written = write_backup(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}. Give a path in another folder.") from error
        self.stdout.write(f"{written.rows} rows in {path}, digest {written.digest}")
