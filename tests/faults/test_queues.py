"""Workers on queues of their own: each does what is in its queue, and the log tells the way of an article."""

import http.server
import json
import sys
import threading

import pytest

from tests.faults.station import PATIENT, Station
from tests.faults.test_worker import _Pages
from tracker.models import Heartbeat, ProcessingRun, WorkState
from tracker.store.sources import source_of_kind
from tracker.tasks.intake import take_address

pytestmark = pytest.mark.worker


def test_two_workers_on_separate_queues_share_the_work_and_sign_it(station: Station) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    log = {"LOG_FORMAT": "json", "LOG_LEVEL": "INFO", "ALLOW_PRIVATE_FETCH": "127.0.0.1"}
    try:
        station.start_broker()
        # As the README has it: each on any machine.
        for name, queues in (("fetcher", "fetch,poll"), ("reader", "process")):
            part = [sys.executable, "-m", "config.launch.parts", "worker"]
            env = {**station.env, **PATIENT, **log, "WORKER_QUEUES": queues, "WORKER_PROCESSES": "1"}
            station.processes.start(name, part, env=env, output=station.log)
        address = f"http://127.0.0.1:{server.server_port}/article.json"
        article = take_address(address, source=source_of_kind("address")).article
        station.wait_until_finished()
        station.wait_for(lambda: Heartbeat.objects.filter(part="worker").count() == 2)
    finally:
        server.shutdown()
        server.server_close()
    article.refresh_from_db()
    assert article.state == WorkState.DONE, article.failure
    queues = dict(Heartbeat.objects.filter(part="worker").values_list("name", "queues"))
    signed = {
        stage: queues[worker] for stage, worker in ProcessingRun.objects.order_by("id").values_list("stage", "worker")
    }
    assert signed == {"fetch": ["fetch", "poll"], "parse": ["process"], "extract": ["process"], "merge": ["process"]}
    lines = [json.loads(line) for line in station.log.read_text().splitlines() if line.startswith("{")]
    told = [(one["stage"], one["message"]) for one in lines if one["article"] == article.public_id]
    assert [one for one in told if one[1] == "done"] == [(stage, "done") for stage in signed]
