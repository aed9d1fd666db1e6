"""The alarm: when what must follow does not follow, the administrators hear of it past the outbox."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from accounts.selectors import people_with_role
from core import outbox
from core.actors import Role
from core.models import OutboxMessage
from workflows.models import Notification
from workflows.notify.destinations import ALARM
from workflows.notify.mailer import send_notification

logger = logging.getLogger(__name__)

TOO_LONG = timedelta(minutes=10)


def sound_alarm(*, now: datetime) -> bool:
    """Tell the administrators, at most four times a day, when messages wait too long or are stuck.

    The mail is sent at once: an outbox that delivers nothing would not deliver its own alarm.
    """
    waiting = outbox.lag(now) or timedelta()
    stuck = OutboxMessage.objects.stuck().count()
    if waiting < TOO_LONG and not stuck:
        return False
    minutes = int(waiting.total_seconds() // 60)
    logger.error("outbox: waiting for %s minutes, %s stuck", minutes, stuck)
    for person in people_with_role(Role.ADMIN):
        notification, _is_new = Notification.objects.get_or_create(
            dedup_key=f"alarm:{now:%Y-%m-%d}:{now.hour // 6}:{person.pk}",
            defaults={
                "user": person,
                "email": person.email,
                "language": person.language,
                "notice": ALARM,
                "data": {"minutes": minutes, "stuck": stuck},
                "created_at": now,
            },
        )
        if notification.sent_at is None:
            send_notification(notification)
            Notification.objects.filter(pk=notification.pk).update(sent_at=now)
    return True
