from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from config.launch.processes import Processes
from tests.databases import copy_of_template
from tests.faults.station import BATCH, EXTERNAL, Station, empty_broker, ledger, take


@pytest.fixture
def station(live_database: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Station]:
    """Neither broker nor worker runs yet; whatever the test starts ends with it."""
    monkeypatch.delenv("REDIS_URL", raising=False)
    settings.RING_AGAIN_SECONDS = 1
    with Processes() as processes:
        station = Station(processes, live_database)
        station.log.unlink(missing_ok=True)
        yield station
    if EXTERNAL:
        empty_broker()


@pytest.fixture
def undisturbed(live_database: str) -> str:
    """The ledger of the batch when nothing goes wrong."""
    return _undisturbed()


@cache
def _undisturbed() -> str:
    from tracker.tasks.extract import extract
    from tracker.tasks.merge import merge
    from tracker.tasks.parse import parse

    with copy_of_template():
        articles = [take(name) for name in BATCH]
        for stage in (parse, extract, merge):
            for article in articles:
                stage(article.pk)
        return ledger()
