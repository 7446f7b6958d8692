import json
import sys
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandParser

from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.read import read_article, to_gold
from tracker.pipeline.read_files import UnreadableFile, find_files, load_article


class Command(BaseCommand):
    help = "Reads the initiatives out of articles: JSON, HTML or text files, or folders of them. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="article file or folder of them")
        parser.add_argument("--output", type=Path, metavar="FILE.jsonl", help="one JSON object a line; default: stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path | None = options["output"]
        if output is None:
            failed = self._extract(options["paths"], self.stdout)
        else:
            output.parent.mkdir(parents=True, exist_ok=True)
            with output.open("w", encoding="utf-8") as stream:
                failed = self._extract(options["paths"], stream)
        if failed:
            sys.exit(1)

    def _extract(self, paths: list[Path], stream: Any) -> int:
        """Writes a line for each article that can be read; answers how many could not."""
        names, sectors = load_default_index(), load_default_catalog().sectors
        failed = 0
        for path in find_files(paths):
            try:
                article = load_article(path)
            except UnreadableFile as error:
                self.stderr.write(str(error))
                failed += 1
                continue
            _write(stream, to_gold(article, read_article(article, names, sectors)))
        return failed


def _write(stream: IO[str], entry: dict[str, Any]) -> None:
    stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
