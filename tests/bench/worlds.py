"""Made-up worlds to measure pages on: one of BENCH_SCALE and one ten times as large.

BENCH_SCALE: default 0.1, that is 10,000 initiatives beside 100,000. BENCH_DATABASE_URL: a PostgreSQL server, as the URL of
one of its databases; worlds get databases of their own on it. BENCH_WORLDS: a folder (of short path) in which worlds on
SQLite are kept for the next run; making a large one takes minutes.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_SCALE = 0.1
OWN = ("DATABASE_URL", "REDIS_URL", "VAR_DIR", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class BenchWorld:
    """A database with a world in it, and the environment in which programs of ours find it."""

    scale: float
    folder: Path
    database_url: str

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in OWN}
        own = {"DATABASE_URL": self.database_url, "VAR_DIR": str(self.folder), "DEBUG": "off", "HTTPS": "off"}
        return kept | own | {"DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}

    def run(self, *command: str) -> str:
        """What a program printed that runs on this world. Raises CalledProcessError."""
        answer = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return answer.stdout


def subjects(world: BenchWorld) -> dict[str, str]:
    """What `tests.bench.site` looks at: the largest group, and of what it has one each."""
    found: dict[str, str] = json.loads(world.run("-m", "tests.bench.site", "--subjects").splitlines()[-1])
    return found


def bench_scale() -> float:
    return float(os.environ.get("BENCH_SCALE") or DEFAULT_SCALE)


@contextmanager
def bench_world(scale: float) -> Iterator[BenchWorld]:
    """The world of that scale, made unless it is kept from an earlier run."""
    server, kept = os.environ.get("BENCH_DATABASE_URL", ""), os.environ.get("BENCH_WORLDS", "")
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(kept) / f"{scale:g}" if kept else Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if not server:
            yield _filled(BenchWorld(scale, folder, f"sqlite:///{folder / 'world.sqlite3'}"))
            return
        with _own_database(server, f"bench_{os.getpid()}_{scale:g}".replace(".", "_")) as url:
            yield _filled(BenchWorld(scale, folder, url))


def _filled(world: BenchWorld) -> BenchWorld:
    world.run("manage.py", "migrate", "--verbosity=0")
    world.run("manage.py", "load_catalog")
    world.run("manage.py", "generate", "--scale", f"{world.scale:g}")
    return world


@contextmanager
def _own_database(server: str, name: str) -> Iterator[str]:
    """A database on the server, dropped in the end."""
    import psycopg

    def execute(statement: str) -> None:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(statement.encode())

    execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        execute(f'DROP DATABASE "{name}" WITH (FORCE)')
