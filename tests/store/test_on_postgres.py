"""The same specifications hold on PostgreSQL."""

import os
import subprocess
import sys

import pytest

from tests.servers import postgres_server
from tests.settings import ROOT

SPECIFICATIONS = [
    "tests/store",
    "tests/tasks",
    "tests/admin/test_searching.py",
    "tests/admin/test_input.py",
    "tests/commands/test_ingest.py",
]


@pytest.mark.postgres
def test_what_is_specified_of_the_store_the_tasks_and_the_admin_holds_on_postgresql_too() -> None:
    with postgres_server() as url:
        command = [sys.executable, "-m", "pytest", "-q", "-m", "not postgres and not worker", *SPECIFICATIONS]
        run = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "TEST_DATABASE_URL": url},
            capture_output=True,
            text=True,
        )
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
    assert "skipped" not in run.stdout.splitlines()[-1]
