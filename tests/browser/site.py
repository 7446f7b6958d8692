"""The product as a browser meets it: its own settings, gunicorn, collected static files, the sample articles' facts."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from config.launch.broker import start_broker
from config.launch.parts import web_command, worker_command
from config.launch.processes import Processes
from tests.servers import own_port
from tests.settings import ROOT

FIRST_PORT = 9300
START_SECONDS = 30.0
SHOWN = "posco"  # the group that most tests look at
CROWDED, CROWDED_LEAD = "kcc", "kcc-company"  # one with hundreds of milestones, and who leads them
NOT_VISITED = ("admin", "simple_history")  # the admin's static files: more than all others together


class Site:
    """Pages from the start; a broker and a worker for those tests that ask for them."""

    def __init__(self, processes: Processes, database_url: str, folder: Path) -> None:
        self.processes = processes
        self.folder = folder
        self.address = f"http://127.0.0.1:{own_port(FIRST_PORT + os.getpid() % 500)}"
        self.environment = {
            "DATABASE_URL": database_url,
            "REDIS_URL": f"redis+socket://{self._socket}?virtual_host=0",
            "VAR_DIR": str(folder),
            "SECRET_KEY": "for tests only, and long enough that nobody complains about it",
            "ALLOW_PRIVATE_FETCH": "127.0.0.1",
            "HTTPS": "off",
            "DEBUG": "off",
        }

    @property
    def _socket(self) -> Path:
        return self.folder / "broker.sock"

    def collect_static(self) -> "subprocess.Popen[bytes]":
        """Seconds of work: the caller waits for the end of it when there is nothing else to do."""
        ignored = [f"--ignore={name}" for name in NOT_VISITED]
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0", *ignored]
        return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **self.environment})

    def start_pages(self) -> None:
        command = web_command(int(self.address.rpartition(":")[2]))
        self.processes.start("web", command, env=self.environment, output=self.log)
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            assert time.monotonic() < until, f"the pages did not start:\n{self.log.read_text(errors='replace')}"
            time.sleep(0.1)

    def start_worker(self) -> None:
        start_broker(self.processes, self.folder, self._socket)
        self.processes.start("worker", worker_command(1), env=self.environment, output=self.log)

    @property
    def log(self) -> Path:
        return self.folder / "site.log"

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/about/", timeout=5) as answer:
                return answer.status == 200
        except urllib.error.HTTPError:
            return True  # an error page is for the tests to find
        except OSError:
            return False
