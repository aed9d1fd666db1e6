"""What the desk no longer needs is thrown away, so that its working tables stay small."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max

from core.models import IdempotencyRecord, OutboxMessage
from experts.models import RosterChange

DELIVERED_KEPT = timedelta(days=30)
ANSWERS_KEPT = timedelta(days=7)
CHANGES_KEPT = 20_000  # of the roster; a process that saw none of them reads the whole roster again
AT_A_TIME = 1000  # rows; a sweep must not hold a lock for long


def tidy_up(*, now: datetime) -> int:
    """Delete delivered messages, answers to repeats and notes of changes too old to matter; returns how many went."""
    delivered = OutboxMessage.objects.filter(done_at__lt=now - DELIVERED_KEPT)
    answered = IdempotencyRecord.objects.filter(created_at__lt=now - ANSWERS_KEPT)
    newest = RosterChange.objects.aggregate(last=Max("pk"))["last"] or 0
    noted = RosterChange.objects.filter(pk__lte=newest - CHANGES_KEPT)
    gone = 0
    for rows in (delivered, answered, noted):
        oldest = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_A_TIME])
        gone += rows.model._default_manager.filter(pk__in=oldest).delete()[0] if oldest else 0
    return gone
