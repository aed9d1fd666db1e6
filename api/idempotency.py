"""`Idempotency-Key`: a call that was sent twice is done once, and answered twice alike.

The record of the key is written in the transaction of the call itself: either both are there or neither. Refusals
are not kept, so that a call may be mended and sent again under its key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from core.errors import Conflict, InvalidInput
from core.models import IdempotencyRecord

HEADER = "Idempotency-Key"
LONGEST_KEY = 255
KEPT_HEADERS = ("ETag", "Location")


class KeyReused(Conflict):
    """The key belongs to another call."""

    code = "idempotency_key_reused"
    default = _("This Idempotency-Key was already used for another call.")


class StillInProgress(Conflict):
    """The first call with this key has not been answered yet."""

    code = "idempotency_in_progress"
    default = _("The first call with this Idempotency-Key is still being worked on.")


def answer_once(request: Request, answer: Callable[[], Response], *, now: datetime) -> Response:
    """Do what `answer` does, or repeat the first answer when the caller's key was used for the same call."""
    key = request.headers.get(HEADER)
    if key is None:
        return answer()
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        raise InvalidInput.at(HEADER, _("Send 1 to 255 printable characters."))
    fingerprint = _fingerprint(request)
    with transaction.atomic():
        record, is_first = _claim(request.user.pk, key, fingerprint, now)
        if not is_first:
            return _repeat(record, fingerprint)
        response = answer()
        _keep(record, response)
    return response


def _claim(user_id: int, key: str, fingerprint: str, now: datetime) -> tuple[IdempotencyRecord, bool]:
    """The record of the key, and whether this call made it; waits for a call that has it now."""
    mine = IdempotencyRecord.objects.filter(user_id=user_id, key=key)
    if found := mine.first():
        return found, False
    try:
        with transaction.atomic():
            record = IdempotencyRecord.objects.create(
                user_id=user_id, key=key, fingerprint=fingerprint, created_at=now
            )
    except IntegrityError:
        return mine.get(), False
    return record, True


def _repeat(record: IdempotencyRecord, fingerprint: str) -> Response:
    if record.fingerprint != fingerprint:
        raise KeyReused
    if record.status is None:
        raise StillInProgress
    headers = {**record.headers, "Idempotency-Replayed": "true"}
    return Response(record.body, record.status, headers=headers)


def _keep(record: IdempotencyRecord, response: Response) -> None:
    record.status = response.status_code
    record.body = json.loads(json.dumps(response.data, cls=JSONEncoder))
    record.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    record.save(update_fields=["status", "body", "headers"])


def _fingerprint(request: Request) -> str:
    """SHA-256 (hex) of what was asked: method, address with query, expected version, body."""
    said: list[Any] = [
        request.method,
        request.get_full_path(),
        request.headers.get("If-Match"),
        request.data,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
