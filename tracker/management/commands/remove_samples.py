from typing import Any

from django.core.management.base import BaseCommand

from tracker.store.removal import remove_samples


class Command(BaseCommand):
    help = "Removes the sample articles and everything that only they state."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = remove_samples()
        self.stdout.write(
            f"removed {removed.articles} sample articles, {removed.initiatives} initiatives that only they reported, "
            f"{removed.organizations} organizations that only they named"
        )
