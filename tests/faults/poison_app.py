"""The product's worker with faults built in: what an article says of itself befalls the process that reads it."""

import os
import re
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
PLENTY = 600_000_000
_read_article = read.read_article


def _read_or_die(article: Any, *rest: Any) -> Any:
    if CRASHES in article.body:
        os._exit(9)
    if DEVOURS in article.body:
        _devour()
    if LOOPS in article.body:
        # Inside the engine no signal is listened to: only the hard limit ends it.
        re.match(r"(가+)+$", "가" * 40 + "나")
    if DAWDLES in article.body:
        time.sleep(float(os.environ["DAWDLE_SECONDS"]))
    return _read_article(article, *rest)


def _devour() -> None:
    """Takes memory until there is none; at PLENTY as the system would have it, without a word."""
    eaten = []
    while sum(map(len, eaten)) < PLENTY:
        eaten.append(bytearray(os.urandom(1_000_000)) * 50)
    os.kill(os.getpid(), signal.SIGKILL)


# Before the tasks are imported, which take the function by its name.
read.read_article = _read_or_die
