import sys
from argparse import ArgumentParser
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.management.progress import count_facts, wait_for_articles, wait_for_files
from tracker.models import Article, Backfill, BackfillKind
from tracker.store.accept import Accepted, NotAccepted
from tracker.store.backfills import progress_of
from tracker.store.sources import source_of_kind
from tracker.tasks.bundles import ENDINGS, HEAD, bundle_kind, read_file_now, take_file
from tracker.tasks.intake import take_address, take_document

MEDIA_TYPES = {
    ".json": "application/json",
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
}
KINDS = ".json, .html, .txt, .jsonl, .xlsx (BigKinds) or .warc(.gz)"


@dataclass
class Taken:
    articles: list[Accepted] = field(default_factory=list)
    files: list[Backfill] = field(default_factory=list)
    refused: int = 0
    newest_before: int = 0  # id of the newest article before anything was taken


class Command(BaseCommand):
    help = (
        "Takes articles in: files (JSON, HTML, text), folders of them, files that hold many (JSONL, an XLSX export of "
        "BigKinds, a text with one address a line, WARC), or addresses. Workers read them by and by; they also read "
        "WARC files part by part, from the path that is given here."
    )

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
        taken = Taken(newest_before=_newest())
        for one in _expand(options["inputs"]):
            self._attempt(one, taken)
        self._report(taken)
        failed = self._wait(taken, options["timeout"]) if options["wait"] else 0
        if taken.refused or failed:
            sys.exit(1)

    def _attempt(self, one: str | Path, taken: Taken) -> None:
        try:
            _take(one, taken)
        except NotAccepted as error:
            taken.refused += 1
            self.stderr.write(self.style.ERROR(f"{one}: {error}"))
        except OSError as error:
            taken.refused += 1
            self.stderr.write(self.style.ERROR(f"{one}: {error.strerror}. Check the path and its permissions."))

    def _report(self, taken: Taken) -> None:
        """Of files that hold many, what was read here; WARC files are told of by themselves."""
        archives = [one for one in taken.files if one.kind == BackfillKind.WARC]
        read = progress_of([one for one in taken.files if one.kind != BackfillKind.WARC])
        for failure in read.failures:
            self.stderr.write(self.style.ERROR(failure))
        taken.refused += read.refused + read.dead
        new = sum(one.created for one in taken.articles)
        known = len(taken.articles) - new + read.known
        self.stdout.write(f"{new + read.accepted} accepted, {known} already known, {taken.refused} refused")
        for archive in archives:
            parts = archive.chunks.count()
            self.stdout.write(f"{archive}: {parts} part{'s' if parts != 1 else ''} for the workers")

    def _wait(self, taken: Taken, timeout: float) -> int:
        """Returns how many articles and parts of files could not be read."""
        dead = self._wait_for_archives(taken, timeout)
        ids = [one.article.id for one in taken.articles]
        if taken.files:
            sources = {one.source_id for one in taken.files}
            brought = Article.objects.filter(source__in=sources, id__gt=taken.newest_before)
            ids = list({*ids, *brought.values_list("id", flat=True)})
        waited = wait_for_articles(ids, timeout=timeout)
        for article in waited.dead:
            self.stderr.write(self.style.ERROR(f"{article}: {article.failure}"))
        self.stdout.write(f"{waited.done} read in {waited.seconds:.1f} s; in the database: {count_facts()}")
        if waited.unfinished:
            raise CommandError(
                f"{waited.unfinished} still wait. They are safe; is a worker running? Try 'make worker'."
            )
        return len(waited.dead) + dead

    def _wait_for_archives(self, taken: Taken, timeout: float) -> int:
        archives = [one for one in taken.files if one.kind == BackfillKind.WARC]
        if not archives:
            return 0
        progress = wait_for_files(archives, timeout=timeout)
        if not progress.finished:
            left = progress.chunks - progress.done - progress.dead
            raise CommandError(f"{left} parts still wait. They are safe; is a worker running? Try 'make worker'.")
        for failure in progress.failures:
            self.stderr.write(self.style.ERROR(failure))
        self.stdout.write(f"{progress.seen} records, {progress.accepted} accepted, {progress.known} already known")
        return progress.dead


def _newest() -> int:
    return Article.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _expand(inputs: list[str]) -> list[str | Path]:
    out: list[str | Path] = []
    for one in inputs:
        if one.startswith(("http://", "https://")):
            out.append(one)
        elif Path(one).is_dir():
            endings = (*MEDIA_TYPES, *ENDINGS)
            found = sorted(path for path in Path(one).iterdir() if path.name.lower().endswith(endings))
            out.extend(found or [Path(one)])
        else:
            out.append(Path(one))
    return out


def _take(one: str | Path, taken: Taken) -> None:
    if isinstance(one, str):
        taken.articles.append(take_address(one, source=source_of_kind("address")))
        return
    if one.is_dir():
        raise NotAccepted("no .json, .html or .txt in this folder; name the folder that holds the articles")
    with one.open("rb") as file:
        kind = bundle_kind(one.name, file.read(HEAD))
    if kind is not None:
        backfill = take_file(one.resolve(), kind)
        taken.files.append(backfill)
        if kind != BackfillKind.WARC:
            read_file_now(backfill)
        return
    media_type = MEDIA_TYPES.get(one.suffix.lower())
    if media_type is None:
        raise NotAccepted(f"{one.suffix or 'no'} ending; give {KINDS}")
    taken.articles.append(take_document(one.read_bytes(), media_type, source=source_of_kind("upload"), name=one.name))
