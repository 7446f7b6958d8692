import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tracker.pipeline.explain import explain
from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.read import read_article
from tracker.pipeline.read_files import UnreadableFile, load_article


class Command(BaseCommand):
    help = "Shows every fact of one article with its rules, evidence and confidence, and why candidates were dropped."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH", help="article file: JSON, HTML or text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            article = load_article(options["path"])
        except UnreadableFile as error:
            self.stderr.write(str(error))
            sys.exit(1)
        extraction = read_article(article, load_default_index(), load_default_catalog().sectors)
        self.stdout.write(explain(article, extraction))
