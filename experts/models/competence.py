from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from experts.models.expert import Expert


class Level(models.IntegerChoices):
    """Depth in a theme or a field of expertise."""

    NONE = 0, _("None")
    BASIC = 1, _("Basic")
    CONFIRMED = 2, _("Confirmed")
    EXPERT = 3, _("Expert")


class Competence(models.Model):
    """How deep somebody is in a theme, and on what evidence."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="competences")
    theme = models.ForeignKey("programme.Theme", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    years = models.PositiveSmallIntegerField(default=0)
    evidence = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["expert", "theme"]
        indexes = [models.Index(fields=["theme", "level"], name="competence_theme_level")]
        constraints = [
            models.UniqueConstraint(fields=["expert", "theme"], name="competence_once"),
            models.CheckConstraint(condition=Q(level__lte=3), name="competence_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id}: {self.level}"


class ExpertiseClaim(models.Model):
    """A field of expertise that somebody has, with its depth, and on what evidence."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="expertise_claims")
    expertise = models.ForeignKey("programme.Expertise", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.CONFIRMED)
    years = models.PositiveSmallIntegerField(default=0)
    evidence = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["expert", "expertise"]
        indexes = [models.Index(fields=["expertise", "level"], name="claim_expertise_level")]
        constraints = [
            models.UniqueConstraint(fields=["expert", "expertise"], name="expertise_claim_once"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=3), name="expertise_claim_level_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expertise_id}: {self.level}"
