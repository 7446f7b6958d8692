"""The header Retry-After: seconds or a date, and anything else that servers write into it."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

LEAST_SECONDS = 1.0
MOST_SECONDS = 86_400.0
SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,3})?")


def read_retry_after(text: str, now: datetime) -> float | None:
    """Seconds from `now` (aware), kept between a second and a day; None for what is neither seconds nor a date."""
    text = text.strip()
    if SECONDS.fullmatch(text):
        return _between(float(text))
    try:
        moment = parsedate_to_datetime(text)
        return _between((moment - now).total_seconds())
    except (ValueError, TypeError, OverflowError):  # TypeError: a date that does not say where
        return None


def _between(seconds: float) -> float:
    return min(max(seconds, LEAST_SECONDS), MOST_SECONDS)
