"""The product's worker with one fault built in: an article that holds the marker kills the process that reads it."""

import os
from typing import Any

from config.celery import app
from tracker.pipeline import read

__all__ = ["app"]

MARKER = "이 글을 읽는 일꾼은 쓰러진다"
_read_article = read.read_article


def _read_or_die(article: Any, *rest: Any) -> Any:
    if MARKER in article.body:
        os._exit(9)
    return _read_article(article, *rest)


# Before the tasks are imported, which take the function by its name.
read.read_article = _read_or_die
