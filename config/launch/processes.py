"""Child processes, each in a process group of its own, all ended together."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Self

from config.launch.guard import Guard, end_groups

STOP_SECONDS = 8.0
Child = subprocess.Popen[bytes]


class Processes:
    """The children of one launcher. Leaving the `with` block ends them; a guard does when the launcher is killed."""

    def __init__(self) -> None:
        self.guard = Guard()
        self._children: dict[str, Child] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        output: Path | None = None,
    ) -> Child:
        """Start `command` under a name; `env` is added to the environment, `output` takes what it prints."""
        stream = output.open("ab") if output else None
        try:
            # A group of its own: Ctrl-C reaches the launcher only, which then ends the children in order.
            child = subprocess.Popen(
                command,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT if stream else None,
                process_group=0,
            )
        finally:
            if stream:
                stream.close()
        self.guard.watch(child.pid)
        self._children[name] = child
        return child

    def stop_one(self, name: str, grace_seconds: float = STOP_SECONDS) -> None:
        """TERM, wait, KILL after the grace; its whole group. Does nothing when it has been stopped already."""
        child = self._children.pop(name, None)
        if child is None:
            return
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(grace_seconds)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        # What the child itself left in its group: the pool of a worker that had to be killed.
        end_groups([child.pid], grace_seconds=1.0)
        self.guard.forget(child.pid)

    def stop(self, grace_seconds: float = STOP_SECONDS) -> None:
        """Stop all, the last started first, but ask all of them at once."""
        for name, child in self._children.items():
            if child.poll() is None and name != "broker":
                child.terminate()
        for name in reversed(list(self._children)):
            self.stop_one(name, grace_seconds)

    def close(self) -> None:
        """Stop all children, then the guard."""
        self.stop()
        self.guard.close()

    def names(self) -> list[str]:
        """The names of the children that were started and not stopped."""
        return list(self._children)

    def ended(self) -> dict[str, int]:
        """Children that ended by themselves, with their exit codes."""
        codes = {name: child.poll() for name, child in self._children.items()}
        return {name: code for name, code in codes.items() if code is not None}

    def wait(self, signals: Sequence[signal.Signals]) -> str:
        """Wait for one of `signals` or for a child to end by itself; its name, or "" after a signal."""
        asked = threading.Event()

        def ask(number: int, frame: FrameType | None) -> None:
            asked.set()

        for number in signals:
            signal.signal(number, ask)
        parent = os.getppid()
        while not asked.wait(0.3):
            # make cannot pass a KILL on: without it nobody would be left to stop us.
            if "MAKELEVEL" in os.environ and os.getppid() != parent:
                return ""
            for name, code in self.ended().items():
                print(f"{name} ended by itself with code {code}.", file=sys.stderr)
                return name
        return ""


def free_port(first: int, host: str = "127.0.0.1", tries: int = 100) -> int:
    """The first port from `first` on that nobody listens on. Raises OSError when all `tries` are taken."""
    for port in range(first, first + tries):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            # As the server will: a port in TIME_WAIT counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"No free port between {first} and {first + tries - 1}.")
