"""The outbox: what follows from a change is written with it, and delivered after it.

Handlers are idempotent functions of a payload. The relay runs each in one transaction with the mark 'done', so that
its effects on the database happen exactly once. A handler that works outside the database (a mail, a paper) is
marked `slow` and runs in no transaction, so that nobody waits for its locks; it can run twice when a worker dies
at the wrong moment, and looks first what is done already.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F

from core.models import OutboxMessage
from core.models.rows import insert_row

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)

Handler = Callable[[Mapping[str, Any], datetime], None]
Handlers = Mapping[str, Handler]


class UnknownTopic(LookupError):
    """A message for which no handler is registered: the code that reads it is older than the one that wrote it."""


class Taken(Exception):
    """The lease ended before the work began, and another worker has the message now."""


def publish(
    topic: str,
    payload: Mapping[str, Any],
    *,
    now: datetime,
    available_at: datetime | None = None,
    dedup_key: str = "",
) -> None:
    """Have `topic` handled once the transaction is committed; a message with the same key is written only once."""
    message = OutboxMessage(
        topic=topic,
        payload=dict(payload),
        created_at=now,
        available_at=available_at or now,
        dedup_key=dedup_key or None,
    )
    if not dedup_key:
        insert_row(message)
    else:
        OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)


def slow(handler: Handler) -> Handler:
    """Mark a handler that does its work outside the database: it runs in no transaction of the relay's."""
    handler.__dict__["runs_outside"] = True
    return handler


def relay(
    handlers: Handlers,
    *,
    now: datetime,
    limit: int = 50,
    only: Collection[str] = (),
    without: Collection[str] = (),
) -> int:
    """Deliver what is due; returns how many messages were delivered.

    `only` and `without` are topics: they part the work into lanes, so that what takes long delays only its like.
    """
    claimed = claim(now=now, limit=limit, only=only, without=without)
    return sum(deliver(message, handlers, now=now) for message in claimed)


def claim(
    *, now: datetime, limit: int, only: Collection[str] = (), without: Collection[str] = ()
) -> list[OutboxMessage]:
    """Take messages for the length of a lease, so that no other worker runs them at the same time."""
    with transaction.atomic():
        due = OutboxMessage.objects.due(now).exclude(topic__in=without)
        if only:
            due = due.filter(topic__in=only)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        messages = _without_killers(list(due[:limit]), now=now)
        if not messages:
            return []
        mark = secrets.token_hex(16)
        OutboxMessage.objects.filter(pk__in=[message.pk for message in messages]).update(
            claimed_until=now + LEASE, claim=mark, attempts=F("attempts") + 1
        )
    for message in messages:
        message.claim, message.attempts = mark, message.attempts + 1
    return messages


def _without_killers(messages: list[OutboxMessage], *, now: datetime) -> list[OutboxMessage]:
    """Give up what was claimed so often without a word: its workers must have died of it."""
    killers = [message.pk for message in messages if message.attempts >= MAX_ATTEMPTS]
    if killers:
        logger.error("outbox messages %s ended their workers and are given up", killers)
        OutboxMessage.objects.filter(pk__in=killers).update(
            stuck_at=now, last_error="its worker died each time"
        )
    return [message for message in messages if message.attempts < MAX_ATTEMPTS]


def deliver(message: OutboxMessage, handlers: Handlers, *, now: datetime) -> bool:
    """Run one claimed message; a failure is kept with the message and tried again later."""
    try:
        handler = handlers.get(message.topic)
        if handler is None:
            raise UnknownTopic(message.topic)
        if "runs_outside" in vars(handler):
            if not _mine(message).exists():
                raise Taken
            handler(message.payload, now)
            _mine(message).update(done_at=now, last_error="")
        else:
            with transaction.atomic():
                if not _mine(message).update(done_at=now, last_error=""):
                    raise Taken
                handler(message.payload, now)
    except Taken:
        logger.info("outbox message %s is in other hands", message.pk)
        return False
    except Exception as error:
        logger.exception("outbox message %s (%s) failed", message.pk, message.topic)
        _postpone(message, error, now=now)
        return False
    return True


def _mine(message: OutboxMessage) -> models.QuerySet[OutboxMessage]:
    """The message, as long as nobody else claimed it since."""
    return OutboxMessage.objects.filter(pk=message.pk, claim=message.claim, done_at=None)


def _postpone(message: OutboxMessage, error: Exception, *, now: datetime) -> None:
    pause = min(FIRST_PAUSE * 2 ** min(message.attempts - 1, MAX_ATTEMPTS), LONGEST_PAUSE)
    _mine(message).update(
        claimed_until=None,
        available_at=now + pause,
        stuck_at=now if message.attempts >= MAX_ATTEMPTS else None,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )


def try_again(message: OutboxMessage, *, now: datetime) -> bool:
    """Put a stuck message back in the queue; false when it is no longer stuck."""
    return bool(
        OutboxMessage.objects.stuck()
        .filter(pk=message.pk)
        .update(stuck_at=None, attempts=0, available_at=now, claimed_until=None)
    )


def lag(now: datetime) -> timedelta | None:
    """How long the oldest due message has been waiting; nothing when none waits."""
    oldest = (
        OutboxMessage.objects.open()
        .filter(available_at__lte=now)
        .order_by("available_at")
        .values_list("available_at", flat=True)
        .first()
    )
    return now - oldest if oldest else None
