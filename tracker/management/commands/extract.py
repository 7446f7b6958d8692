import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.merge.cluster import merge_extractions
from tracker.pipeline.read import read_article, to_gold
from tracker.pipeline.read_files import UnreadableFile, find_files, load_article
from tracker.pipeline.records import Extraction, ParsedArticle


class Command(BaseCommand):
    help = "Reads the initiatives out of articles: JSON, HTML or text files, or folders of them. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="article file or folder of them")
        parser.add_argument(
            "--merge",
            action="store_true",
            help="merge the reports of all the articles: adds merged_id to each initiative",
        )
        parser.add_argument("--output", type=Path, metavar="FILE.jsonl", help="one JSON object a line; default: stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path | None = options["output"]
        self._failed = 0
        read = self._read(options["paths"])
        entries = _merged(read) if options["merge"] else (to_gold(*pair) for pair in read)
        if output is None:
            _write(self.stdout, entries)
        else:
            output.parent.mkdir(parents=True, exist_ok=True)
            with output.open("w", encoding="utf-8") as stream:
                _write(stream, entries)
        if self._failed:
            sys.exit(1)

    def _read(self, paths: list[Path]) -> Iterator[tuple[ParsedArticle, Extraction]]:
        """Each article that can be read with what it says; counts those that cannot."""
        names, sectors = load_default_index(), load_default_catalog().sectors
        for path in find_files(paths):
            try:
                article = load_article(path)
            except UnreadableFile as error:
                self.stderr.write(str(error))
                self._failed += 1
                continue
            yield article, read_article(article, names, sectors)


def _merged(read: Iterable[tuple[ParsedArticle, Extraction]]) -> Iterator[dict[str, Any]]:
    """The entries in order of publication, each initiative with the merged_id that it shares with others."""
    pairs = sorted(read, key=lambda pair: (pair[0].published_at, pair[0].id))
    merged = merge_extractions(pairs)
    for article, extraction in pairs:
        entry = to_gold(article, extraction)
        for initiative in entry["initiatives"]:
            initiative["merged_id"] = merged[article.id, initiative["id"]]
        yield entry


def _write(stream: Any, entries: Iterable[dict[str, Any]]) -> None:
    for entry in entries:
        stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
