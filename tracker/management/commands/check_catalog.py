"""manage.py check_catalog: every problem of the catalog files, and how much they hold."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from tracker.pipeline.link.catalog import Catalog, CatalogError, default_catalog_folder, load_catalog


class Command(BaseCommand):
    help = "Check the catalog files and count what they hold; exit code 1 if anything is wrong."
    requires_system_checks: list[str] = []  # the catalog files are all that it needs

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=default_catalog_folder(), help="another catalog to check")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            catalog = load_catalog(folder)
        except CatalogError as error:
            for problem in error.problems:
                self.stderr.write(problem)
            self.stderr.write(f"{len(error.problems)} problems")
            raise SystemExit(1) from error
        for label, number in _count(catalog):
            self.stdout.write(f"{label:24}{number:>6}")
        self.stdout.write(f"No problems. Content hash {catalog.hash}")


def _count(catalog: Catalog) -> list[tuple[str, int]]:
    members = [one for one in catalog.organizations if one.affiliations and not one.is_group]
    partners = [one for one in catalog.organizations if not one.affiliations]
    kinds = Counter(one.kind for one in (*members, *partners))
    return [
        ("groups", len(catalog.groups)),
        ("affiliates", len(members)),
        ("partners", len(partners)),
        *((f"  {kind}", number) for kind, number in kinds.most_common()),
        ("names", sum(len(one.names) for one in catalog.organizations)),
        ("ambiguous names", len(catalog.ambiguous)),
        ("sectors", len(catalog.sectors)),
    ]
