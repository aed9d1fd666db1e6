from __future__ import annotations

from django.conf import settings
from django.db import models

from workflows.models.offer import Offer


class CoolDownLift(models.Model):
    """A manager decided that an answer to an offer keeps its expert out of searches no longer."""

    offer = models.OneToOneField(Offer, models.CASCADE, related_name="lift")
    reason = models.TextField()
    text_language = models.CharField(max_length=5, blank=True, default="")
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.offer_id}"
