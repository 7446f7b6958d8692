"""The product's own programs on databases that the test process itself is not connected to."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg

from tests.servers import PostgresServer
from tests.settings import ROOT, SECRET_KEY


def environment(var_dir: Path, database_url: str, broker_url: str = "") -> dict[str, str]:
    """Settings of an installation of its own."""
    own = {"VAR_DIR": str(var_dir), "DATABASE_URL": database_url, "SECRET_KEY": SECRET_KEY, "RING_AGAIN_SECONDS": "1"}
    return own | ({"REDIS_URL": broker_url} if broker_url else {})


def manage_there(env: Mapping[str, str], *arguments: str | Path) -> str:
    """What the command says; it must succeed."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    run = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def new_postgres_database(server: PostgresServer, name: str) -> str:
    """The URL of an empty database on the server."""
    with psycopg.connect(f"{server.url.rpartition('/')[0]}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"{server.url.rpartition('/')[0]}/{name}"
