"""One page cannot take its worker down by eating memory: it fails, with a reason, and the worker goes on."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.settings import ROOT
from tracker.models import Article, WorkState
from tracker.store.sources import source_of_kind
from tracker.tasks import parse as parsing
from tracker.tasks.intake import take_document
from tracker.tasks.parse import parse

GREEDY = """
from config.limits import limit_memory
assert limit_memory(200)
kept = []
try:
    for _ in range(100):
        kept.append(bytearray(10_000_000))
except MemoryError:
    del kept[1:]
    print(len(bytearray(50_000_000)), "still works")
"""


def test_a_process_that_takes_too_much_gets_an_error_and_goes_on() -> None:
    run = subprocess.run([sys.executable, "-c", GREEDY], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout == "50000000 still works\n", run.stderr


def test_markup_that_takes_too_much_is_an_error_too() -> None:
    code = "from config.limits import limit_memory\nfrom lxml import html\nlimit_memory(150)\n"
    code += "try:\n    html.document_fromstring('<p>a' * 9_000_000)\nexcept Exception as error:\n    print('stopped')\n"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout == "stopped\n", run.stderr[-500:]


def test_no_limit_is_no_limit() -> None:
    from config.limits import limit_memory

    assert not limit_memory(0)


def test_workers_are_started_with_the_limit_and_replaced_when_they_have_grown() -> None:
    from celery.signals import worker_process_init

    import config.celery  # noqa: F401  # connects

    assert any("limit_memory" in str(one) for one in worker_process_init.receivers)
    assert settings.WORKER_HEADROOM_MB > 0
    assert settings.CELERY_WORKER_MAX_MEMORY_PER_CHILD > 0


@pytest.mark.django_db
def test_a_page_that_takes_too_much_is_dead_after_three_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(_: object) -> object:
        raise MemoryError

    monkeypatch.setattr(parsing, "parse_article", greedy)
    article = take_document(b"<p>x</p>", "text/html", source=source_of_kind("upload")).article
    for _ in range(settings.MAX_TRIES):
        Article.objects.update(next_attempt_at=article.accepted_at)
        parse(article.id)
    article.refresh_from_db()
    assert (article.state, article.tries) == (WorkState.DEAD, settings.MAX_TRIES)
    assert "MemoryError" in article.failure
