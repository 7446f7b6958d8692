"""A broker and a real worker, on a database of the test's own."""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import redis
from django.conf import settings

from config.launch.broker import Broker, start_broker
from config.launch.processes import Processes
from tests.ledger import describe, read_ledger
from tests.newsroom import SAMPLES
from tests.servers import start_redis
from tests.settings import FOLDER
from tracker.models import Article, WorkState
from tracker.pipeline.link.index import build_index
from tracker.store.catalog import read_catalog
from tracker.store.sources import source_of_kind
from tracker.tasks.intake import take_document
from tracker.tasks.sweep import sweep

SOCKET = FOLDER / "broker.sock"
EXTERNAL = settings.CELERY_BROKER_URL.startswith("redis://")
PREFIX = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
# Accounts of the same projects, and some that stand alone.
BATCH = [
    "ko-s01",
    "ko-s02",
    "ko-s03",
    "ko-s06",
    "ko-s07",
    "ko-s08",
    "ko-s17",
    "ko-s18",
    "ko-d11",
    "ko-d13",
    "en-s02",
    "ko-c13",
]
# A busy machine may take many seconds to build the lexicon.
PATIENT = {"LEASE_SECONDS": "80", "TASK_TIME_LIMIT": "70", "TASK_SOFT_TIME_LIMIT": "60", "RING_AGAIN_SECONDS": "1"}


@cache
def short_terms() -> dict[str, str]:
    """Limits for tests that wait until they run out: short, but a worker must be able to build its lexicon within."""
    began = time.monotonic()
    build_index(read_catalog())
    soft = max(4, round(4 * (time.monotonic() - began)))
    return {
        "TASK_SOFT_TIME_LIMIT": str(soft),
        "TASK_TIME_LIMIT": str(soft + 1),
        "LEASE_SECONDS": str(soft + 2),
        "RING_AGAIN_SECONDS": "1",
    }


@dataclass
class Station:
    processes: Processes
    database_url: str
    broker: Broker | None = None
    url: str = settings.CELERY_BROKER_URL

    def start_broker(self) -> None:
        """The embedded broker, or a Redis server at the given address where nobody answers yet."""
        if not EXTERNAL:
            self.broker = start_broker(self.processes, FOLDER, SOCKET)
        elif not answers(self.url):
            start_redis(self.processes, self.url)
            self.broker = Broker(self.url, lambda: self.processes.stop_one("broker"))

    def stop_broker(self) -> None:
        """It loses all that it held, as it is kept in memory only."""
        if self.broker is None:
            pytest.skip("the broker was not started by this test, so it may not be stopped either")
        self.broker.stop()

    def restart_broker(self) -> None:
        self.stop_broker()
        self.start_broker()

    def empty_broker(self) -> None:
        """One's own broker loses everything; on another one only what is the test's own goes."""
        url = self.url if EXTERNAL else f"unix://{SOCKET}"
        with closing(redis.Redis.from_url(url)) as client:
            if self.broker is not None:
                client.flushall()
                return
            for key in client.scan_iter(match=f"{PREFIX}*"):
                client.delete(key)

    def start_worker(
        self,
        app: str = "config",
        *,
        name: str = "worker",
        queues: str = "process,fetch,poll",
        many: int = 2,
        **env: str,
    ) -> None:
        options = [f"--concurrency={many}", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
        options += ["-Q", queues, f"--hostname={name}@station"]
        command = [sys.executable, "-m", "celery", "-A", app, "worker", *options]
        self.processes.start(name, command, env={**self.env, **PATIENT, **env}, output=self.log)

    @property
    def env(self) -> dict[str, str]:
        """What the product's programs need to know of this station."""
        own = {"VAR_DIR": str(FOLDER), "DATABASE_URL": self.database_url, "REDIS_URL": self.url}
        return own | {"BROKER_KEY_PREFIX": PREFIX, "SECRET_KEY": settings.SECRET_KEY}

    def kill_worker(self) -> None:
        """The worker and its children, without a word."""
        child = self.processes._children["worker"]
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        self.processes.stop_one("worker")

    @property
    def log(self) -> Path:
        return FOLDER / "worker.log"

    def wait_until_finished(self, seconds: float = 60.0) -> None:
        """Until every article is done or dead; the sweeper runs meanwhile, as beat has it run."""
        self.wait_for(lambda: not Article.objects.unfinished().exists(), seconds)

    def wait_for(self, holds: Callable[[], bool], seconds: float = 60.0) -> None:
        until, swept = time.monotonic() + seconds, 0.0
        while not holds():
            if time.monotonic() > until:
                rows = list(Article.objects.unfinished().values("id", "stage", "state", "tries", "failure"))
                raise AssertionError(f"{rows}\n{self.log.read_text(errors='replace')[-3000:]}")
            if time.monotonic() - swept > 1:
                sweep()
                swept = time.monotonic()
            time.sleep(0.05)


def take(name: str) -> Article:
    content = (SAMPLES / f"{name}.json").read_bytes()
    return take_document(content, "application/json", source=source_of_kind("sample"), name=name).article


def done() -> int:
    return Article.objects.filter(state=WorkState.DONE).count()


def ledger() -> str:
    return describe(read_ledger())


def answers(url: str) -> bool:
    with closing(redis.Redis.from_url(url)) as client:
        try:
            return bool(client.ping())
        except redis.exceptions.ConnectionError:
            return False
