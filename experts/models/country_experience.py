from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from experts.models.expert import Expert


class CountryExperience(models.Model):
    """A country somebody worked in, of the dialogue or not, by its ISO 3166-1 alpha-2 code."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="country_experience")
    country_code = models.CharField(_("country"), max_length=2)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["expert", "country_code"]
        indexes = [models.Index(fields=["country_code"], name="experience_country")]
        constraints = [models.UniqueConstraint(fields=["expert", "country_code"], name="experience_once")]

    def __str__(self) -> str:
        return self.country_code
