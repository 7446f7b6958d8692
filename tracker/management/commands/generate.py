import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, connection
from tqdm import tqdm

from tracker.management.commands.rebuild import PARTS
from tracker.management.progress import count_facts
from tracker.store.made_worlds import NotWritten, begin_world, parts_written, write_parts
from tracker.store.searches import look_again
from tracker.store.tallies import tell_planner
from tracker.worlds.records import World

INTERRUPTED = 130
# The generator writes these itself, by the same rules, since row by row they would take hours.
WRITTEN_HERE = ("origins", "promises")


class Command(BaseCommand):
    help = (
        "Fills an empty database with a made-up world, to measure how fast pages are: at scale 1 it has 90 groups, "
        "3,000 organizations, 100,000 initiatives, 400,000 milestones and 200,000 articles; groups and organizations "
        "are the same at every scale. The same seed makes the same world. May be stopped and run again: it goes on "
        "where it was. The articles are labelled as sample text, and 'remove_samples' removes them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=float, default=1.0, help="how much of it: 0.01, 1 (default), 10 …")
        parser.add_argument("--seed", type=int, default=1, help="another number makes another world")
        parser.add_argument("--parts", type=int, metavar="N", help="write N parts of 1,000 initiatives, then stop")
        parser.add_argument(
            "--among-real-articles", action="store_true", help="write into a database that holds other articles, too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0.0001 <= options["scale"] <= 1000:
            raise CommandError("--scale must lie between 0.0001 and 1000.")
        world = World(options["seed"], options["scale"])
        try:
            first = begin_world(world, among_others=options["among_real_articles"])
            self._write(world, first, options["parts"])
        except NotWritten as error:
            raise CommandError(str(error)) from error
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(f"{connection.settings_dict['NAME']}: {error}. Has 'manage.py migrate' run?") from error
        except KeyboardInterrupt:
            self._say_unfinished(world)
            sys.exit(INTERRUPTED)

    def _write(self, world: World, first: int, parts: int | None) -> None:
        last = world.parts if parts is None else min(world.parts, first + parts)
        with _bar("initiatives written", world.initiatives) as bar:
            bar.update(min(first * 1000, world.initiatives))
            for done in write_parts(world, first, last):
                bar.update(done)
        if last < world.parts:
            self._say_unfinished(world)
            return
        tell_planner()
        for name in [name for name in PARTS if name not in WRITTEN_HERE]:
            with _bar(name) as bar:
                for done in PARTS[name]():
                    bar.update(done)
        look_again()
        self.stdout.write(f"Complete: {count_facts()}")

    def _say_unfinished(self, world: World) -> None:
        self.stderr.write(
            f"Unfinished: {parts_written(world)} of {world.parts} parts are written, whole ones. Go on with: "
            f"manage.py generate --seed {world.seed} --scale {world.scale:g}"
        )


def _bar(what: str, total: int | None = None) -> Any:
    return tqdm(desc=what, total=total, unit="", file=sys.stderr, dynamic_ncols=True)
