from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from experts.models.expert import Expert


class Exclusion(models.Model):
    """Something that somebody never does: a country, or a kind of work named by its reference code."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("This country")
        THEME = "theme", _("This theme")
        EXPERTISE = "expertise", _("This field of expertise")
        SUPPORT_TYPE = "support_type", _("This type of support")
        MODALITY = "modality", _("This way of working (on site, remote)")

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="exclusions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField(max_length=30)
    reason = models.CharField(max_length=300, blank=True, default="")
    text_language = models.CharField(max_length=5, blank=True, default="")

    class Meta:
        ordering = ["expert", "kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["expert", "kind", "code"], name="exclusion_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["country", "theme", "expertise", "support_type", "modality"]),
                name="exclusion_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
