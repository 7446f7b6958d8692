"""A database that is locked, restarted or full: pages are read on where they can be, and no article is lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.models import Group as Rights
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client

from config.launch.broker import start_broker
from config.launch.parts import web_command
from config.launch.processes import Processes
from tests.databases import TEMPLATE, copy_of_template
from tests.faults.programs import environment, manage_there, new_postgres_database
from tests.faults.station import BATCH, Station, done, ledger, short_terms, take
from tests.faults.test_floods import short_article, take_short
from tests.newsroom import SAMPLES
from tests.servers import give_up, own_port, own_postgres
from tests.settings import FOLDER
from tracker.models import Article, WorkState
from tracker.store.sources import source_of_kind
from tracker.tasks.intake import retry_all, take_document

pytestmark = pytest.mark.worker
LOCKED_SECONDS = 15
PAGES = ["/", "/groups/", "/initiatives/", "/articles/", "/status/", "/search/?q=포스코"]


@pytest.fixture
def sqlite(on_postgres: bool) -> None:
    if on_postgres:
        pytest.skip("about SQLite's file")


@pytest.mark.usefixtures("sqlite")
def test_a_write_lock_of_fifteen_seconds_stops_no_reader_and_loses_no_writer(
    station: Station, undisturbed: str
) -> None:
    station.start_broker()
    station.start_worker()
    for name in BATCH[:6]:
        take(name)
    station.wait_for(lambda: done() >= 1)
    editor = User.objects.create_user("editor")
    editor.groups.add(Rights.objects.get(name="editors"))
    client, writer = Client(), Client()
    writer.force_login(editor)
    with (
        closing(sqlite3.connect(station.database_url.removeprefix("sqlite:///"))) as lock,
        ThreadPoolExecutor() as pool,
    ):
        lock.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        writes = [pool.submit(_take_and_close, name) for name in BATCH[6:]]
        form = {
            "way": "text",
            "text": "시장 소식\n입력 2020-03-05 09:00\n\n" + "오늘 시장에서는 물건값이 조금 올랐다. " * 5,
        }
        page = pool.submit(_post_and_close, writer, form)
        slowest = 0.0
        while time.monotonic() - began < LOCKED_SECONDS:
            for address in PAGES:
                asked = time.monotonic()
                assert client.get(address).status_code == 200
                slowest = max(slowest, time.monotonic() - asked)
            time.sleep(0.2)
        assert not any(write.done() for write in [*writes, page])
        lock.rollback()
        for write in writes:
            write.result()
        assert page.result() == 302
    assert slowest < 5  # as long as the machine needs to draw it, and no lock waited for
    station.wait_until_finished()
    assert done() == len(BATCH) + 1
    assert ledger() == undisturbed


def _take_and_close(name: str) -> None:
    try:
        take(name)
    finally:
        connection.close()


def _post_and_close(client: Client, form: dict[str, str]) -> int:
    try:
        return client.post("/articles/add/", form).status_code
    finally:
        connection.close()


# --- PostgreSQL restarted -------------------------------------------------------------------------------------------


@pytest.mark.rare
@pytest.mark.postgres
def test_postgresql_restarted_in_the_middle_of_tasks_and_requests(tmp_path: Path, db: None) -> None:
    terms = short_terms()
    with own_postgres() as server, Processes() as processes:
        broker = start_broker(processes, tmp_path)
        url = new_postgres_database(server, "restarted")
        env = environment(tmp_path, url, broker.url) | terms
        manage_there(env, "migrate", "--verbosity=0")
        manage_there(env, "load_catalog")
        manage_there(env, "collectstatic", "--no-input", "--verbosity=0", "--ignore=admin", "--ignore=simple_history")
        port = own_port(8300)
        processes.start("web", web_command(port), env=env, output=tmp_path / "web.log")
        worker = [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency=2", "--loglevel=WARNING"]
        processes.start("worker", worker, env=env, output=tmp_path / "worker.log")
        beat = [sys.executable, "-m", "celery", "-A", "config", "beat", f"--schedule={tmp_path / 'beat'}"]
        processes.start("beat", beat, env=env | {"SWEEP_SECONDS": "1"}, output=tmp_path / "beat.log")
        for name in BATCH:
            shutil.copy(SAMPLES / f"{name}.json", tmp_path)
        _wait(lambda: _ask(port, "/healthz") == 200, 60)
        manage_there(env, "ingest", tmp_path)
        _wait(lambda: _count(url, "state = 'running'") > 0, 60)
        answers: list[int] = []
        asking = threading.Event()
        thread = threading.Thread(target=_keep_asking, args=(port, answers, asking))
        thread.start()
        server.stop()
        down = _ask(port, "/readyz")
        server.start()
        _wait(lambda: _count(url, "state = 'done'") == len(BATCH), 30 + 8 * int(terms["LEASE_SECONDS"]))
        _wait(lambda: _ask(port, "/initiatives/") == 200, 30)
        asking.set()
        thread.join()
        assert down == 503
        assert set(answers) <= {200, 500}
        assert answers[-1] == 200
        assert processes.ended() == {}
        assert _count(url, "state = 'dead'") == 0


def _keep_asking(port: int, answers: list[int], stop: threading.Event) -> None:
    while not stop.is_set():
        answers.append(_ask(port, "/"))
        time.sleep(0.1)


def _ask(port: int, address: str) -> int:
    """The status, 0 when nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def _count(url: str, condition: str) -> int:
    with psycopg.connect(url) as database:
        row = database.execute(f"SELECT count(*) FROM tracker_article WHERE {condition}".encode()).fetchone()
    return int(row[0]) if row else 0


def _wait(holds: object, seconds: float) -> None:
    assert callable(holds)
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.2)


# --- no room left ---------------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(live_database: str) -> Iterator[Path]:
    """A file system of its own with little room beside a fresh database."""
    folder = FOLDER / "small"
    folder.mkdir()
    size = TEMPLATE.stat().st_size + 3_000_000
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        folder.rmdir()
        give_up("a small tmpfs can be mounted by root only")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


def _take_until_full() -> None:
    for number in range(5, 2000):
        text = short_article(number).replace("시장에서는", "시장에서는 " + "가" * 20_000)
        take_document(text.encode(), "application/json", source=source_of_kind("upload"))


@pytest.mark.rare
@pytest.mark.usefixtures("sqlite")
def test_a_full_disk_refuses_articles_and_loses_none_that_was_accepted(small_disk: Path) -> None:
    with copy_of_template(small_disk) as url, Processes() as processes:
        station = Station(processes, url)
        station.start_broker()
        station.start_worker(**short_terms())
        for number in range(5):
            take_short(number)
        station.wait_until_finished()
        with pytest.raises(OperationalError, match="full"):
            _take_until_full()
        accepted = Article.objects.count()
        assert accepted > 5
        assert Client().get("/").status_code == 200
        time.sleep(5)  # the worker tries in vain
        subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
        station.wait_until_finished(120)
        retry_all()
        station.wait_until_finished(120)
        assert Article.objects.filter(state=WorkState.DONE).count() == Article.objects.count() == accepted
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchone() == ("ok",)
        station.processes.stop_one("worker")
