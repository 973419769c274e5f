"""/healthz: what a monitor asks. 200 while all is well, 503 naming what fails."""

import logging
import shutil
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import heartbeat

logger = logging.getLogger("newsroom.healthz")

# The clock beats every second, every ten while its rounds fail.
OLDEST_HEARTBEAT_SECONDS = 30
LEAST_FREE_BYTES = 200 * 1024 * 1024

Finding = dict[str, Any]


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        # What the driver says may name hosts and users: for the log, not for whoever asks.
        logger.exception("The database does not answer")
        return {"ok": False}
    return {"ok": True}


def _worker() -> Finding:
    age = heartbeat.seconds_since_beat()
    return {
        "ok": age is not None and age <= OLDEST_HEARTBEAT_SECONDS,
        "heartbeat_age_seconds": age if age is None else round(age, 1),
    }


def _disk() -> Finding:
    try:
        free = shutil.disk_usage(settings.NEWSROOM_DATA).free
    except OSError:
        logger.exception("The data folder cannot be read")
        return {"ok": False}
    return {"ok": free >= LEAST_FREE_BYTES, "free_bytes": free}


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    findings = {"database": _database(), "worker": _worker(), "disk": _disk()}
    failing = [name for name, finding in findings.items() if not finding["ok"]]
    return JsonResponse(
        {"ok": not failing, "failing": failing, **findings}, status=503 if failing else 200
    )
