"""What a real worker survives, it survives on PostgreSQL and Redis as on SQLite and the embedded broker."""

import os
import subprocess
import sys

import pytest

from tests.servers import some_postgres, some_redis
from tests.settings import ROOT


@pytest.mark.worker
@pytest.mark.postgres
@pytest.mark.redis
def test_kills_an_emptied_broker_and_editors_values_on_postgresql_and_redis() -> None:
    with some_postgres() as database, some_redis() as broker:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-m", "everywhere", "tests/faults/test_worker.py"],
            cwd=ROOT,
            env={**os.environ, "TEST_DATABASE_URL": database, "TEST_REDIS_URL": broker},
            capture_output=True,
            text=True,
        )
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
    assert "3 passed" in run.stdout.splitlines()[-1]
