from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Shipped


class DocumentOutline(Bilingual, Shipped):
    """The plan of a document that the desk writes: `tor_outline`, `mission_report_outline`."""

    code = models.CharField(max_length=40, primary_key=True)
    label_en = models.CharField(max_length=160)
    label_fr = models.CharField(max_length=160)
    certainty_note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("document outline")
        ordering = ["code"]


class OutlineHeading(Bilingual, Shipped):
    """A heading of a document, with guidance for whoever writes what stands below it."""

    code = models.CharField(max_length=60, primary_key=True)
    outline = models.ForeignKey(DocumentOutline, on_delete=models.PROTECT, related_name="headings")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField(default=1)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    label_en = models.CharField(max_length=160)
    label_fr = models.CharField(max_length=160)
    guidance_en = models.TextField(blank=True, default="")
    guidance_fr = models.TextField(blank=True, default="")
    basis = models.CharField(max_length=30, blank=True, default="")

    class Meta:
        verbose_name = _("heading of a document")
        verbose_name_plural = _("headings of documents")
        ordering = ["outline", "order"]
        constraints = [
            models.UniqueConstraint(fields=["outline", "number"], name="heading_number_once"),
        ]
