from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from experts.models.expert import Expert
from experts.querysets import DocumentQuerySet


class ExpertDocument(models.Model):
    """A paper of somebody on the roster, for the person and the managers alone.

    The file is on disk before this row exists, under a name of our own; `country_code` says for which country a visa
    is. What was taken off is gone from disk, and its row says that it was there.
    """

    class Kind(models.TextChoices):
        CV = "cv", _("Curriculum vitae")
        DIPLOMA = "diploma", _("Diploma or certificate")
        PASSPORT = "passport", _("Passport")
        VISA = "visa", _("Visa")
        SECURITY = "security_certificate", _("Certificate of security training")
        RELEASE = "release_letter", _("Letter of release of the employer")
        MEDICAL = "medical_certificate", _("Medical or vaccination certificate")
        OTHER = "other", _("Another paper")

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind of paper"), max_length=20, choices=Kind.choices)
    country_code = models.CharField(_("for which country"), max_length=2, blank=True, default="")
    file = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["expires_on"], name="document_expiry", condition=Q(removed_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "cv",
                        "diploma",
                        "passport",
                        "visa",
                        "security_certificate",
                        "release_letter",
                        "medical_certificate",
                        "other",
                    ]
                ),
                name="document_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
                name="document_validity_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.expert_id}"
