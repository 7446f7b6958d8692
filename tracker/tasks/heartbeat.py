"""The worker's sign of life, as a step of its consumer: it beats while the consumer's loop turns and no longer."""

import logging
from datetime import datetime
from typing import Any

from celery import bootsteps
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

logger = logging.getLogger(__name__)


class Heartbeat(bootsteps.StartStopStep):
    """Starts anew with every connection to the broker, so that a worker without one falls silent."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self.started_at: datetime = timezone.now()
        self.entry: Any = None

    def start(self, consumer: Any) -> None:
        self.beat(consumer)
        self.entry = consumer.timer.call_repeatedly(settings.HEARTBEAT_SECONDS, self.beat, (consumer,))

    def stop(self, consumer: Any) -> None:
        if self.entry is not None:
            consumer.timer.cancel(self.entry)
            self.entry = None

    def shutdown(self, consumer: Any) -> None:
        from tracker.store.heartbeats import forget_worker

        self.stop(consumer)
        _write(lambda: forget_worker(consumer.hostname))

    def beat(self, consumer: Any) -> None:
        from tracker.store.heartbeats import note_worker

        queues = [queue.name for queue in consumer.task_consumer.queues]
        _write(lambda: note_worker(consumer.hostname, queues, consumer.pool.num_processes, self.started_at))


def _write(write: Any) -> None:
    """The worker goes on whatever becomes of its sign. The connection is closed again: SQLite's must not live through
    the fork of the next process of the pool. A short wait for the lock, since the loop stands still meanwhile."""
    try:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA busy_timeout = 1000")
        write()
    except DatabaseError as error:
        logger.warning("no sign of life could be written: %s", error)
    finally:
        connection.close()
