from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Certainty, Shipped


class SupportType(Bilingual, Shipped):
    """A form of technical support: an activity, or what comes out of one."""

    class Group(models.TextChoices):
        ACTIVITY = "activity", _("Activity")
        OUTPUT = "output", _("Output")

    code = models.CharField(max_length=20, primary_key=True)
    order = models.PositiveSmallIntegerField()
    label_en = models.CharField(max_length=120)
    label_fr = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    group = models.CharField(max_length=10, choices=Group.choices)
    origin = models.CharField(max_length=30)
    origin_fr = models.CharField(max_length=20)
    certainty = models.CharField(max_length=20, choices=Certainty.choices)
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("type of support")
        verbose_name_plural = _("types of support")
        ordering = ["order"]
