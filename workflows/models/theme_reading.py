from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ThemeReading(models.Model):
    """What the theme check said of a request beside what an officer decided: the last decision counts.

    `main_agreed` is whether the theme that it put first became the main one; `in_scope_found` and `in_scope_decided`
    whether the request serves the phase at all, which a refusal as 'outside the themes' answers too. `engine` names
    the version that read, empty where that was not kept.
    """

    support_request = models.OneToOneField(
        "requests_app.SupportRequest", models.CASCADE, primary_key=True, related_name="theme_reading"
    )
    phase = models.ForeignKey("programme.Phase", models.PROTECT, related_name="+")
    engine = models.CharField(max_length=60, blank=True, default="")
    unsure = models.BooleanField(default=False)
    in_scope_found = models.BooleanField()
    in_scope_decided = models.BooleanField()
    main_agreed = models.BooleanField()
    decided_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("reading of the theme check")

    def __str__(self) -> str:
        return f"{self.support_request_id} {self.engine}"


class ThemeVerdict(models.Model):
    """One theme that the check proposed, the officer confirmed, or both."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("Proposed and confirmed")
        ADDED = "added", _("Added by the officer")
        REMOVED = "removed", _("Proposed and not confirmed")

    reading = models.ForeignKey(ThemeReading, models.CASCADE, related_name="verdicts")
    theme = models.ForeignKey("programme.Theme", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)

    class Meta:
        verbose_name = _("verdict on a proposed theme")
        constraints = [
            models.UniqueConstraint(fields=["reading", "theme"], name="theme_verdict_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["agreed", "added", "removed"]), name="theme_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.outcome}"
