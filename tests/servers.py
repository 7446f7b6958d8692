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
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import pytest

from config.launch.processes import Processes, free_port

START_SECONDS = 20.0


@contextmanager
def some_postgres() -> Iterator[str]:
    """The URL of a database that may be made on the machine's own server, where one lets us in; else on one of our
    own. Django makes its test database beside the named one, which need not exist."""
    addresses = [f"postgres://{user}@127.0.0.1:5432" for user in ("tracker", "root", "postgres")]
    running = next((one for one in addresses if _may_create(one)), None)
    if running:
        yield f"{running}/tracker_{os.getpid()}"
        return
    with postgres_server() as url:
        yield url


@contextmanager
def some_redis() -> Iterator[str]:
    """The URL of the machine's own Redis, where it answers without a password; else of one of our own."""
    import redis

    running = "redis://127.0.0.1:6379/0"
    with contextlib.closing(redis.Redis.from_url(running)) as client:
        try:
            client.ping()
            answers = True
        except redis.exceptions.RedisError:
            answers = False
    if answers:
        yield running
        return
    with redis_server() as url:
        yield url


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server of its own. Skips without the programs (fails in CI, which has them)."""
    programs = _postgres_programs()
    if programs is None:
        give_up("no PostgreSQL server program was found (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="tracker-postgres-"))
    # The server refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port(54_320)
    try:
        initdb = [programs / "initdb", "-D", data, "-U", "tracker", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(initdb, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        options = [f"-p{port}", f"-k{folder}", "-hlocalhost", "-cfsync=off", "-cfull_page_writes=off"]
        with (folder / "log").open("wb") as log:
            command = [programs / "postgres", "-D", data, *options]
            server = subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log, process_group=0)
        try:
            _wait_for_postgres(programs, port, folder / "log")
            yield f"postgres://tracker@localhost:{port}/tracker"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": ends what is open
            server.wait(START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start_redis(processes: Processes, url: str) -> None:
    """A Redis or Valkey server of its own at that address, as the child "broker". Skips as `redis_server` does."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        give_up("no redis-server or valkey-server was found on PATH")
    port = urlsplit(url).port or 6379
    processes.start("broker", [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--loglevel", "warning"])
    _wait_for_redis(port)


@contextmanager
def redis_server() -> Iterator[str]:
    """The URL of a Redis or Valkey server of its own on TCP. Skips without the program (fails in CI, which has it)."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        give_up("no redis-server or valkey-server was found on PATH")
    folder, port = Path(tempfile.mkdtemp(prefix="tracker-redis-")), free_port(6400)
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, process_group=0)
    try:
        _wait_for_redis(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(START_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def give_up(reason: str) -> NoReturn:
    """Skips the test with the reason; in CI, which promises every program, the test fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _may_create(address: str) -> bool:
    import psycopg

    try:
        with psycopg.connect(f"{address}/postgres", connect_timeout=2) as server:
            row = server.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    except psycopg.OperationalError:
        return False
    return bool(row and row[0])


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
