"""The Celery application: wiring only, the tasks live in `tracker.tasks`."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
# By its name: only a worker needs the step.
app.steps["consumer"].add("tracker.tasks.heartbeat:Heartbeat")


@worker_process_init.connect
def _limit_memory(**_: Any) -> None:
    """One page that would eat the machine's memory fails instead, and its worker lives on."""
    from django.conf import settings

    from config.limits import limit_memory

    limit_memory(settings.WORKER_HEADROOM_MB)
