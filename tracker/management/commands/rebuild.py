import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from tracker.models import Promise, TimelineRow
from tracker.store.origins import join_left_behind
from tracker.store.partner_rows import rebuild_partner_rows
from tracker.store.promises import recompute_all_promises
from tracker.store.search_texts import rebuild_search_texts
from tracker.store.searches import look_again
from tracker.store.tallies import rebuild_tally
from tracker.store.timeline_rows import rebuild_timeline_rows

AT_ONCE = 200


class Command(BaseCommand):
    help = (
        "Computes anew what follows from what was read: which articles bring the same text (those that have no origin "
        "yet), what became of every promise, who works with whom, the rows of timelines, by which words everything is "
        "found, and how much there is. Needed after an update that says so; may be stopped and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "parts",
            nargs="*",
            choices=[*PARTS, []],
            metavar="PART",
            help="origins, promises, partners, timelines, search, tally (all)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for part in options["parts"] or PARTS:
            with tqdm(desc=part, unit="", file=sys.stderr, dynamic_ncols=True) as bar:
                for done in PARTS[part]():
                    bar.update(done)
        self.stdout.write(f"{Promise.objects.count()} promises, {TimelineRow.objects.count()} rows of timelines")


def _join() -> Iterator[int]:
    while done := join_left_behind(AT_ONCE):
        yield done


def _judge() -> Iterator[int]:
    yield from recompute_all_promises()
    look_again()


PARTS: dict[str, Callable[[], Iterator[int]]] = {
    "origins": _join,
    "promises": _judge,
    "partners": rebuild_partner_rows,
    "timelines": rebuild_timeline_rows,
    "search": rebuild_search_texts,
    "tally": rebuild_tally,
}
