from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from experts.models.expert import Expert


class Cefr(models.TextChoices):
    """Levels of the Common European Framework, in rising order."""

    A1 = "A1", _("A1 – breakthrough")
    A2 = "A2", _("A2 – waystage")
    B1 = "B1", _("B1 – threshold")
    B2 = "B2", _("B2 – vantage")
    C1 = "C1", _("C1 – effective operational proficiency")
    C2 = "C2", _("C2 – mastery")


class LanguageSkill(models.Model):
    """Command of a language (ISO 639 code). Speaking decides who can work in it; the rest informs."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(_("language"), max_length=3)
    cefr_speaking = models.CharField(_("speaking"), max_length=2, choices=Cefr.choices)
    cefr_reading = models.CharField(_("reading"), max_length=2, choices=Cefr.choices, blank=True, default="")
    cefr_writing = models.CharField(_("writing"), max_length=2, choices=Cefr.choices, blank=True, default="")

    class Meta:
        ordering = ["expert", "code"]
        indexes = [models.Index(fields=["code", "cefr_speaking"], name="language_code_speaking")]
        constraints = [
            models.UniqueConstraint(fields=["expert", "code"], name="language_once"),
            models.CheckConstraint(
                condition=models.Q(cefr_speaking__in=["A1", "A2", "B1", "B2", "C1", "C2"]),
                name="language_speaking_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.cefr_speaking}"
