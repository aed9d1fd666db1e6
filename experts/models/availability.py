from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from experts.models.expert import Expert


class Unavailability(models.Model):
    """Days, both included, on which somebody takes no new mission."""

    class Kind(models.TextChoices):
        BUSY = "busy", _("I can finish what I have")
        AWAY = "away", _("Not at all")

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="unavailabilities")
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.AWAY)

    class Meta:
        ordering = ["expert", "start"]
        indexes = [models.Index(fields=["expert", "start", "end"], name="unavailability_period")]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="unavailability_in_order"),
            models.CheckConstraint(condition=Q(kind__in=["busy", "away"]), name="unavailability_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"


class AvailabilityWindow(models.Model):
    """Days, both included, on which somebody is free; whoever has windows is free only within them."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="windows")
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))

    class Meta:
        ordering = ["expert", "start"]
        indexes = [models.Index(fields=["expert", "start", "end"], name="window_period")]
        constraints = [models.CheckConstraint(condition=Q(end__gte=F("start")), name="window_in_order")]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"
