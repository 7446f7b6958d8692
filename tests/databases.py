"""Databases that other processes and threads can see: copies of the test database as a new installation has it."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection, connections

from tests.settings import FOLDER, SHARED

_numbers = count(1)


TEMPLATE = SHARED / "template.sqlite3"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Of the processes among which tests are dealt out, one prepares what the others then find."""
    with (SHARED / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def has_template() -> bool:
    """Whether another process has left one. On PostgreSQL each makes its own."""
    return connection.vendor == "sqlite" and TEMPLATE.exists()


def use_template() -> None:
    """Makes a copy of what another process has prepared the test database of this one."""
    name = str(FOLDER / "test.sqlite3")
    shutil.copyfile(TEMPLATE, name)
    connections.close_all()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def keep_template() -> None:
    """Remembers the test database as it is now; copies are made of this."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        _copy_file(Path(name), TEMPLATE)
        return
    connections.close_all()  # a template must have no visitors
    template = _template_name()
    _on_server(f'DROP DATABASE IF EXISTS "{template}"', f'CREATE DATABASE "{template}" TEMPLATE "{name}"')


def drop_template() -> None:
    if connection.vendor == "postgresql":
        _on_server(f'DROP DATABASE IF EXISTS "{_template_name()}" WITH (FORCE)')


@contextmanager
def copy_of_template(folder: Path = FOLDER) -> Iterator[str]:
    """The URL of a copy of its own, to which all connections of this process lead inside the block.

    folder: where the file of SQLite lies."""
    before = str(connection.settings_dict["NAME"])
    name = f"{_template_name()}_{next(_numbers)}"
    connections.close_all()
    if connection.vendor == "sqlite":
        name = str(folder / f"copy-{next(_numbers)}.sqlite3")
        shutil.copyfile(TEMPLATE, name)
    else:
        _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{_template_name()}"')
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
    try:
        yield _url(name)
    finally:
        connections.close_all()
        connections.settings["default"]["NAME"] = before
        connection.settings_dict["NAME"] = before
        if connection.vendor == "sqlite":
            for ending in ("", "-wal", "-shm"):
                Path(name + ending).unlink(missing_ok=True)
        else:
            _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _template_name() -> str:
    """Found by the process alone: inside a copy the connections lead elsewhere."""
    return f"tracker_template_{os.getpid()}"


def _copy_file(original: Path, copy: Path) -> None:
    with closing(sqlite3.connect(original)) as file:
        file.execute("VACUUM INTO ?", [str(copy)])
    with closing(sqlite3.connect(copy)) as file:
        # Here, since many that open it at once would each try to and find it locked.
        file.execute("PRAGMA journal_mode=WAL")


def _url(name: str) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    at = settings.DATABASES["default"]
    user = quote(at["USER"]) + (f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else "")
    return f"postgres://{user}@{at['HOST']}:{at['PORT']}/{name}"


def _on_server(*statements: str) -> None:
    import psycopg  # here, so that SQLite alone needs no driver

    at = settings.DATABASES["default"]
    with psycopg.connect(
        host=at["HOST"], port=at["PORT"], user=at["USER"], password=at["PASSWORD"], dbname="postgres", autocommit=True
    ) as server:
        for statement in statements:
            server.execute(statement.encode())
