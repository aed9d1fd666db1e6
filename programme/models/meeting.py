from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Certainty, Shipped, require_order


class Meeting(Bilingual, Shipped):
    """A meeting of the dialogue. With precision `month` the day is not known and the dates span the month."""

    LABEL_STEM: ClassVar[str] = "title"

    class Precision(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Month")

    class Status(models.TextChoices):
        HELD = "held", _("Held")
        ANNOUNCED = "announced", _("Announced")

    code = models.CharField(max_length=30, primary_key=True)
    date_start = models.DateField()
    date_end = models.DateField()
    date_precision = models.CharField(max_length=5, choices=Precision.choices)
    place = models.CharField(max_length=60, blank=True, default="")
    country = models.ForeignKey(
        "programme.Country", on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    title_en = models.CharField(max_length=250)
    title_fr = models.CharField(max_length=250)
    co_chairs = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=30)
    status = models.CharField(max_length=10, choices=Status.choices)
    source = models.CharField(max_length=30)
    certainty = models.CharField(max_length=20, choices=Certainty.choices)
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("meeting")
        ordering = ["date_start", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(date_end__gte=F("date_start")), name="meeting_dates_in_order")
        ]

    def clean(self) -> None:
        require_order(self.date_start, self.date_end, field="date_end")
