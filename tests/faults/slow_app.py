"""The product's worker, but every text is parsed only when the gate is opened: when the file GATE is there."""

import os
import time
from pathlib import Path
from typing import Any

from config.celery import app
from tracker.pipeline.parse import article

__all__ = ["app"]

GATE = Path(os.environ["GATE"])
_parse_article = article.parse_article


def _parse_when_open(document: Any) -> Any:
    while not GATE.exists():
        time.sleep(0.1)
    return _parse_article(document)


article.parse_article = _parse_when_open
