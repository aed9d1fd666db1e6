from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from requests_app.models.support_request import LINE, TEXT, SupportRequest
from requests_app.states import Modality

LONGEST = 60  # working days of one expert; a comparable facility's limit for short-term support


class Position(models.Model):
    """One expert who is needed: what for, how long, when, in which language and at which level (CEFR)."""

    support_request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="positions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=LINE)
    tasks = models.TextField(max_length=TEXT, blank=True)
    text_language = models.CharField(max_length=5, blank=True, default="")
    expertise = models.ManyToManyField("programme.Expertise", related_name="+", blank=True)
    days = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(LONGEST)])
    start = models.DateField()
    end = models.DateField()
    modality = models.CharField(max_length=10, choices=Modality.choices, default=Modality.ON_SITE)
    place = models.CharField(max_length=LINE, blank=True)
    language = models.CharField(max_length=5)
    language_level = models.CharField(max_length=2, default="B2")
    min_years = models.PositiveSmallIntegerField(default=5)
    category = models.CharField(max_length=30, blank=True)
    is_team_leader = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["support_request", "number"], name="position_number_unique"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="position_period_in_order"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=LONGEST), name="position_days"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def is_on_site(self) -> bool:
        return self.modality != Modality.REMOTE
