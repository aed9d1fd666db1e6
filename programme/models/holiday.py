from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual


class Holiday(Bilingual):
    """A day on which a country rests, or works, other than the calendar library says.

    The library only estimates the Islamic feasts: once the real date is announced, it is entered here and the
    estimated day as a working day.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday")
        WORKING_DAY = "working_day", _("Working day")

    country = models.ForeignKey("programme.Country", on_delete=models.CASCADE, related_name="holidays")
    date = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.HOLIDAY)
    label_en = models.CharField(max_length=120)
    label_fr = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("exception of the calendar")
        verbose_name_plural = _("exceptions of the calendar")
        ordering = ["-date", "country"]
        constraints = [
            models.UniqueConstraint(fields=["country", "date"], name="holiday_once_per_country_and_day"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["holiday", "working_day"]), name="holiday_kind_known"
            ),
        ]
