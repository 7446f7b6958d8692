"""The product's worker, but every text takes some seconds to be parsed."""

import time
from typing import Any

from config.celery import app
from tracker.pipeline.parse import article

__all__ = ["app"]

SECONDS = 6.0
_parse_article = article.parse_article


def _parse_slowly(document: Any) -> Any:
    time.sleep(SECONDS)
    return _parse_article(document)


article.parse_article = _parse_slowly
