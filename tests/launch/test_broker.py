"""The embedded broker: it answers, it may run twice, and nothing of it stays behind."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import redis

from config.launch import broker as broker_module
from config.launch.broker import LONGEST_SOCKET_PATH, BrokerError, start_broker
from config.launch.processes import Processes
from tests.launch.conftest import ROOT, Script, is_running, wait_until

HOLD = """
import os, sys, time
from pathlib import Path
from config.launch.broker import start_broker
from config.launch.processes import Processes
processes = Processes()
broker = start_broker(processes, Path(sys.argv[1]))
print(broker.url)
print(processes._children["broker"].pid)
time.sleep(60)
"""


def socket_of(url: str) -> Path:
    assert url.startswith("redis+socket:///")
    assert url.endswith("?virtual_host=0")
    return Path(url.removeprefix("redis+socket://").removesuffix("?virtual_host=0"))


def start_and_hold(run_script: Script, tmp_path: Path) -> tuple["subprocess.Popen[str]", Path, int]:
    parent = run_script(HOLD, str(tmp_path))
    assert parent.stdout
    socket_path = socket_of(parent.stdout.readline().strip())
    return parent, socket_path, int(parent.stdout.readline())


@pytest.fixture(autouse=True)
def no_external_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL", raising=False)


def test_answers_behind_a_short_private_socket_and_is_gone_after_stop(tmp_path: Path) -> None:
    with Processes() as processes:
        broker = start_broker(processes, tmp_path)
        path = socket_of(broker.url)
        assert len(os.fsencode(path)) <= LONGEST_SOCKET_PATH
        assert path.parent.stat().st_mode & 0o077 == 0
        with redis.Redis(unix_socket_path=str(path)) as client:
            client.lpush("list", "a")
            assert client.llen("list") == 1
        broker.stop()
        assert not path.parent.exists()


def test_leaving_the_block_ends_a_broker_that_nobody_stopped(tmp_path: Path) -> None:
    with Processes() as processes:
        path = socket_of(start_broker(processes, tmp_path).url)
        assert broker_module.answers(path)
    assert not broker_module.answers(path)
    assert not path.parent.exists()


def test_two_run_at_once_and_know_nothing_of_each_other(tmp_path: Path) -> None:
    with Processes() as one, Processes() as other:
        first, second = socket_of(start_broker(one, tmp_path).url), socket_of(start_broker(other, tmp_path).url)
        with redis.Redis(unix_socket_path=str(first)) as client:
            client.set("only", "here")
        with redis.Redis(unix_socket_path=str(second)) as client:
            assert client.get("only") is None


def test_a_long_temporary_path_is_avoided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("x" * 90)
    long.mkdir()
    monkeypatch.setattr(broker_module.tempfile, "gettempdir", lambda: str(long))
    with Processes() as processes:
        path = socket_of(start_broker(processes, tmp_path).url)
        assert len(os.fsencode(path)) <= LONGEST_SOCKET_PATH
        assert broker_module.answers(path)


def test_a_given_broker_is_used_and_nothing_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://broker.example:6379/3")
    with Processes() as processes:
        broker = start_broker(processes, tmp_path)
        assert broker.url == "redis://broker.example:6379/3"
        assert processes.names() == []


def test_without_a_server_messages_travel_through_a_folder_and_the_user_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker_module, "find_server", lambda: None)
    with Processes() as processes:
        broker = start_broker(processes, tmp_path)
    assert broker.url == "filesystem://"
    assert "REDIS_URL" in broker.notice
    assert (tmp_path / "queue").is_dir()


def test_a_server_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker_module, "find_server", lambda: sys.executable)
    with Processes() as processes, pytest.raises(BrokerError, match="did not start"):
        start_broker(processes, tmp_path)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_orphan_stays_when_the_parent_is_killed(run_script: Script, tmp_path: Path, number: signal.Signals) -> None:
    parent, path, server = start_and_hold(run_script, tmp_path)
    assert is_running(server)
    parent.send_signal(number)
    parent.wait(10)
    assert wait_until(lambda: not is_running(server))
    assert wait_until(lambda: not path.parent.exists())


def test_make_broker_serves_a_known_socket_until_it_is_told_to_stop(tmp_path: Path) -> None:
    folder = broker_module.short_folder()
    path = folder / "known.sock"
    process = subprocess.Popen(
        [sys.executable, "-m", "config.launch.broker", str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert wait_until(lambda: broker_module.answers(path))
        process.terminate()
        assert process.wait(10) == 0
        assert not path.exists()
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()
        shutil.rmtree(folder)
