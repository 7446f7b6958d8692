"""A small process that outlives its parent for a moment, to clear up after it.

The parent tells it which process groups and folders are its own. When the parent ends, however it ends (KILL
included), the pipe between them closes, and the guard ends those groups and removes those folders. It works the
same on Linux and macOS, and unlike a parent-death signal it reaches grandchildren (the pool of a Celery worker).
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

GRACE_SECONDS = 3.0
STEP_SECONDS = 0.05


class Guard:
    """The parent's end: `watch` and `forget` process groups, `remove` folders at the end."""

    def __init__(self) -> None:
        # -I -S: nothing but the standard library, so that it stands within 20 ms and imports no code of ours.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(__file__).resolve()), "guard"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
        )

    def watch(self, group: int) -> None:
        """End the process group `group` when this process has gone."""
        self._tell(f"watch {group}")

    def forget(self, group: int) -> None:
        """The group has ended; its number may belong to somebody else from now on."""
        self._tell(f"forget {group}")

    def remove(self, folder: Path) -> None:
        """Remove `folder` and what is in it when this process has gone."""
        self._tell(f"remove {folder}")

    def close(self) -> None:
        """Let the guard do its work now, and wait for it."""
        if self._process.stdin and not self._process.stdin.closed:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        if self._process.stdin is None or self._process.stdin.closed:
            return
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()


def end_groups(groups: Iterable[int], grace_seconds: float = GRACE_SECONDS) -> None:
    """Send TERM to process groups, wait for them, and KILL those that are left after the grace."""
    left = {group for group in groups if _signal_group(group, signal.SIGTERM)}
    until = time.monotonic() + grace_seconds
    while left and time.monotonic() < until:
        time.sleep(STEP_SECONDS)
        left = {group for group in left if _signal_group(group, 0)}
    for group in left:
        _signal_group(group, signal.SIGKILL)


def _signal_group(group: int, number: int) -> bool:
    """False when there is no such group any more."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    except PermissionError:
        # macOS answers so for a group of zombies only.
        return False
    return True


def stand_guard() -> None:
    """The guard's end: listen until the parent has gone, then clear up."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    folders: list[str] = []
    for line in sys.stdin:
        order, _, rest = line.rstrip("\n").partition(" ")
        if order == "watch":
            groups.add(int(rest))
        elif order == "forget":
            groups.discard(int(rest))
        elif order == "remove":
            folders.append(rest)
    end_groups(groups)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    stand_guard()
