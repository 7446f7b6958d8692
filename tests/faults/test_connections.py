"""A worker that loses its broker again and again, and one that is asked to end in the middle of much work."""

import time
from pathlib import Path

import pytest

from tests.faults.station import Station, done
from tests.faults.test_floods import take_short
from tracker.models import Article, Heartbeat, Outcome, ProcessingRun, WorkState

pytestmark = [pytest.mark.worker, pytest.mark.everywhere, pytest.mark.rare]


def test_a_worker_that_lost_its_broker_three_times_in_five_seconds_listens_again(station: Station) -> None:
    station.start_broker()
    station.start_worker(many=1)
    take_short(1)
    station.wait_until_finished(240)  # until then it has read its words, too
    for _ in range(3):
        station.stop_broker()
        time.sleep(0.7)
        station.start_broker()
        time.sleep(0.9)
    time.sleep(8)  # idle
    take_short(2)
    station.wait_for(lambda: done() == 2, 30)
    # It also says so.
    newest = Heartbeat.objects.get(name="worker@station").seen_at
    station.wait_for(lambda: Heartbeat.objects.get(name="worker@station").seen_at > newest, 40)


def test_a_worker_asked_to_end_with_fifty_running_finishes_them_and_takes_no_more(
    station: Station, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    long = {"TASK_SOFT_TIME_LIMIT": "400", "TASK_TIME_LIMIT": "410", "LEASE_SECONDS": "420"}
    station.start_broker()
    station.start_worker("tests.faults.slow_app", many=50, GATE=str(gate), **long)
    for number in range(60):
        take_short(number)
    running = ProcessingRun.objects.filter(outcome=Outcome.RUNNING)
    station.wait_for(lambda: running.count() == 50, 600)  # a busy machine takes long to fork fifty
    worker = station.processes._children["worker"]
    worker.terminate()
    time.sleep(1)
    assert worker.poll() is None  # it waits for those that it has begun
    gate.touch()
    assert worker.wait(120) == 0
    station.processes.stop_one("worker")
    assert ProcessingRun.objects.count() == ProcessingRun.objects.filter(outcome=Outcome.DONE).count() == 50
    assert set(Article.objects.values_list("state", flat=True)) == {WorkState.WAITING}
    assert not Heartbeat.objects.filter(name="worker@station").exists()
    station.start_worker()
    station.wait_until_finished(180)
    assert done() == 60
