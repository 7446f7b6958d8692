import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from tracker.management.differences import difference_lines
from tracker.management.progress import POLL_SECONDS, SILENT_SECONDS, SWEEP_SECONDS
from tracker.models import Article, Group, Reprocessing, Sector, Stage
from tracker.store.reprocessing import (
    Progress,
    Selection,
    list_next,
    progress_of,
    read_again,
    selected_articles,
    start_reprocessing,
    unfinished_reprocessings,
)
from tracker.tasks.intake import ring_all
from tracker.tasks.sweep import ring_left_behind

INTERRUPTED = 130


class Command(BaseCommand):
    help = (
        "Reads articles again after rules, words or catalog have changed. Only what is read otherwise is merged anew; "
        "values of editors and public ids stay. May be interrupted at any time and goes on with --resume."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_argument_group("which articles (all that is given must apply)")
        which.add_argument("--article", nargs="+", default=[], metavar="ID", help="public ids, as in their addresses")
        which.add_argument("--group", nargs="+", default=[], metavar="SLUG", help="that report on these groups")
        which.add_argument("--sector", nargs="+", default=[], metavar="SLUG", help="that report on these sectors")
        which.add_argument("--lexicon", nargs="+", default=[], metavar="HASH", help="read with words of this hash")
        which.add_argument("--stale", action="store_true", help="read by other rules or words than those of now")
        which.add_argument("--all", action="store_true", help="every article")
        start = parser.add_argument("--from", dest="stage", choices=["parse", "extract"], default="extract")
        start.help = "begin with the bytes as they arrived, or with the text as it was read (default)"
        parser.add_argument("--settle", action="store_true", help="merge anew also what is read the same")
        parser.add_argument("--dry-run", action="store_true", help="show what would be read otherwise; change nothing")
        parser.add_argument("--no-wait", action="store_true", help="leave as soon as all are sent to the workers")
        parser.add_argument("--resume", nargs="?", const="", metavar="ID", help="go on with an order (the latest)")
        parser.add_argument("--timeout", type=float, default=600.0, help="seconds without progress after which to stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["resume"] is not None:
            self._run(_find_order(options["resume"]), options)
            return
        selection = _selection(options)
        stage = Stage(options["stage"])
        if options["dry_run"]:
            self._show(selection, stage)
        else:
            self._run(start_reprocessing(selection, stage), options)

    def _show(self, selection: Selection, stage: Stage) -> None:
        rows = selected_articles(selection).select_related("reading", "payload", "source")
        read = changed = 0
        try:
            for article in _with_bar(rows.iterator(chunk_size=100), rows.count()):
                differences = read_again(article, stage)
                read += 1
                changed += bool(differences)
                if differences:
                    self.stdout.write(f"{article.public_id} {article}")
                    self.stdout.write("".join(f"  {line}\n" for line in difference_lines(differences)))
        except KeyboardInterrupt:
            self.stderr.write("Stopped; nothing was changed.")
        self.stdout.write(f"{read} read again: {changed} would change, {read - changed} would stay as they are")

    def _run(self, order: Reprocessing, options: dict[str, Any]) -> None:
        try:
            while ids := list_next(order):
                ring_all(ids, order.stage)
            progress = progress_of(order)
            if not options["no_wait"]:
                progress = _wait(order, options["timeout"])
        except KeyboardInterrupt:
            self.stderr.write(f"Stopped. Go on with: manage.py reprocess --resume {order.public_id}")
            sys.exit(INTERRUPTED)
        self.stdout.write(
            f"{order.public_id}: {progress.listed} articles, {progress.changed} changed, "
            f"{progress.unchanged} unchanged, {progress.failed} failed, {progress.waiting} waiting; "
            f"what changed: {order.get_absolute_url()}"
        )
        if progress.failed:
            sys.exit(1)
        if progress.waiting and not options["no_wait"]:
            raise CommandError(f"{progress.waiting} still wait. Is a worker running? Try 'make worker'.")


def _selection(options: dict[str, Any]) -> Selection:
    """Raises CommandError for names that there are not, and when nothing at all is selected."""
    given = {
        "articles": tuple(options["article"]),
        "groups": tuple(options["group"]),
        "sectors": tuple(options["sector"]),
        "lexicons": tuple(options["lexicon"]),
    }
    if not (any(given.values()) or options["stale"] or options["all"]):
        raise CommandError("Say which articles: --article, --group, --sector, --lexicon, --stale or --all.")
    _must_exist("article", given["articles"], Article.objects.values_list("public_id", flat=True))
    _must_exist("group", given["groups"], Group.objects.values_list("slug", flat=True))
    _must_exist("sector", given["sectors"], Sector.objects.values_list("slug", flat=True))
    return Selection(**given, stale=options["stale"], settle=options["settle"])


def _must_exist(what: str, names: Iterable[str], known: Any) -> None:
    for name in names:
        if name not in (known.filter(public_id=name) if what == "article" else known.filter(slug=name)):
            raise CommandError(f"There is no {what} '{name}'. Take the last part of its address on the site.")


def _find_order(public_id: str) -> Reprocessing:
    rows = Reprocessing.objects.filter(public_id=public_id) if public_id else unfinished_reprocessings()
    order = rows.first()
    if order is None:
        raise CommandError(f"There is no order '{public_id}'." if public_id else "No order is unfinished.")
    return order


def _wait(order: Reprocessing, timeout: float) -> Progress:
    """Until all are read, or `timeout` seconds have passed without any change. Rings again for what is left behind."""
    progress = progress_of(order)
    changed, swept = time.monotonic(), 0.0
    with tqdm(total=progress.listed, desc="read again", unit="", file=sys.stderr, dynamic_ncols=True) as bar:
        bar.update(progress.finished)
        while not progress.over and time.monotonic() - changed < timeout:
            time.sleep(POLL_SECONDS)
            if time.monotonic() - swept > SWEEP_SECONDS:
                swept = time.monotonic()
                ring_left_behind(SILENT_SECONDS)
            progress, before = progress_of(order), progress
            if progress.finished != before.finished:
                changed = time.monotonic()
                bar.update(progress.finished - before.finished)
                bar.set_postfix(changed=progress.changed, failed=progress.failed, refresh=False)
    return progress


def _with_bar(articles: Iterable[Article], total: int) -> Iterable[Article]:
    return tqdm(articles, total=total, desc="reading", unit="", file=sys.stderr, dynamic_ncols=True)
