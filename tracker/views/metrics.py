"""The figures of the queue for Prometheus. All of them come from the database and the broker, so that any web process
of any machine tells the same, and none is lost when a process ends."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from tracker.models import Heartbeat
from tracker.store.queue import RATE_MINUTES, StageFigures, stage_figures
from tracker.tasks.broker import broker_messages

__all__ = ["CONTENT_TYPE_LATEST", "write_metrics"]


def write_metrics() -> bytes:
    registry = CollectorRegistry()
    registry.register(_Figures())
    return generate_latest(registry)


class _Figures(Collector):
    def describe(self) -> list[Metric]:
        return []  # else everything would be collected once more to learn the names

    def collect(self) -> Iterator[Metric]:
        figures = stage_figures()
        yield _articles(figures)
        oldest = GaugeMetricFamily("tracker_oldest_waiting_seconds", "Age of the longest wait.", labels=["stage"])
        recent = f"in the last {RATE_MINUTES} minutes."
        runs = GaugeMetricFamily("tracker_recent_runs", f"Attempts begun {recent}", labels=["stage", "outcome"])
        for one in figures:
            oldest.add_metric([one.stage], one.oldest.total_seconds() if one.oldest else 0.0)
            runs.add_metric([one.stage, "done"], one.finished)
            runs.add_metric([one.stage, "failed"], one.failed)
        yield oldest
        yield runs
        yield _heartbeats()
        yield from _broker()


def _articles(figures: list[StageFigures]) -> Metric:
    family = GaugeMetricFamily("tracker_articles", "Articles by stage and state.", labels=["stage", "state"])
    for one in figures:
        for state in ("waiting", "running", "done", "dead"):
            family.add_metric([one.stage, state], getattr(one, state))
    return family


def _heartbeats() -> Metric:
    family = GaugeMetricFamily("tracker_heartbeat_age_seconds", "Since the last sign of life.", labels=["part", "name"])
    now = timezone.now()
    for one in Heartbeat.objects.all():
        family.add_metric([one.part, one.name], (now - one.seen_at).total_seconds())
    return family


def _broker() -> Iterator[Metric]:
    messages = broker_messages()
    yield GaugeMetricFamily("tracker_broker_up", "Whether the broker answers.", value=float(messages is not None))
    family = GaugeMetricFamily("tracker_broker_messages", "Messages that nobody has taken yet.", labels=["queue"])
    for queue, number in (messages or {}).items():
        family.add_metric([queue], number)
    yield family
