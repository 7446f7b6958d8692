import json
import sys
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.pipeline.read_files import UnreadableFile, find_files
from tracker.pipeline.read_pages import read_page_file


class Command(BaseCommand):
    help = "Writes what is read of pages (HTML, text, JSON; files or folders): title, body, byline … Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="page file or folder of them")
        parser.add_argument("--output", type=Path, metavar="FILE.jsonl", help="one JSON object a line; default: stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path | None = options["output"]
        if output is None:
            failed = self._parse(options["paths"], self.stdout)
        else:
            try:
                output.parent.mkdir(parents=True, exist_ok=True)
                with output.open("w", encoding="utf-8") as stream:
                    failed = self._parse(options["paths"], stream)
            except OSError as error:
                raise CommandError(f"{output}: {error.strerror or error}. Choose another --output.") from error
        if failed:
            sys.exit(1)

    def _parse(self, paths: list[Path], stream: Any) -> int:
        """Writes a line for each page that can be read; answers how many could not."""
        failed = found = 0
        for path in find_files(paths):
            found += 1
            try:
                _write(stream, read_page_file(path))
            except UnreadableFile as error:
                self.stderr.write(str(error))
                failed += 1
        if not found:
            raise CommandError("No HTML, text or JSON file there. Give a file or a folder with some.")
        return failed


def _write(stream: IO[str], entry: dict[str, Any]) -> None:
    stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
