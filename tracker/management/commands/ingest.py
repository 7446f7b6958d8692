import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.management.progress import count_facts, wait_for_articles
from tracker.store.accept import Accepted, NotAccepted
from tracker.store.sources import source_of_kind
from tracker.tasks.intake import take_address, take_document

MEDIA_TYPES = {
    ".json": "application/json",
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
}


class Command(BaseCommand):
    help = "Takes articles in: files (JSON, HTML, text), folders of them, or addresses. Workers read them by and by."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("inputs", nargs="+", metavar="PATH|URL")
        parser.add_argument(
            "--wait",
            action="store_true",
            help="wait until all are read, with a progress bar",
        )
        parser.add_argument(
            "--timeout",
            type=float,
            default=600.0,
            help="seconds without progress after which to stop",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        accepted: list[Accepted] = []
        refused = 0
        for one in _expand(options["inputs"]):
            try:
                accepted.append(_take(one))
            except NotAccepted as error:
                refused += 1
                self.stderr.write(self.style.ERROR(f"{one}: {error}"))
            except OSError as error:
                refused += 1
                self.stderr.write(self.style.ERROR(f"{one}: {error.strerror}. Check the path and its permissions."))
        new = sum(one.created for one in accepted)
        self.stdout.write(f"{new} accepted, {len(accepted) - new} already known, {refused} refused")
        failed = self._wait([one.article.id for one in accepted], options["timeout"]) if options["wait"] else 0
        if refused or failed:
            sys.exit(1)

    def _wait(self, ids: list[int], timeout: float) -> int:
        """Returns how many could not be read."""
        waited = wait_for_articles(ids, timeout=timeout)
        for article in waited.dead:
            self.stderr.write(self.style.ERROR(f"{article}: {article.failure}"))
        self.stdout.write(f"{waited.done} read in {waited.seconds:.1f} s; in the database: {count_facts()}")
        if waited.unfinished:
            raise CommandError(
                f"{waited.unfinished} still wait. They are safe; is a worker running? Try 'make worker'."
            )
        return len(waited.dead)


def _expand(inputs: list[str]) -> list[str | Path]:
    out: list[str | Path] = []
    for one in inputs:
        if one.startswith(("http://", "https://")):
            out.append(one)
        elif Path(one).is_dir():
            found = sorted(path for path in Path(one).iterdir() if path.suffix.lower() in MEDIA_TYPES)
            out.extend(found or [Path(one)])
        else:
            out.append(Path(one))
    return out


def _take(one: str | Path) -> Accepted:
    if isinstance(one, str):
        return take_address(one, source=source_of_kind("address"))
    if one.is_dir():
        raise NotAccepted("no .json, .html or .txt in this folder; name the folder that holds the articles")
    media_type = MEDIA_TYPES.get(one.suffix.lower())
    if media_type is None:
        raise NotAccepted(f"{one.suffix or 'no'} ending; give .json, .html or .txt")
    return take_document(one.read_bytes(), media_type, source=source_of_kind("upload"), name=one.name)
