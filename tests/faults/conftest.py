import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from config.launch.processes import Processes
from tests.databases import copy_of_template
from tests.faults.station import BATCH, EXTERNAL, Station, answers, ledger, take


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Faults beyond the first twelve are for `make faults`: they take too long for every change. FAULTS=soak tries what
    takes hours, and nothing else."""
    wanted = os.environ.get("FAULTS")
    soaks = {item for item in items if item.get_closest_marker("soak")}
    rare = {item for item in items if item.get_closest_marker("rare")}
    here = {item for item in items if Path(__file__).parent in item.path.parents}
    left = here - soaks if wanted == "soak" else soaks if wanted == "all" else soaks | rare
    if left:
        config.hook.pytest_deselected(items=[item for item in items if item in left])
        items[:] = [item for item in items if item not in left]


@pytest.fixture
def station(live_database: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Station]:
    """Neither broker nor worker runs yet; whatever the test starts ends with it."""
    monkeypatch.delenv("REDIS_URL", raising=False)
    settings.RING_AGAIN_SECONDS = 1
    with Processes() as processes:
        station = Station(processes, live_database)
        station.log.unlink(missing_ok=True)
        yield station
        if EXTERNAL and station.broker is None and answers(station.url):
            station.empty_broker()


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
