from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from experts.models.expert import Expert


class ExpertDocument(models.Model):
    """A private paper of an expert. `file_key` names it in the private store; no address leads to it."""

    class Kind(models.TextChoices):
        CV = "cv", _("Curriculum vitae")
        PASSPORT = "passport", _("Passport")
        DIPLOMA = "diploma", _("Diploma")
        RELEASE = "release", _("Letter of release")
        INSURANCE = "insurance", _("Insurance")
        OTHER = "other", _("Other")

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    file_key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["expert", "kind", "-added_at"]
        indexes = [models.Index(fields=["expires_on"], name="expert_document_expiry")]

    def __str__(self) -> str:
        return self.name
