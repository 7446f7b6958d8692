"""What a real worker survives, it survives on PostgreSQL and Redis as on SQLite and the embedded broker."""

import os
import subprocess
import sys

import pytest

from tests.servers import own_port, postgres_server
from tests.settings import ROOT


@pytest.mark.worker
@pytest.mark.postgres
@pytest.mark.redis
def test_the_faults_are_survived_on_postgresql_and_redis() -> None:
    with postgres_server() as database:
        # Nobody listens there: each test starts its own Redis, and may stop and empty it.
        broker = f"redis://127.0.0.1:{own_port(7400)}/0"
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-m", "everywhere", "tests/faults"],
            cwd=ROOT,
            env={**os.environ, "TEST_DATABASE_URL": database, "TEST_REDIS_URL": broker},
            capture_output=True,
            text=True,
        )
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
    assert "skipped" not in run.stdout.splitlines()[-1]
