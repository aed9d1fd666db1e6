from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Shipped


class Expertise(Bilingual, Shipped):
    """A field of expertise, with the themes (of any phase) and the outside classifications it belongs to."""

    code = models.CharField(max_length=20, primary_key=True)
    order = models.PositiveSmallIntegerField()
    label_en = models.CharField(max_length=160)
    label_fr = models.CharField(max_length=160)
    family = models.CharField(max_length=10, db_index=True)
    family_en = models.CharField(max_length=120)
    family_fr = models.CharField(max_length=120)
    themes = models.ManyToManyField(
        "programme.Theme", through="programme.ExpertiseTheme", related_name="expertise"
    )
    gcm_objectives = models.JSONField(default=list, blank=True)
    dac_code = models.CharField(max_length=5)
    esco_uri = models.CharField(max_length=120, blank=True, default="")
    origin = models.CharField(max_length=30)
    origin_fr = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("field of expertise")
        verbose_name_plural = _("fields of expertise")
        ordering = ["order"]


class ExpertiseTheme(Shipped):
    """That a field of expertise serves a theme; our reading."""

    KEY = ("expertise_id", "theme_id")

    expertise = models.ForeignKey(Expertise, on_delete=models.CASCADE)
    theme = models.ForeignKey("programme.Theme", on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("theme of a field of expertise")
        verbose_name_plural = _("themes of fields of expertise")
        ordering = ["expertise", "theme"]
        constraints = [models.UniqueConstraint(fields=["expertise", "theme"], name="expertise_theme_once")]

    def __str__(self) -> str:
        return f"{self.expertise_id} → {self.theme_id}"
