"""What other programs ask: is the process alive, can it do its work, what are its figures."""

from __future__ import annotations

import hmac
import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.store.queue import oldest_waiting
from tracker.tasks.broker import broker_messages

logger = logging.getLogger(__name__)
OK = "ok"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so that a database that is away restarts no web server."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """503 and the reasons as long as something is missing that visitors or articles need."""
    checks = {"database": _database()}
    if checks["database"] == OK:
        checks |= {"migrations": _migrations(), "waiting": _waiting()}
    checks["broker"] = OK if broker_messages() is not None else "does not answer; articles wait until it is back"
    ready = all(said == OK for said in checks.values())
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures in Prometheus' format, for whoever shows METRICS_TOKEN."""
    if not settings.METRICS_TOKEN:
        raise Http404
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if not hmac.compare_digest(shown.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponseForbidden("The header 'Authorization: Bearer …' must hold METRICS_TOKEN.\n")
    from tracker.views.metrics import CONTENT_TYPE_LATEST, write_metrics

    return HttpResponse(write_metrics(), content_type=CONTENT_TYPE_LATEST)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        logger.warning("the database does not answer: %s", error)
        connection.close()
        return "does not answer"
    return OK


_migrated = False  # what has been migrated stays so: looked at until it is, and then no more


def _migrations() -> str:
    global _migrated  # noqa: PLW0603
    if not _migrated:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if missing:
            return f"{len(missing)} missing; run 'manage.py migrate'"
        _migrated = True
    return OK


def _waiting() -> str:
    try:
        ages = oldest_waiting(timezone.now())
    except DatabaseError:  # no tables yet
        return "unknown before the migrations"
    limit = settings.READY_WAITING_SECONDS
    late = {stage: age.total_seconds() for stage, age in ages.items() if age.total_seconds() > limit}
    said = ", ".join(f"{stage} for {seconds:.0f} s" for stage, seconds in late.items())
    return f"an article has been waiting at {said}, longer than {limit:.0f} s; is a worker running?" if late else OK
