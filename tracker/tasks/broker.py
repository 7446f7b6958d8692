"""Asking the broker whether it is there and how many bells it holds."""

from typing import Any

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError

ANSWER_SECONDS = 3


def broker_messages() -> dict[str, int] | None:
    """{queue: messages that nobody has taken yet}; None when the broker does not answer within seconds."""
    with current_app.connection_for_read() as connection:
        away: Any = (OperationalError, OSError, *connection.connection_errors, *connection.channel_errors)
        try:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=ANSWER_SECONDS)
            channel: Any = connection.default_channel
            # The virtual transports tell the length of a queue without declaring it.
            return {queue.name: channel._size(queue.name) for queue in settings.CELERY_TASK_QUEUES}
        except away:
            return None
