"""What Celery and the broker add to an article: the same articles directly and through a worker, one process each."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from unittest import mock

from tests.bench.figure import Figure
from tests.bench.pages import sample_files

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("parse", "extract", "merge")
LONGEST_SECONDS = 300.0
WARM_FOR_TWO = 8  # enough that each of two workers takes one


def measure_queue() -> Iterator[Figure]:
    """Queue overhead an article. Runs in a process of its own, whose settings point into a temporary folder."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        env = kept | {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}
        command = [sys.executable, "-m", "tests.bench.queue"]
        answer = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    measured = json.loads(answer.stdout.splitlines()[-1])
    articles = measured["articles"]
    direct_cpu, queued_cpu = measured["direct_cpu"] / articles, measured["queued_cpu"] / articles
    yield Figure("articles through database, no queue", 1 / direct_cpu, "articles/s", 5, "higher")
    # By the clock, against the same work of the same minute: on a busy machine every handing over waits for its turn.
    yield Figure("through a worker against directly", measured["queued"] / measured["direct"], "times", 3)
    yield Figure("queue overhead an article", 1000 * (queued_cpu - direct_cpu), "ms", 750 * direct_cpu)
    yield Figure("articles through one worker process", articles / measured["queued"], "articles/s", 2, "higher")
    doubled = measured["doubled_articles"] / measured["doubled"]
    yield Figure("articles through two worker processes", doubled, "articles/s", 2, "higher")
    # Two cores that others use as well are no two cores, so the limit is low.
    yield Figure("two worker processes against one", doubled * measured["queued"] / articles, "times", 1.2, "higher")


def main() -> None:
    """Print one line of JSON: articles, and the seconds they took directly and through the queue."""
    from config.launch.broker import start_broker
    from config.launch.parts import var_dir, worker_command
    from config.launch.processes import Processes

    folder = var_dir()
    with Processes() as processes:
        broker = start_broker(processes, folder)
        os.environ["REDIS_URL"] = broker.url
        _prepare()
        direct, direct_cpu = _measure_direct()
        # One process, as in the direct run, so that the difference is the queue's and not the second core's.
        processes.start("worker", worker_command(processes=1), output=folder / "worker.log")
        queued, queued_cpu = _measure_queued()
        processes.start("second", worker_command(processes=1), output=folder / "second.log")
        doubled, _ = _measure_queued(WARM_FOR_TWO)
    answer = {"articles": len(sample_files()) - 1, "direct": direct, "direct_cpu": direct_cpu}
    answer |= {"queued": queued, "queued_cpu": queued_cpu}
    print(json.dumps(answer | {"doubled": doubled, "doubled_articles": len(sample_files()) - WARM_FOR_TWO}))


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_catalog", stdout=sys.stderr)


def _measure_direct() -> tuple[float, float]:
    """Seconds of the clock and of the processor."""
    from celery import current_app

    for stage in STAGES:
        __import__(f"tracker.tasks.{stage}")
    tasks = [current_app.tasks[f"tracker.{stage}"] for stage in STAGES]

    def work(ids: Sequence[int]) -> None:
        for article_id in ids:
            for task in tasks:
                task(article_id)

    with mock.patch("tracker.tasks.ring.ring", return_value=True):
        seconds = _warm_then_time(work)
    _expect_done()
    return seconds


def _measure_queued(warm: int = 1) -> tuple[float, float]:
    """Seconds of the clock, and of the processor in the worker and the broker."""
    from django.core.management import call_command

    from tracker.tasks.ring import ring

    call_command("remove_samples", stdout=sys.stderr)

    def work(ids: Sequence[int]) -> None:
        for article_id in ids:
            ring(article_id, STAGES[0])
        until = time.monotonic() + LONGEST_SECONDS
        while _unfinished(ids) and time.monotonic() < until:
            time.sleep(0.02)

    seconds, processor = _warm_then_time(work, _seconds_of_children, warm)
    _expect_done()
    return seconds, processor


def _seconds_of_children() -> float:
    """Processor seconds of all processes below this one; of the clock where the kernel does not tell (no Linux)."""
    if not Path("/proc/self/stat").exists():
        return time.perf_counter()
    parents, spent = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            pid = int(stat.parent.name)
            parents[pid], spent[pid] = int(fields[1]), int(fields[11]) + int(fields[12])
    below, grown = {os.getpid()}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in below} - below
        below, grown = below | more, bool(more)
    return sum(spent.get(pid, 0) for pid in below - {os.getpid()}) / os.sysconf("SC_CLK_TCK")


def _warm_then_time(
    work: Callable[[Sequence[int]], None], processor: Callable[[], float] = time.process_time, warm: int = 1
) -> tuple[float, float]:
    """Seconds of the clock and of the processor. The first articles have the lexicon loaded, so they are not counted;
    nor is taking the articles in."""
    files = sample_files()
    work(_take(files[:warm]))
    ids = _take(files[warm:])
    begun, begun_processor = time.perf_counter(), processor()
    work(ids)
    return time.perf_counter() - begun, processor() - begun_processor


def _take(paths: Sequence[Path]) -> list[int]:
    """The ids of the articles in the database, not yet rung for."""
    from tracker.store.sources import source_of_kind
    from tracker.tasks.intake import take_document

    source = source_of_kind("sample")
    with mock.patch("tracker.tasks.ring.ring", return_value=True):
        return [
            take_document(path.read_bytes(), "application/json", source=source, name=path.stem).article.id
            for path in paths
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
    main()
