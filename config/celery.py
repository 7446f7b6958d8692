"""The Celery application: wiring only, the tasks live in `tracker.tasks`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
# By its name: only a worker needs the step.
app.steps["consumer"].add("tracker.tasks.heartbeat:Heartbeat")
