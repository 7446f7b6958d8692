"""The commands of the parts, and `make run`, `make worker`, `make beat`, `make broker` for running them apart."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import environ

from config.launch.broker import answers
from config.launch.processes import free_port

BASE_DIR = Path(__file__).resolve().parents[2]
SOCKET_NAME = "broker.sock"


def read_env_file() -> None:
    """Let .env add to the environment; what is set already stays."""
    if (BASE_DIR / ".env").exists():
        environ.Env.read_env(BASE_DIR / ".env")


def var_dir() -> Path:
    """The folder of everything that is made at run time; made when missing."""
    folder = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def worker_command(processes: int = 0, log_level: str = "WARNING") -> list[str]:
    """WORKER_PROCESSES (2) and WORKER_QUEUES (all) of the environment say how many processes work on what."""
    many = processes or int(os.environ.get("WORKER_PROCESSES") or 2)
    options = [f"--concurrency={many}", f"--loglevel={log_level}", f"--hostname=worker-{os.getpid()}@%h"]
    queues = os.environ.get("WORKER_QUEUES", "")
    options += [f"--queues={queues}"] if queues else []
    # Neither events nor talk among workers: the rows say what goes on, and the folder transport knows neither.
    return [*_python(), "celery", "-A", "config", "worker", *options, "--without-gossip", "--without-mingle"]


def beat_command(schedule: Path) -> list[str]:
    return [*_python(), "celery", "-A", "config", "beat", "--loglevel=WARNING", f"--schedule={schedule}"]


def web_command(port: int, workers: int = 2) -> list[str]:
    bind = f"--bind={os.environ.get('LISTEN') or '127.0.0.1'}:{port}"
    usual = ["--preload", "--no-control-socket"]
    # A file of ten thousand rows takes its time on a busy machine, and a worker gives no sign of life while it writes.
    return [*_python(), "gunicorn", "config.wsgi", bind, f"--workers={workers}", "--timeout=120", *usual]


def first_port() -> int:
    """PORT of the environment, 8000 by default."""
    return int(os.environ.get("PORT") or 8000)


def missing_broker(environment: Mapping[str, str], folder: Path) -> str:
    """Why no broker can be reached without REDIS_URL, and what to do; "" when all is well."""
    if environment.get("REDIS_URL"):
        return ""
    socket_path = folder / SOCKET_NAME
    if answers(socket_path):
        return ""
    return (
        "No broker is running. Either start the embedded one in another terminal ('make broker'), "
        "or set REDIS_URL, in the environment or in .env, to a Redis or Valkey server."
    )


def _python() -> list[str]:
    return [sys.executable, "-m"]


def _command(part: str, folder: Path) -> list[str]:
    if part == "web":
        return web_command(free_port(first_port()))
    if part == "worker":
        return worker_command(log_level="INFO")
    if part == "beat":
        return beat_command(folder / "beat-schedule")
    return [*_python(), "config.launch.broker", str(folder / SOCKET_NAME)]


def main(part: str) -> int:
    """Become the part: `web`, `worker`, `beat` or `broker`."""
    os.chdir(BASE_DIR)
    read_env_file()
    folder = var_dir()
    problem = "" if part == "broker" else missing_broker(os.environ, folder)
    if problem and part != "web":
        print(problem, file=sys.stderr)
        return 1
    if problem:
        print(f"{problem}\nPages are served all the same; new articles wait until a worker runs.", file=sys.stderr)
    command = _command(part, folder)
    if part == "web":
        print("Pages at http://" + command[4].removeprefix("--bind=") + "/", flush=True)
        from config.launch.prepare import prepare_pages

        prepare_pages()
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
