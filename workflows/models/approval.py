from __future__ import annotations

from django.conf import settings
from django.db import models


class Approval(models.Model):
    """One person's approval of a request of one size in one round of decision; a review starts a new round."""

    support_request = models.ForeignKey(
        "requests_app.SupportRequest", models.PROTECT, related_name="approvals"
    )
    round = models.PositiveSmallIntegerField()
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expert_days = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    text_language = models.CharField(max_length=5, blank=True, default="")
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["support_request", "round", "approver", "expert_days"], name="approval_once_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id} / {self.approver_id}"
