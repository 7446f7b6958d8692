"""A real broker, worker and beat on a database of the test's own; each can be killed as a machine kills it."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from config.launch.broker import Broker, start_broker
from config.launch.parts import beat_command, worker_command
from config.launch.processes import Processes
from tests.newsroom import SAMPLES
from tests.settings import ROOT
from tracker.models import Article, WorkState
from tracker.store.accept import accept_document
from tracker.store.sources import source_of_kind

# Short terms, so that what is left behind is found again within a test's patience.
TERMS = {
    "LEASE_SECONDS": "8",
    "TASK_TIME_LIMIT": "6",
    "TASK_SOFT_TIME_LIMIT": "5",
    "RING_AGAIN_SECONDS": "2",
    "SWEEP_SECONDS": "1",
}
PATIENCE = 90.0
BATCH = ["ko-d03", "ko-d06", "ko-d12", "ko-f05", "ko-s04", "ko-s05", "ko-s06", "ko-s07", "ko-s08", "ko-c01", "en-d02"]


class Crew:
    def __init__(self, database: str, broker: Broker, folder: Path) -> None:
        self.broker = broker
        self.folder = folder
        self.environment = {
            **os.environ,
            **TERMS,
            "DATABASE_URL": database,
            "REDIS_URL": broker.url,
            "VAR_DIR": str(folder),
            "SECRET_KEY": "for tests only, and long enough that nobody complains about it",
            "BROKER_KEY_PREFIX": f"tracker-test-{os.getpid()}:",
        }
        self.worker: subprocess.Popen[bytes] | None = None
        self.beat: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.worker = self._run(worker_command(), "worker")
        self.beat = self._run(beat_command(self.folder / "beat-schedule"), "beat")

    def _run(self, command: list[str], name: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill_worker(self) -> None:
        """kill -9 of the worker and its children, as the kernel does when memory runs out."""
        assert self.worker is not None
        os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()
        self.worker = self._run(worker_command(), "worker")

    def empty_broker(self) -> None:
        redis.Redis.from_url(self.broker.url.replace("redis+socket://", "unix://").split("?")[0]).flushall()

    def stop(self) -> None:
        for process in (self.beat, self.worker):
            if process is not None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(15)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()

    def wait(self, done: int | None = None) -> None:
        """Until all articles (or so many of them) have been worked on."""
        until = time.monotonic() + PATIENCE
        wanted = Article.objects.count() if done is None else done
        while Article.objects.filter(state__in=[WorkState.DONE, WorkState.DEAD]).count() < wanted:
            if time.monotonic() > until:
                rows = list(Article.objects.values_list("stage", "state", "tries", "failure"))
                log = "".join(
                    (self.folder / f"{n}.log").read_text(errors="replace")[-2500:] for n in ("worker", "beat")
                )
                raise AssertionError(f"not done in {PATIENCE} s: {rows}\n{log}")
            time.sleep(0.05)


@contextmanager
def crew(database: str, url: str | None = None) -> Iterator[Crew]:
    """A running crew on the embedded broker, or on the broker at `url`; nothing of it is left afterwards."""
    with tempfile.TemporaryDirectory(prefix="tracker-crew-") as folder, Processes() as processes:
        broker = Broker(url, lambda: None) if url else start_broker(processes, Path(folder))
        hands = Crew(database, broker, Path(folder))
        try:
            hands.start()
            yield hands
        finally:
            hands.stop()
            broker.stop()


def accept_batch() -> list[Article]:
    """Accepts the batch as sample articles; whoever sweeps will ring for them."""
    source = source_of_kind("sample")
    return [
        accept_document((SAMPLES / f"{name}.json").read_bytes(), "application/json", source=source, name=name).article
        for name in BATCH
    ]
