from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.management.progress import count_facts, wait_for_articles
from tracker.store.sources import source_of_kind
from tracker.tasks.intake import take_document

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "articles"


class Command(BaseCommand):
    help = (
        "Takes the sample articles in (written for this project, not news) and waits until they are read. Idempotent."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-wait", action="store_true", help="leave as soon as they are accepted")

    def handle(self, *args: Any, **options: Any) -> None:
        source = source_of_kind("sample")
        accepted = [
            take_document(path.read_bytes(), "application/json", source=source, name=path.stem)
            for path in sorted(FOLDER.glob("*.json"))
        ]
        ids = [one.article.id for one in accepted]
        if options["no_wait"]:
            self.stdout.write(f"{sum(one.created for one in accepted)} sample articles accepted")
            return
        waited = wait_for_articles(ids, label="sample articles", timeout=120)
        for article in waited.dead:
            self.stderr.write(self.style.ERROR(f"{article}: {article.failure}"))
        if waited.unfinished:
            raise CommandError(
                f"{waited.unfinished} sample articles still wait. Is a worker running? Try 'make worker'."
            )
        new = sum(one.created for one in accepted)
        self.stdout.write(f"{new} new sample articles in {waited.seconds:.1f} s; in the database: {count_facts()}")
