"""A backup taken while articles come in is whole, and moves an installation to another database of either kind."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.commands.terminal import manage
from tests.faults.programs import environment, manage_there, new_postgres_database
from tests.faults.station import BATCH, Station, ledger, take
from tests.servers import own_postgres
from tracker.management.backup import count_rows, digest_database
from tracker.models import Article

pytestmark = [pytest.mark.worker, pytest.mark.rare]


def digest_of(said: str) -> str:
    return said.rsplit(maxsplit=1)[-1]


def articles_in(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt") as file:
        rows = [json.loads(line) for line in file]
    return [row for row in rows if row.get("model") == "tracker.article"]


@pytest.mark.postgres
def test_a_backup_during_ingest_restores_into_both_databases_with_equal_counts_and_hashes(
    station: Station, undisturbed: str, tmp_path: Path
) -> None:
    station.start_broker()
    station.start_worker()
    for name in BATCH:
        take(name)
    station.wait_for(lambda: Article.objects.filter(stage="extract").exists())
    during = tmp_path / "during.jsonl.gz"
    digest = digest_of(manage("backup", during).out)
    assert {row["fields"]["state"] for row in articles_in(during)} != {"done"}  # else it was none during ingest
    station.wait_until_finished()
    after = tmp_path / "after.jsonl.gz"
    digest_after = digest_of(manage("backup", after).out)
    assert digest_after == digest_database().digest != digest
    counts = count_rows()

    with own_postgres() as server:
        url = new_postgres_database(server, "moved")
        env = environment(tmp_path, url)
        manage_there(env, "migrate", "--verbosity=0")
        assert digest_of(manage_there(env, "restore", after)) == digest_after
        back = tmp_path / "back.jsonl.gz"
        assert digest_of(manage_there(env, "backup", back)) == digest_after
    fresh = f"sqlite:///{tmp_path / 'fresh.sqlite3'}"
    env = environment(tmp_path, fresh)
    manage_there(env, "migrate", "--verbosity=0")
    assert digest_of(manage_there(env, "restore", during)) == digest

    # What was under way in the restored database is finished there.
    station.processes.stop_one("worker")
    here = connections["default"].settings_dict["NAME"]
    connections.close_all()
    connections["default"].settings_dict["NAME"] = str(tmp_path / "fresh.sqlite3")
    try:
        Article.objects.filter(state="running").update(lease_until="2000-01-01T00:00:00Z")
        restored = Station(station.processes, fresh)
        restored.start_worker()
        restored.wait_until_finished()
        assert ledger() == undisturbed
        assert count_rows()["tracker.article"] == counts["tracker.article"] == len(BATCH)
    finally:
        station.processes.stop_one("worker")
        connections.close_all()
        connections["default"].settings_dict["NAME"] = here
    assert len(articles_in(back)) == len(BATCH)
