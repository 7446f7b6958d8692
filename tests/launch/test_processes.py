"""Children of the launcher end with it, whatever ends it."""

import os
import signal
import socket
import sys
from pathlib import Path

import pytest

from config.launch.processes import Processes, free_port
from tests.launch.conftest import Script, is_running, wait_until

# A child with a child of its own in the same group, as a Celery worker has; both print their numbers.
FAMILY = "import os,time; child=os.fork(); print(os.getpid(), flush=True); time.sleep(60)"
STUBBORN = "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
HOLD = """
import sys, time
from pathlib import Path
from config.launch.processes import Processes
processes = Processes()
processes.start("family", [sys.executable, "-c", sys.argv[1]], output=Path(sys.argv[2]))
time.sleep(60)
"""


def numbers_in(path: Path) -> list[int]:
    return [int(word) for word in path.read_text().split()] if path.exists() else []


def test_stop_ends_the_whole_family(tmp_path: Path) -> None:
    output = tmp_path / "out"
    with Processes() as processes:
        processes.start("family", [sys.executable, "-c", FAMILY], output=output)
        assert wait_until(lambda: len(numbers_in(output)) == 2)
    assert not any(is_running(pid) for pid in numbers_in(output))


def test_a_child_that_ignores_term_is_killed_after_the_grace(tmp_path: Path) -> None:
    output = tmp_path / "out"
    with Processes() as processes:
        child = processes.start("stubborn", [sys.executable, "-c", STUBBORN], output=output)
        assert wait_until(lambda: output.exists() and "up" in output.read_text())
        processes.stop(grace_seconds=0.2)
        assert child.returncode == -signal.SIGKILL


def test_kill_of_the_launcher_leaves_no_child_and_no_grandchild(run_script: Script, tmp_path: Path) -> None:
    output = tmp_path / "out"
    launcher = run_script(HOLD, FAMILY, str(output))
    assert wait_until(lambda: len(numbers_in(output)) == 2)
    launcher.kill()
    launcher.wait()
    assert wait_until(lambda: not any(is_running(pid) for pid in numbers_in(output)))


def test_a_child_that_ends_by_itself_is_reported(capfd: pytest.CaptureFixture[str]) -> None:
    with Processes() as processes:
        processes.start("short", [sys.executable, "-c", "raise SystemExit(3)"])
        assert processes.wait(()) == "short"
    assert "short ended by itself with code 3" in capfd.readouterr().err


def test_a_child_gets_the_variables_it_is_given(tmp_path: Path) -> None:
    output = tmp_path / "out"
    code = "import os; print(os.environ['REDIS_URL'], os.environ['PATH'] != '')"
    with Processes() as processes:
        processes.start("child", [sys.executable, "-c", code], env={"REDIS_URL": "redis://here"}, output=output)
        assert wait_until(lambda: output.exists() and "redis://here True" in output.read_text())


def test_each_child_has_a_group_of_its_own() -> None:
    with Processes() as processes:
        child = processes.start("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"])
        assert os.getpgid(child.pid) == child.pid != os.getpgid(0)


def test_the_next_free_port_is_taken_when_one_is_in_use() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < free_port(port) < port + 100


def test_no_free_port_is_an_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="No free port"):
            free_port(taken.getsockname()[1], tries=1)
