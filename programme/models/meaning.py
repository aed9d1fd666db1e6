"""What a theme means, in words that a reader can check a request against."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.models.base import Origin, Shipped


class ThemeMeaning(Shipped):
    """The definition of a theme, what is counted in and what it leaves out, in both languages.

    `origin` says whose words these are; only those of a source may be read as official.
    """

    KEY: ClassVar[tuple[str, ...]] = ("theme_id",)

    theme = models.OneToOneField(
        "programme.Theme", on_delete=models.CASCADE, primary_key=True, related_name="meaning"
    )
    definition_en = models.TextField(_("definition, in English"), max_length=2000)
    definition_fr = models.TextField(_("definition, in French"), max_length=2000)
    counted_in_en = models.TextField(_("counted in, in English"), max_length=2000)
    counted_in_fr = models.TextField(_("counted in, in French"), max_length=2000)
    left_out_en = models.TextField(_("left out, in English"), max_length=2000, blank=True, default="")
    left_out_fr = models.TextField(_("left out, in French"), max_length=2000, blank=True, default="")
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.RECONSTRUCTION)
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("meaning of a theme")
        verbose_name_plural = _("meanings of themes")
        ordering = ["theme"]

    def __str__(self) -> str:
        return str(self.theme_id)

    @property
    def definition(self) -> str:
        """In the language now active, and in English where that has none."""
        return self._in_language("definition")

    @property
    def counted_in(self) -> str:
        return self._in_language("counted_in")

    @property
    def left_out(self) -> str:
        return self._in_language("left_out")

    @property
    def is_official(self) -> bool:
        return self.origin == Origin.SOURCE

    def _in_language(self, stem: str) -> str:
        found = str(getattr(self, f"{stem}_{(get_language() or 'en')[:2]}", ""))
        return found or str(getattr(self, f"{stem}_en"))
