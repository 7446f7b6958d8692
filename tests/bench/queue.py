"""What an article costs on its whole way through database and queue, against what the pipeline costs by itself: the same
pages by the pipeline alone, directly through the database, through one worker process and through two.

python -m tests.bench.queue sqlite|postgresql"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from unittest import mock

from tests.bench.figure import Figure
from tests.bench.pages import make_pages

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("parse", "extract", "merge")
LONGEST_SECONDS = 600.0
ROUNDS = 3  # the first is to warm up, the shortest of the others counts
Cost = tuple[float, float]  # seconds of the clock, seconds of the processor


def measure_queue() -> Iterator[Figure]:
    """Figures for SQLite, and for PostgreSQL where its programs are installed."""
    yield from _figures("SQLite")
    from tests.servers import _postgres_programs

    if _postgres_programs() is None:
        print("no PostgreSQL server program was found: its figures are left out", file=sys.stderr)
    else:
        yield from _figures("PostgreSQL")


def _figures(database: str) -> Iterator[Figure]:
    """Runs in a process of its own, whose settings point into a temporary folder."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        env = kept | {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}
        command = [sys.executable, "-m", "tests.bench.queue", database.lower()]
        answer = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    measured = json.loads(answer.stdout.splitlines()[-1])
    (alone, alone_cpu), (_, direct_cpu) = measured["alone"], measured["direct"]
    (one, one_cpu), (two, two_cpu) = measured["one"], measured["two"]
    articles = measured["articles"]
    # 0.5 times the pipeline's own rate for each of the two processes.
    yield Figure(f"{database}: two processes, pipeline alone = 1", alone / two, "times", 1.0, "higher")
    yield Figure(f"{database}: the same in processor time", 2 * alone_cpu / two_cpu, "times", 1.0, "higher")
    yield Figure(f"{database}: two processes against one", one / two, "times", 1.2, "higher")
    yield Figure(f"{database}: queue overhead an article", 1000 * (one_cpu - direct_cpu) / articles, "ms", 3)
    yield Figure(f"{database}: articles through one process", articles / one, "articles/s", 5, "higher")
    yield Figure(f"{database}: articles through two", articles / two, "articles/s", 5, "higher")


def main(database: str) -> None:
    """Print one line of JSON: articles, and what they cost in each way."""
    from config.launch.broker import start_broker
    from config.launch.parts import var_dir, worker_command
    from config.launch.processes import Processes

    folder = var_dir()
    with ExitStack() as stack:
        if database == "postgresql":
            from tests.servers import own_postgres

            os.environ["DATABASE_URL"] = _made(stack.enter_context(own_postgres()).url)
        processes = stack.enter_context(Processes())
        os.environ["REDIS_URL"] = start_broker(processes, folder).url
        _prepare()
        answer: dict[str, Any] = {"articles": len(_pages()), "alone": _measure_alone(), "direct": _measure_direct()}
        # One process, as in the direct run, so that the difference is the queue's and not the second core's.
        processes.start("worker", worker_command(processes=1), output=folder / "worker.log")
        answer["one"] = _measure_queued()
        processes.start("second", worker_command(processes=1), output=folder / "second.log")
        answer["two"] = _measure_queued()
    print(json.dumps(answer))


def _made(url: str) -> str:
    import psycopg

    with psycopg.connect(url.rpartition("/")[0] + "/postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE tracker")
    return url


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_catalog", stdout=sys.stderr)


def _pages() -> list[bytes]:
    return list(make_pages())


def _measure_alone() -> Cost:
    """The pipeline by itself: pages to facts to initiatives, in memory."""
    from tracker.pipeline.link.catalog import load_default_catalog
    from tracker.pipeline.link.index import load_default_index
    from tracker.pipeline.merge.cluster import merge_extractions
    from tracker.pipeline.merge.features import read_features
    from tracker.pipeline.parse.article import parse_article
    from tracker.pipeline.read import read_article
    from tracker.pipeline.records import RawDocument

    names, sectors = load_default_index(), load_default_catalog().sectors
    raws = [RawDocument(content=page, media_type="text/html", name="page.html") for page in _pages()]

    def work() -> None:
        read_features.cache_clear()  # it would know the statements of the round before
        articles = [parse_article(raw) for raw in raws]
        merge_extractions([(article, read_article(article, names, sectors)) for article in articles])

    return _best(lambda: work, time.process_time)


def _measure_direct() -> Cost:
    from celery import current_app

    for stage in STAGES:
        __import__(f"tracker.tasks.{stage}")
    tasks = [current_app.tasks[f"tracker.{stage}"] for stage in STAGES]

    def work(ids: Sequence[int]) -> None:
        for article_id in ids:
            for task in tasks:
                task(article_id)

    with mock.patch("tracker.tasks.ring.ring", return_value=True):
        return _best(lambda: _with_articles(work), time.process_time)


def _measure_queued() -> Cost:
    """With the processor time of workers, broker and database server."""
    from tracker.tasks.intake import ring_all

    def work(ids: Sequence[int]) -> None:
        ring_all(ids, STAGES[0])
        until = time.monotonic() + LONGEST_SECONDS
        while _unfinished(ids) and time.monotonic() < until:
            time.sleep(0.05)

    return _best(lambda: _with_articles(work), _seconds_of_children)


def _with_articles(work: Callable[[Sequence[int]], None]) -> Callable[[], None]:
    """The work on the articles, which are taken in anew; that is not counted."""
    from django.core.management import call_command

    call_command("remove_samples", stdout=sys.stderr)
    ids = _take()

    def run() -> None:
        work(ids)
        _expect_done()

    return run


def _best(prepared: Callable[[], Callable[[], None]], processor: Callable[[], float]) -> Cost:
    costs = []
    for _ in range(ROUNDS):
        work = prepared()
        begun, begun_processor = time.perf_counter(), processor()
        work()
        costs.append((time.perf_counter() - begun, processor() - begun_processor))
    return min(cost[0] for cost in costs[1:]), min(cost[1] for cost in costs[1:])


def _seconds_of_children() -> float:
    """Processor seconds of all processes below this one; of the clock where the kernel does not tell (no Linux)."""
    if not Path("/proc/self/stat").exists():
        return time.perf_counter()
    parents, spent = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            pid = int(stat.parent.name)
            # With the children that have ended: a server has one for each connection.
            parents[pid], spent[pid] = int(fields[1]), sum(map(int, fields[11:15]))
    below, grown = {os.getpid()}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in below} - below
        below, grown = below | more, bool(more)
    return sum(spent.get(pid, 0) for pid in below - {os.getpid()}) / os.sysconf("SC_CLK_TCK")


def _take() -> list[int]:
    """The ids of the articles in the database, not yet rung for."""
    from tracker.store.sources import source_of_kind
    from tracker.tasks.intake import take_document

    source = source_of_kind("sample")
    with mock.patch("tracker.tasks.ring.ring", return_value=True):
        return [
            take_document(page, "text/html", source=source, name=f"page {number}").article.id
            for number, page in enumerate(_pages())
        ]


def _unfinished(ids: Sequence[int]) -> int:
    from tracker.models import Article, WorkState

    return Article.objects.filter(id__in=ids).exclude(state__in=[WorkState.DONE, WorkState.DEAD]).count()


def _expect_done() -> None:
    from tracker.models import Article, WorkState

    left = Article.objects.exclude(state=WorkState.DONE)
    if left.exists():
        raise RuntimeError(f"{left.count()} articles were not done, e.g. {left[0]}: {left[0].failure or left[0].state}")


if __name__ == "__main__":
    main(sys.argv[1])
