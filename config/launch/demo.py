"""`make demo`: everything at once, on sample articles, until a signal."""

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from config.launch.broker import BrokerError, start_broker
from config.launch.parts import (
    BASE_DIR,
    beat_command,
    first_port,
    read_env_file,
    var_dir,
    web_command,
    worker_command,
)
from config.launch.prepare import prepare_pages, static_is_fresh
from config.launch.processes import Processes, free_port

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WEB_SECONDS = 30.0


class DemoError(RuntimeError):
    """The demonstration cannot go on; the message says why."""


def main() -> int:
    """Run the demonstration; 0 after a signal, 1 when a part failed."""
    os.chdir(BASE_DIR)
    for number in STOP_SIGNALS:
        signal.signal(number, _leave)
    try:
        with Processes() as processes:
            try:
                return _run(processes)
            finally:
                # A second Ctrl-C must not leave children behind.
                for number in STOP_SIGNALS:
                    signal.signal(number, signal.SIG_IGN)
    except (BrokerError, DemoError) as error:
        print(error, file=sys.stderr)
        return 1


def _run(processes: Processes) -> int:
    read_env_file()
    folder = var_dir()
    _say("Starting the broker")
    broker = start_broker(processes, folder)
    if broker.notice:
        _say(broker.notice)
    # Before the settings are read for the first time, here and in the children.
    os.environ["REDIS_URL"] = broker.url
    _say("Preparing the database and the pages")
    port = free_port(first_port())
    # On a later start the pages come up while this process still loads Django. Migrations, if any, follow at once.
    started = static_is_fresh(folder)
    if started:
        _start_part(processes, folder, "web", web_command(port))
    prepare_pages()
    if not started:
        _start_part(processes, folder, "web", web_command(port))
    with _failing_with_a_part(processes, folder):
        password = _fill(processes, folder)
    _wait_for_web(processes, folder, port)
    _say(_welcome(port, password))
    ended = processes.wait(STOP_SIGNALS)
    if ended:
        raise DemoError(_obituary(folder, ended))
    _say("\nStopping")
    return 0


def _start_part(processes: Processes, folder: Path, name: str, command: Sequence[str]) -> None:
    log = _log(folder, name)
    log.parent.mkdir(exist_ok=True)
    log.unlink(missing_ok=True)
    processes.start(name, command, output=log)


@contextmanager
def _failing_with_a_part(processes: Processes, folder: Path) -> Iterator[None]:
    """End the block at once when a part ends: without its worker it would wait for nothing."""

    def look(number: int, frame: FrameType | None) -> None:
        for name in processes.ended():
            raise DemoError(_obituary(folder, name))

    signal.signal(signal.SIGCHLD, look)
    try:
        yield
    finally:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def _fill(processes: Processes, folder: Path) -> str | None:
    """Load the catalog, make the editor's account, take the sample articles in; the password if it is new."""
    from django.core.management import CommandError, call_command
    from django.db import connections

    from tracker.management.commands.create_editor import give_password

    try:
        call_command("load_catalog")
        password = give_password()
        # Not sooner: four programs that start at once on two cores keep the reader waiting.
        _start_part(processes, folder, "worker", worker_command())
        _start_part(processes, folder, "beat", beat_command(folder / "beat-schedule"))
        call_command("ingest_samples")
    except CommandError as error:
        raise DemoError(str(error)) from error
    finally:
        connections.close_all()
    return password


def _wait_for_web(processes: Processes, folder: Path, port: int) -> None:
    until = time.monotonic() + WEB_SECONDS
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if "web" in processes.ended() or time.monotonic() > until:
            raise DemoError(f"The pages are not served. The server said:\n{_last_lines(_log(folder, 'web'))}")
        time.sleep(0.05)


def _welcome(port: int, password: str | None) -> str:
    told = (
        f"editor / {password}   (shown this once; 'make password' gives a new one)"
        if password
        else "editor   (the password was shown at the first start; 'make password' gives a new one)"
    )
    return f"""
  Pages     http://127.0.0.1:{port}/
  Admin     http://127.0.0.1:{port}/admin/
  Sign in   {told}

Ctrl-C stops everything."""


def _log(folder: Path, name: str) -> Path:
    return folder / "log" / f"{name}.log"


def _obituary(folder: Path, name: str) -> str:
    return f"{_last_lines(_log(folder, name))}\nStopped, because the part '{name}' ended. Its log: {_log(folder, name)}"


def _last_lines(log: Path, count: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else ""


def _say(text: str) -> None:
    print(text, flush=True)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0 if number == signal.SIGINT else 128 + number)


if __name__ == "__main__":
    sys.exit(main())
