from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.lifecycle import TermsLifecycle
from workflows.models.base import OfDossier
from workflows.querysets import TermsQuerySet
from workflows.states import DocumentState, TermsState


class TermsOfReference(TermsLifecycle, OfDossier):
    """One version of the terms of a mission; content in both languages, frozen by its hash once signed."""

    support_request = models.ForeignKey("requests_app.SupportRequest", models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    translations = models.JSONField(default=dict, blank=True)
    verification_code = models.CharField(max_length=24, unique=True)
    signed_at = models.DateTimeField(null=True)

    objects = TermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("terms of reference")
        verbose_name_plural = _("terms of reference")
        get_latest_by = "number"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TermsState.values), name="terms_known_state"),
            models.UniqueConstraint(fields=["support_request", "number"], name="terms_number_unique"),
            models.UniqueConstraint(
                fields=["support_request"],
                condition=Q(state__in=[TermsState.DRAFT, TermsState.IN_REVIEW]),
                name="terms_one_in_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id} v{self.number}"


class Signature(models.Model):
    """One party's signature under one version, bound to the content that was signed."""

    terms = models.ForeignKey(TermsOfReference, models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=20)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["terms", "role"], name="signature_one_a_party")]

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"


class Document(models.Model):
    """A paper made from frozen content, in one language; the file is on disk before the row says so."""

    support_request = models.ForeignKey(
        "requests_app.SupportRequest", models.PROTECT, related_name="documents"
    )
    terms = models.ForeignKey(TermsOfReference, models.PROTECT, related_name="documents")
    language = models.CharField(max_length=5)
    content_hash = models.CharField(max_length=64)
    signatures = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.PENDING)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DocumentState.values), name="document_known_state"),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.READY) | ~Q(file=""), name="document_ready_has_a_file"
            ),
            # Content, signatures and language decide every byte of the paper: each is made once.
            models.UniqueConstraint(
                fields=["terms", "language", "content_hash", "signatures"], name="document_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.terms_id} {self.language}"
