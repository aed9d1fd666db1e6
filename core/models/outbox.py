from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def open(self) -> OutboxQuerySet:
        """Neither delivered nor given up."""
        return self.filter(done_at=None, stuck_at=None)

    def due(self, now: datetime) -> OutboxQuerySet:
        """Open, due, and in nobody's hands (a lease that ended counts as nobody's)."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.open().filter(free, available_at__lte=now).order_by("available_at", "id")

    def stuck(self) -> OutboxQuerySet:
        """Given up after the last attempt; somebody has to look and try again."""
        return self.filter(done_at=None).exclude(stuck_at=None)


class OutboxMessage(models.Model):
    """Something that must follow from a committed change, exactly once in effect.

    Written in the transaction of the change. A relay claims it for a while (`claimed_until`), runs its handler and
    marks it done in the handler's own transaction.
    """

    topic = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)
    dedup_key = models.CharField(max_length=200, null=True, unique=True)
    created_at = models.DateTimeField()
    available_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    claim = models.CharField(max_length=32, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    stuck_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")

    objects = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["available_at", "id"],
                name="outbox_open",
                condition=Q(done_at=None, stuck_at=None),
            ),
            models.Index(fields=["stuck_at"], name="outbox_stuck", condition=Q(stuck_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.pk}"
