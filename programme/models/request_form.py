from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Shipped


class FormSection(Bilingual, Shipped):
    """A section of the request form."""

    code = models.CharField(max_length=5, primary_key=True)
    order = models.PositiveSmallIntegerField()
    label_en = models.CharField(max_length=120)
    label_fr = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("section of the request form")
        verbose_name_plural = _("sections of the request form")
        ordering = ["order"]


class FormField(Bilingual, Shipped):
    """A field of the request form: what is asked, how, and with which help.

    `required` is what a complete file needs; what is needed to submit is the requests' own business.
    """

    class Type(models.TextChoices):
        TEXT = "text", _("Short text")
        LONGTEXT = "longtext", _("Long text")
        INTEGER = "integer", _("Number")
        DATERANGE = "daterange", _("Period")
        CHOICE = "choice", _("Choice")
        CODE = "code", _("One code of a list")
        CODES = "codes", _("Codes of a list")
        CONTACT = "contact", _("Contact")
        FILES = "files", _("Files")
        SIGNATURE = "signature", _("Signature")
        CHECKBOX = "checkbox", _("Tick box")

    code = models.CharField(max_length=40, primary_key=True)
    section = models.ForeignKey(FormSection, on_delete=models.PROTECT, related_name="fields")
    order = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=12, choices=Type.choices)
    required = models.BooleanField()
    label_en = models.CharField(max_length=160)
    label_fr = models.CharField(max_length=160)
    help_en = models.TextField(blank=True, default="")
    help_fr = models.TextField(blank=True, default="")
    choices = models.JSONField(default=list, blank=True)
    list = models.CharField(max_length=40, blank=True, default="")
    basis = models.CharField(max_length=30, blank=True, default="")

    class Meta:
        verbose_name = _("field of the request form")
        verbose_name_plural = _("fields of the request form")
        ordering = ["order"]

    def choices_in(self, language: str) -> tuple[tuple[str, str], ...]:
        """The choices as (code, label) pairs, in the order of the form."""
        key = "label_fr" if language.startswith("fr") else "label_en"
        return tuple((choice["code"], choice[key]) for choice in self.choices)


class EligibilityCheck(Bilingual, Shipped):
    """A question of the first check of a request; a `blocking` one must be answered with yes."""

    class Level(models.TextChoices):
        BLOCKING = "blocking", _("Blocking")
        ADVISORY = "advisory", _("Advisory")

    code = models.CharField(max_length=20, primary_key=True)
    order = models.PositiveSmallIntegerField()
    label_en = models.TextField()
    label_fr = models.TextField()
    level = models.CharField(max_length=10, choices=Level.choices)
    basis = models.CharField(max_length=30, blank=True, default="")

    class Meta:
        verbose_name = _("eligibility check")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=["blocking", "advisory"]), name="eligibility_level_known"
            )
        ]
