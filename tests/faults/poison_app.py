"""The product's worker with faults built in: what an article says of itself befalls the process that reads it."""

import os
import signal
import time
from typing import Any

from config.celery import app
from tracker.pipeline import read

__all__ = ["app"]

CRASHES = "이 글을 읽는 일꾼은 쓰러진다"
DEVOURS = "이 글을 읽는 일꾼은 기억을 모두 먹는다"
LOOPS = "이 글을 읽는 일꾼은 끝없이 돈다"
DAWDLES = "이 글을 읽는 일꾼은 꾸물거린다"
PLENTY = 2_000_000_000  # where the limit does not hold, the machine must not suffer for it
_read_article = read.read_article


def _read_or_die(article: Any, *rest: Any) -> Any:
    if CRASHES in article.body:
        os.kill(os.getpid(), signal.SIGKILL)  # as a system that has no memory left does
    if DEVOURS in article.body:
        _devour()
    if LOOPS in article.body:
        sum(range(10**15))  # no signal is listened to meanwhile: only the hard limit ends it
    if DAWDLES in article.body:
        time.sleep(float(os.environ["DAWDLE_SECONDS"]))
    return _read_article(article, *rest)


def _devour() -> None:
    """Takes memory until there is none."""
    eaten = []
    while sum(map(len, eaten)) < PLENTY:
        eaten.append(bytearray(50_000_000))
    os._exit(9)


# Before the tasks are imported, which take the function by its name.
read.read_article = _read_or_die
