"""Servers that tests start for themselves: a PostgreSQL cluster and a Redis, in temporary folders, gone afterwards."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import pytest

from config.launch.processes import Processes, free_port

START_SECONDS = 20.0


@dataclass
class PostgresServer:
    """A PostgreSQL server of the test's own; it may be stopped and started as often as one likes."""

    programs: Path
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://tracker@localhost:{self.port}/tracker"

    @property
    def user(self) -> str | None:
        return "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root

    def start(self) -> None:
        options = [f"-p{self.port}", f"-k{self.folder}", "-hlocalhost", "-cfsync=off", "-cfull_page_writes=off"]
        # It would find the tables empty, since tests roll back what they write, and plan for empty ones ever after.
        options.append("-cautovacuum=off")
        command = [self.programs / "postgres", "-D", self.folder / "data", *options]
        log = self.folder / "log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                command, user=self.user, cwd=self.folder, stdout=out, stderr=out, process_group=0
            )
        _wait_for_postgres(self.programs, self.port, log)

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """INT ends what is open at once; QUIT is a crash, after which the server has to recover."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(START_SECONDS)
            self.process = None


@contextmanager
def own_postgres() -> Iterator[PostgresServer]:
    """A running server. Skips without the programs (fails in CI, which has them)."""
    programs = _postgres_programs()
    if programs is None:
        give_up("no PostgreSQL server program was found (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="tracker-postgres-"))
    server = PostgresServer(programs, folder, own_port(54_320))
    try:
        if server.user:
            shutil.chown(folder, server.user)
        initdb = [programs / "initdb", "-D", folder / "data", "-U", "tracker", "-A", "trust", "-E", "UTF8"]
        subprocess.run(
            [*initdb, "--locale=C", "-N"], user=server.user, cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a database on a server of its own; it need not exist, as Django makes its test database beside it."""
    with own_postgres() as server:
        yield server.url


def start_redis(processes: Processes, url: str) -> None:
    """A Redis or Valkey server of its own at that address, as the child "broker". Skips as `redis_server` does."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        give_up("no redis-server or valkey-server was found on PATH")
    port = urlsplit(url).port or 6379
    processes.start(
        "broker", [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--loglevel", "warning"]
    )
    _wait_for_redis(port)


@contextmanager
def redis_server() -> Iterator[str]:
    """The URL of a Redis or Valkey server of its own on TCP. Skips without the program (fails in CI, which has it)."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        give_up("no redis-server or valkey-server was found on PATH")
    folder, port = Path(tempfile.mkdtemp(prefix="tracker-redis-")), own_port(6400)
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, process_group=0)
    try:
        _wait_for_redis(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(START_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def own_port(first: int) -> int:
    """A free port that no other of the processes that share the tests is just about to take."""
    return free_port(first + 100 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]))


def give_up(reason: str) -> NoReturn:
    """Skips the test with the reason; in CI, which promises every program, the test fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _postgres_programs() -> Path | None:
    """The folder with `initdb` and `postgres`; Debian keeps them off PATH."""
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in folders if (one / "initdb").exists() and (one / "postgres").exists()), None)


def _wait_for_postgres(programs: Path, port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    ready = [programs / "pg_isready", "-q", "-h", "localhost", "-p", str(port)]
    while subprocess.run(ready).returncode != 0:
        if time.monotonic() > until:
            pytest.fail(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.1)


def _wait_for_redis(port: int) -> None:
    import redis

    until = time.monotonic() + START_SECONDS
    with redis.Redis(port=port) as client:
        while True:
            with contextlib.suppress(redis.exceptions.ConnectionError):
                client.ping()
                return
            if time.monotonic() > until:
                pytest.fail("Redis did not start")
            time.sleep(0.05)
