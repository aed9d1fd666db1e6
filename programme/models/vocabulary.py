"""The words that speak for and against a theme: what the theme check reads a request with."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Shipped


class OutsideSubject(Bilingual, Shipped):
    """A subject outside the themes of a phase that requests are known to ask for all the same."""

    code = models.CharField(max_length=80, primary_key=True)
    phase = models.ForeignKey("programme.Phase", on_delete=models.CASCADE, related_name="outside_subjects")
    slug = models.CharField(max_length=60)
    label_en = models.CharField(max_length=160)
    label_fr = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("subject outside the themes")
        verbose_name_plural = _("subjects outside the themes")
        ordering = ["phase", "code"]
        constraints = [models.UniqueConstraint(fields=["phase", "slug"], name="outside_subject_once")]


class ThemeTerm(Shipped):
    """A word or phrase, with a weight, for or against a theme (or for a subject outside the themes).

    A term that is not wanted is switched off rather than deleted: the next load would bring it back.
    """

    KEY: ClassVar[tuple[str, ...]] = ("theme_id", "outside_subject_id", "language", "polarity", "text")
    UNSHIPPED: ClassVar[frozenset[str]] = Shipped.UNSHIPPED | {"is_active"}

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")
        PORTUGUESE = "pt", _("Portuguese")

    class Polarity(models.TextChoices):
        FOR = "for", _("Speaks for the theme")
        AGAINST = "against", _("Speaks against the theme")

    theme = models.ForeignKey(
        "programme.Theme", on_delete=models.CASCADE, null=True, blank=True, related_name="terms"
    )
    outside_subject = models.ForeignKey(
        OutsideSubject, on_delete=models.CASCADE, null=True, blank=True, related_name="terms"
    )
    language = models.CharField(max_length=2, choices=Language.choices)
    polarity = models.CharField(max_length=7, choices=Polarity.choices, default=Polarity.FOR)
    text = models.CharField(max_length=120)
    weight = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(10)], help_text=_("From 1 to 10.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("term of the theme check")
        verbose_name_plural = _("terms of the theme check")
        ordering = ["theme", "outside_subject", "language", "polarity", "text"]
        constraints = [
            models.CheckConstraint(
                condition=Q(theme__isnull=False, outside_subject__isnull=True)
                | Q(theme__isnull=True, outside_subject__isnull=False),
                name="term_has_one_subject",
            ),
            models.UniqueConstraint(
                fields=["theme", "language", "polarity", "text"],
                condition=Q(theme__isnull=False),
                name="term_once_per_theme",
            ),
            models.UniqueConstraint(
                fields=["outside_subject", "language", "polarity", "text"],
                condition=Q(outside_subject__isnull=False),
                name="term_once_per_outside_subject",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=10), name="term_weight_from_1_to_10"
            ),
            models.CheckConstraint(condition=Q(language__in=["en", "fr", "pt"]), name="term_language_known"),
            models.CheckConstraint(condition=Q(polarity__in=["for", "against"]), name="term_polarity_known"),
        ]

    def __str__(self) -> str:
        return self.text
