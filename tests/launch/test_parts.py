"""Running the parts one by one."""

from pathlib import Path

import pytest

from config.launch.parts import missing_broker, web_command, worker_command
from config.launch.prepare import static_state


def test_without_a_broker_one_is_told_what_to_do(tmp_path: Path) -> None:
    said = missing_broker({}, tmp_path)
    assert "make broker" in said
    assert "REDIS_URL" in said


def test_a_given_broker_is_trusted(tmp_path: Path) -> None:
    assert missing_broker({"REDIS_URL": "redis://broker.example"}, tmp_path) == ""


def test_workers_of_two_installations_have_names_of_their_own() -> None:
    assert any(word.startswith("--hostname=worker-") for word in worker_command())


def test_a_worker_has_the_queues_and_processes_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any(word.startswith("--queues") for word in worker_command())
    monkeypatch.setenv("WORKER_QUEUES", "fetch,poll")
    monkeypatch.setenv("WORKER_PROCESSES", "5")
    assert {"--queues=fetch,poll", "--concurrency=5"} <= set(worker_command())


def test_pages_are_served_to_the_own_machine_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--bind=127.0.0.1:8000" in web_command(8000)
    monkeypatch.setenv("LISTEN", "0.0.0.0")
    assert "--bind=0.0.0.0:8000" in web_command(8000)


def test_a_changed_style_sheet_asks_for_a_new_collection(tmp_path: Path) -> None:
    sheet = tmp_path / "css" / "base.css"
    sheet.parent.mkdir()
    sheet.write_text("a {}")
    before = static_state(tmp_path)
    assert static_state(tmp_path) == before
    sheet.write_text("a { color: red }")
    assert static_state(tmp_path) != before
