from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import ChainedModel


class MatchingWeights(ChainedModel):
    """How much each criterion counts, from a moment on. A version is never changed, the next takes over."""

    version = models.PositiveIntegerField(unique=True)
    points = models.JSONField()
    in_force_from = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True, default="")
    text_language = models.CharField(max_length=5, blank=True, default="")

    class Meta:
        verbose_name = _("weights of the ranking")
        verbose_name_plural = _("weights of the ranking")
        ordering = ["-in_force_from", "-version"]

    def __str__(self) -> str:
        return f"v{self.version}"
