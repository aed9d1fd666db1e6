from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Shipped


class Organisation(Bilingual, Shipped):
    """An organisation that takes part in the dialogue or carries out the Support Project."""

    class Role(models.TextChoices):
        PARTNER = "partner_organisation", _("Partner organisation")
        PERMANENT_OBSERVER = "permanent_observer", _("Permanent observer")
        OBSERVER = "observer", _("Observer")
        IMPLEMENTING = "implementing_organisation", _("Implementing organisation")

    code = models.CharField(max_length=20, primary_key=True)
    label_en = models.CharField(max_length=160)
    label_fr = models.CharField(max_length=160)
    role = models.CharField(max_length=30, choices=Role.choices)
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("organisation")
        ordering = ["code"]
