from __future__ import annotations

from django.db import models

from workflows.models.offer import Offer


class OfferKey(models.Model):
    """A browser that may answer an offer by its link: the first in which a person opened it, and every one that
    proved with a code that it reads the expert's mail. `digest` is the SHA-256 of what the browser keeps."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    proven = models.BooleanField(default=False)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.offer_id}"


class OfferCode(models.Model):
    """The code last sent to the expert's address; made again from `number` and kept nowhere."""

    offer = models.OneToOneField(Offer, models.CASCADE, related_name="code")
    number = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.offer_id}"
