"""The article in every line of the log that is written while somebody works on it, from acceptance to the last stage.

Knows neither Django nor Celery, as the settings name the filter.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_article: ContextVar[dict[str, object]] = ContextVar("article", default={})  # noqa: B039  # never changed in place
NOTHING = {"article": "-", "stage": "-", "attempt": 0}


@contextmanager
def article_in_log(public_id: str, stage: str, attempt: int = 0) -> Iterator[None]:
    """Inside, every line carries the article's public id, the stage and the attempt."""
    token = _article.set({"article": public_id, "stage": stage, "attempt": attempt})
    try:
        yield
    finally:
        _article.reset(token)


class WithArticle(logging.Filter):
    """Adds `article`, `stage` and `attempt` to each record, "-" and 0 where no article is worked on."""

    def filter(self, record: logging.LogRecord) -> bool:
        for name, value in (NOTHING | _article.get()).items():
            if not hasattr(record, name):
                setattr(record, name, value)
        return True
