"""Two questions of the machine room: is the process alive, and may it be sent visitors?"""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import outbox

BROKER_TIMEOUT_SECONDS = 2


def database_answers() -> bool:
    """Tell whether the database answers a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_are_applied() -> bool:
    """Tell whether the schema is the one this code was written for."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def broker_answers() -> bool:
    """Tell whether Redis answers; true where the desk runs without one."""
    if not settings.REDIS_URL:
        return True
    try:
        client = redis.Redis.from_url(
            settings.REDIS_URL,
            socket_connect_timeout=BROKER_TIMEOUT_SECONDS,
            socket_timeout=BROKER_TIMEOUT_SECONDS,
        )
        return bool(client.ping())
    except redis.RedisError:
        return False


def outbox_keeps_up() -> bool:
    """Tell whether the oldest thing to be done has not waited too long."""
    try:
        lag = outbox.lag(timezone.now())
    except DatabaseError:
        return False
    return lag is None or lag < timedelta(seconds=settings.READY_MAX_OUTBOX_LAG_SECONDS)


def documents_can_be_made() -> bool:
    """Tell whether the PDF renderer finds its system libraries."""
    try:
        import_module("weasyprint.text.ffi")
    except OSError:  # what a missing Pango raises
        return False
    return True


REQUIRED_CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "broker": broker_answers,
    "outbox": outbox_keeps_up,
}
REPORTED_CHECKS: dict[str, Callable[[], bool]] = {"documents": documents_can_be_made}


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive, touching nothing else."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the desk can work and 503 when not, naming each check and no more about it."""
    required = {name: check() for name, check in REQUIRED_CHECKS.items()}
    reported = {name: check() for name, check in REPORTED_CHECKS.items()}
    ready = all(required.values())
    checks = {name: "ok" if passed else "failed" for name, passed in (required | reported).items()}
    body = {"status": "ok" if ready else "failed", "checks": checks}
    return JsonResponse(body, status=200 if ready else 503)
