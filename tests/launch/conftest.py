"""Scripts run in processes of their own, so that they can be killed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Script = Callable[..., subprocess.Popen[str]]


def is_running(pid: int) -> bool:
    """Whether the process runs; a zombie that waits for its parent has ended."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def wait_until(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


@pytest.fixture
def run_script() -> Iterator[Script]:
    """Starts Python code from the repository's root; whatever is left of it goes at the end of the test."""
    started: list[subprocess.Popen[str]] = []

    def run(code: str, *arguments: str, **env: str) -> subprocess.Popen[str]:
        environment = {name: value for name, value in os.environ.items() if name != "REDIS_URL"} | env
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", code, *arguments],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
