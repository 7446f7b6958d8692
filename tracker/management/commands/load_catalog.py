from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.pipeline.link.catalog import CatalogError, load_default_catalog
from tracker.store.catalog_load import store_catalog


class Command(BaseCommand):
    help = "Lays the catalog files over the database. Idempotent; an editor's change is never overwritten."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = store_catalog(load_default_catalog())
        except CatalogError as error:
            raise CommandError(f"The catalog was not loaded, nothing was changed:\n{error}") from error
        if "unchanged" in counts:
            self.stdout.write("catalog: unchanged since it was last loaded")
        else:
            self.stdout.write("catalog: " + ", ".join(f"{n} {name}" for name, n in counts.items()) + " written")
