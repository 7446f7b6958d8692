"""Complete pages under load: gunicorn with two workers, eight visitors at once, alone and while two Celery workers read
articles."""

import http.client
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.launch.broker import start_broker
from config.launch.parts import web_command, worker_command
from config.launch.processes import Processes, free_port
from tests.bench.figure import Figure
from tests.bench.pages import sample_files
from tests.bench.worlds import BenchWorld, bench_scale, bench_world, subjects

FIRST_PORT = int(os.environ.get("BENCH_PORT") or 8700)
VISITORS = 8
SECONDS = 10.0
LONGEST_SECONDS = 60.0
COPIES = 8  # of each sample article, told apart by a line, so that the workers have something to do all the while


@dataclass
class Load:
    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    took: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.took

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[int(0.95 * len(self.seconds))]


def measure_load() -> Iterator[Figure]:
    """The group page of the largest group, which is the heaviest page there is."""
    scale = bench_scale()
    with bench_world(scale) as world, Processes() as processes:
        address = f"/groups/{subjects(world)['group']}/"
        port = start_pages(world, processes)
        visit(port, address, 2.0)
        alone = visit(port, address, SECONDS)
        with reading(world, processes):
            beside = visit(port, address, SECONDS)
    yield Figure(f"group page, 2 workers, ×{scale:g}", alone.rate, "requests/s", 100, "higher")
    yield Figure("the same: errors", alone.errors + beside.errors, "errors", 0)
    yield Figure("p95 while articles are read / alone", beside.p95 / alone.p95, "times", 2)


def start_pages(world: BenchWorld, processes: Processes) -> int:
    """The port on which the world's pages are served, as `make run` serves them."""
    port = free_port(FIRST_PORT)
    world.run("manage.py", "collectstatic", "--no-input", "--verbosity=0", "--ignore=admin")
    processes.start("web", web_command(port), env=world.environment, output=world.folder / "web.log")
    until = time.monotonic() + LONGEST_SECONDS
    while not _answers(port):
        if time.monotonic() > until:
            raise RuntimeError(f"the pages did not start: {(world.folder / 'web.log').read_text()[-2000:]}")
        time.sleep(0.2)
    return port


def visit(port: int, address: str, seconds: float) -> Load:
    """Eight visitors ask for the address as fast as it is answered."""
    load, begun = Load(), time.perf_counter()
    lock = threading.Lock()

    def visitor() -> None:
        while time.perf_counter() - begun < seconds:
            started = time.perf_counter()
            good = _ask(port, address)
            with lock:
                load.seconds.append(time.perf_counter() - started)
                load.errors += not good

    threads = [threading.Thread(target=visitor) for _ in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.took = time.perf_counter() - begun
    return load


@contextmanager
def reading(world: BenchWorld, processes: Processes) -> Iterator[None]:
    """While two workers read articles, of which there are more than they can read meanwhile."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        broker = start_broker(processes, folder)
        own = world.environment | {"REDIS_URL": broker.url, "UPLOAD_DIR": str(folder)}
        articles = folder / "articles"
        articles.mkdir()
        for number in range(COPIES):
            for path in sample_files():
                row = json.loads(path.read_text("utf-8"))
                row |= {"id": f"{row['id']}-{number}", "body": f"{row['body']}\n\n({os.getpid()}.{number})"}
                (articles / f"{row['id']}.json").write_text(json.dumps(row, ensure_ascii=False), "utf-8")
        for name in ("first", "second"):
            processes.start(name, worker_command(processes=1), env=own, output=folder / f"{name}.log")
        taking = processes.start("ingest", [sys.executable, "manage.py", "ingest", str(articles)], env=own)
        taking.wait()
        time.sleep(5)  # until both have loaded the lexicon
        yield
    finally:
        for name in ("first", "second", "ingest", "broker"):
            processes.stop_one(name)
        shutil.rmtree(folder, ignore_errors=True)


def _answers(port: int) -> bool:
    try:
        return _ask(port, "/about/")
    except OSError:
        return False


def _ask(port: int, address: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST_SECONDS)
    try:
        connection.request("GET", address, headers={"Accept-Encoding": "gzip", "Cookie": "django_language=ko"})
        answer = connection.getresponse()
        answer.read()
        return answer.status == 200
    except (http.client.HTTPException, TimeoutError):
        return False
    finally:
        connection.close()
