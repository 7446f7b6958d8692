"""compose.yaml and Dockerfile against the code that they start. Nobody runs a container here: what can be known without
one is that every command, name, queue, port and probe in them is one that the program has."""

import json
import re
import shlex
from typing import Any

import environ
import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands
from django.test import Client

from config.launch import parts
from tests.settings import ROOT

COMPOSE = (ROOT / "compose.yaml").read_text()
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
BESIDE = {name: service for name, service in SERVICES.items() if name not in OURS}
DOCKERFILE = [line.partition(" ") for line in (ROOT / "Dockerfile").read_text().splitlines() if line[:1].isupper()]
IMAGE = dict(re.findall(r"(\w+)=(\S+)", next(rest for word, _, rest in DOCKERFILE if word == "ENV")))
DOCUMENTED = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))


def command_of(name: str) -> list[str]:
    usual = json.loads(next(rest for word, _, rest in DOCKERFILE if word == "CMD"))
    return list(OURS[name].get("command", usual))


def filled_in(value: str, **given: str) -> str:
    """As compose fills in ${NAME}, ${NAME:-default} and ${NAME:?message}."""
    return re.sub(r"\$\{(\w+)(?::[-?]([^}]*))?\}", lambda m: given.get(m[1], m[2] or ""), value)


def test_there_is_a_service_for_each_part_of_the_program() -> None:
    assert {*OURS, *BESIDE} == {"prepare", "web", "worker", "fetcher", "beat", "postgres", "redis"}


@pytest.mark.parametrize("name", sorted(set(OURS) - {"prepare"}))
def test_every_command_is_one_of_the_launcher(name: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    python, option, module, part = command_of(name)
    assert (python, option, module) == ("python", "-m", "config.launch.parts")
    for key, value in OURS[name]["environment"].items():
        monkeypatch.setenv(key, value)
    started = parts._command(part, tmp_path)
    assert started[2] == ("gunicorn" if part == "web" else "celery")
    assert part in started or part == "web"


def test_the_tables_are_made_by_commands_that_exist_before_anything_else_starts() -> None:
    shell, option, script = command_of("prepare")
    assert (shell, option) == ("sh", "-c")
    for command in script.split(" && "):
        python, manage, name, *_ = shlex.split(command)
        assert (python, manage) == ("python", "manage.py")
        assert name in get_commands()
    assert SERVICES["prepare"]["restart"] == "no"
    for name in set(OURS) - {"prepare"}:
        assert OURS[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}


def test_what_is_waited_for_until_it_is_well_says_how_it_is() -> None:
    for service in SERVICES.values():
        for other, how in service.get("depends_on", {}).items():
            assert other in SERVICES
            assert how["condition"] != "service_healthy" or "healthcheck" in SERVICES[other]


def test_every_setting_is_documented_and_every_blank_to_fill_in_too() -> None:
    for service in OURS.values():
        assert set(service["environment"]) <= DOCUMENTED
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE))
    assert asked - DOCUMENTED == {"POSTGRES_PASSWORD"}
    assert {name for name in asked if f"${{{name}:?" in COMPOSE} == {"SECRET_KEY", "POSTGRES_PASSWORD"}
    assert set(IMAGE) - DOCUMENTED == {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


def test_every_queue_has_a_worker_and_every_worker_a_queue_that_there_is() -> None:
    served = [
        set(s["environment"]["WORKER_QUEUES"].split(",")) for s in OURS.values() if "WORKER_QUEUES" in s["environment"]
    ]
    queues = {queue.name for queue in settings.CELERY_TASK_QUEUES}
    assert set.union(*served) == queues
    assert sum(map(len, served)) == len(queues), "none is served by two kinds of workers"
    assert {"worker", "fetcher"} == {name for name in OURS if "WORKER_QUEUES" in OURS[name]["environment"]}


@pytest.mark.parametrize("name", ["worker", "fetcher"])
def test_a_worker_is_given_the_time_to_end_what_it_has_begun(name: str) -> None:
    seconds = int(OURS[name]["stop_grace_period"].removesuffix("s"))
    assert seconds > settings.CELERY_TASK_TIME_LIMIT


def test_the_addresses_lead_to_the_services_beside() -> None:
    for service in OURS.values():
        given = service["environment"]
        database = environ.Env.db_url_config(filled_in(given["DATABASE_URL"], POSTGRES_PASSWORD="secret"))
        beside = BESIDE["postgres"]["environment"]
        assert (database["ENGINE"], database["HOST"]) == ("django.db.backends.postgresql", "postgres")
        assert (database["USER"], database["NAME"]) == (beside["POSTGRES_USER"], beside["POSTGRES_DB"])
        assert database["PASSWORD"] == "secret"
        assert given["REDIS_URL"].startswith("redis://redis:6379/")
    assert f"-U {BESIDE['postgres']['environment']['POSTGRES_USER']}" in BESIDE["postgres"]["healthcheck"]["test"][1]


def test_the_probe_asks_the_page_that_is_served_there_whatever_the_site_is_called(
    client: Client, settings: Any
) -> None:
    web = OURS["web"]
    python, option, code = web["healthcheck"]["test"][1:]
    assert (python, option) == ("python", "-c")
    compile(code, "healthcheck", "exec")
    host, port, path = re.findall(r"http://([\d.]+):(\d+)(/\w+)'", code)[0]
    assert port == web["environment"]["PORT"] == web["ports"][0].rpartition(":")[2]
    assert ("EXPOSE", port) in [(word, rest) for word, _, rest in DOCKERFILE]
    for name in ("", "tracker.example.org", "a.example,b.example"):
        given = {"ALLOWED_HOSTS": name} if name else {}
        settings.ALLOWED_HOSTS = filled_in(web["environment"]["ALLOWED_HOSTS"], **given).split(",")
        settings.SECURE_SSL_REDIRECT = True
        assert client.get(path, headers={"host": f"{host}:{port}"}).status_code == 200, name


def test_what_is_written_lies_on_volumes_that_all_parts_share() -> None:
    volumes = yaml.safe_load(COMPOSE)["volumes"]
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            assert volume.partition(":")[0] in volumes
    for service in OURS.values():
        assert f"data:{IMAGE['VAR_DIR']}" in service["volumes"], "uploads wait there for whichever worker is free"
    assert ("VOLUME", IMAGE["VAR_DIR"]) in [(word, rest) for word, _, rest in DOCKERFILE]
    assert IMAGE["LISTEN"] == "0.0.0.0", "else no port leads to it"


def test_the_image_holds_what_the_program_needs_and_no_secret() -> None:
    ignored = set((ROOT / ".dockerignore").read_text().split())
    assert {".git", ".env", ".venv", "var"} <= ignored
    needed = {"config", "tracker", "templates", "static", "manage.py", "requirements.txt"}
    assert needed.isdisjoint(ignored)
    assert all((ROOT / name).exists() for name in needed)
    words = [word for word, _, _ in DOCKERFILE]
    assert words[0] == "FROM"
    version = tuple(map(int, re.findall(r"python:(\d+)\.(\d+)", DOCKERFILE[0][2])[0]))
    assert version in {(3, 11), (3, 12), (3, 13)}
    assert any(word == "RUN" and "--require-hashes -r requirements.txt" in rest for word, _, rest in DOCKERFILE)
    assert ("USER", "tracker") in [(word, rest) for word, _, rest in DOCKERFILE]
    assert words.index("USER") < words.index("CMD")
