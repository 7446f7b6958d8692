"""`make demo` as a newcomer meets it: a first start, a second one, the end of both."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.launch.conftest import ROOT, wait_until

pytestmark = pytest.mark.worker

FIRST_SECONDS = 240
SECOND_SECONDS = 5  # what a person waits for; doubled below, because tests share their two cores


@dataclass
class Demo:
    """A running demonstration and what it has printed so far."""

    folder: Path
    process: "subprocess.Popen[bytes]"
    began: float = field(default_factory=time.monotonic)

    def said(self) -> str:
        return (self.folder / "said").read_text(errors="replace")

    def address(self, seconds: float) -> str:
        wait_until(lambda: "Ctrl-C stops" in self.said() or self.process.poll() is not None, seconds)
        found = re.search(r"Pages +(http://127\.0\.0\.1:\d+/)", self.said())
        assert found, self.said()
        return found.group(1)

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def demos(var_dir: Path) -> Iterator[list[Demo]]:
    started: list[Demo] = []
    yield started
    for demo in started:
        if demo.process.poll() is None:
            demo.process.kill()
            demo.process.wait()
        assert wait_until(lambda: not family_of(var_dir), 15)


def start(demos: list[Demo], var_dir: Path) -> Demo:
    kept = {k: v for k, v in os.environ.items() if k not in {"REDIS_URL", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    with (var_dir / "said").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.launch.demo"],
            cwd=ROOT,
            env=kept | {"VAR_DIR": str(var_dir), "TRACKER_TEST_MARK": str(var_dir)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    demos.append(Demo(var_dir, process))
    return demos[-1]


def family_of(var_dir: Path) -> list[str]:
    """Processes that still carry the mark which the demonstration gave to all its children."""
    listed = subprocess.run(["ps", "axeww", "-o", "pid=,stat=,command="], capture_output=True, text=True).stdout
    mark = f"TRACKER_TEST_MARK={var_dir}"
    return [line for line in listed.splitlines() if mark in line and line.split()[1][0] != "Z"]


def counts(var_dir: Path) -> dict[str, int]:
    tables = ("article", "initiative", "milestone", "participation", "report", "evidence", "organization")
    connection = sqlite3.connect(var_dir / "tracker.sqlite3")
    try:
        return {name: connection.execute(f"SELECT count(*) FROM tracker_{name}").fetchone()[0] for name in tables}
    finally:
        connection.close()


def test_the_first_start_serves_pages_made_from_sample_articles(demos: list[Demo], var_dir: Path) -> None:
    demo = start(demos, var_dir)
    address = demo.address(FIRST_SECONDS)
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert answer.status == 200
    assert re.search(r"editor / \S{12,}", demo.said())
    found = counts(var_dir)
    assert found["article"] >= 20
    assert found["initiative"] >= 10
    assert found["milestone"] >= 10
    assert (var_dir / "secret_key").stat().st_mode & 0o077 == 0
    assert demo.stop(signal.SIGTERM) in {0, 143}
    assert family_of(var_dir) == []


def test_the_second_start_is_quick_and_takes_nothing_in_twice(demos: list[Demo], var_dir: Path) -> None:
    before = counts(var_dir)
    demo = start(demos, var_dir)
    demo.address(60)
    seconds = time.monotonic() - demo.began
    assert seconds < 2 * SECOND_SECONDS
    assert counts(var_dir) == before
    assert "editor / " not in demo.said()
    assert "make password" in demo.said()
    assert demo.stop(signal.SIGINT) == 0
    assert family_of(var_dir) == []


def test_a_taken_port_is_passed_over_and_a_kill_leaves_nothing(
    demos: list[Demo], var_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        demo = start(demos, var_dir)
        assert f":{port}/" not in demo.address(60)
        demo.process.kill()
        demo.process.wait()
    assert wait_until(lambda: family_of(var_dir) == [], 15)
