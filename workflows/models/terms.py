from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from requests_app.states import RequestState
from workflows.lifecycle import TermsLifecycle
from workflows.models.base import OfDossier
from workflows.querysets import TermsQuerySet
from workflows.states import IdentityProof, PaperForce, PaperKind, TermsState

GIVEN_UP = (RequestState.WITHDRAWN, RequestState.CANCELLED)


class TermsOfReference(TermsLifecycle, OfDossier):
    """One version of the terms of a mission; content in both languages, frozen by its hash once signed."""

    support_request = models.ForeignKey("requests_app.SupportRequest", models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    translations = models.JSONField(default=dict, blank=True)  # field → language → text
    translated_from = models.JSONField(
        default=dict, blank=True
    )  # field → language → hash of the original then
    edits = models.JSONField(
        default=dict, blank=True
    )  # `workflows.tor.edits`: key of a clause → what was changed
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

    @property
    def kind(self) -> str:
        """Of this paper among the others."""
        return PaperKind.TERMS

    @property
    def force(self) -> str:
        """Whether what this version says holds: of a request that was given up, nothing does."""
        if self.state == TermsState.SIGNED and self.support_request.state in GIVEN_UP:
            return PaperForce.REVOKED
        return _FORCE.get(self.state, PaperForce.DRAFT)

    @property
    def dated_at(self) -> datetime:
        """The time that stands on the paper."""
        return self.signed_at or self.created_at

    @property
    def borne(self) -> int:
        """How many signatures a file made now would bear."""
        return self.signatures.count()


_FORCE = {TermsState.SIGNED: PaperForce.IN_FORCE, TermsState.SUPERSEDED: PaperForce.SUPERSEDED}


class Signature(models.Model):
    """One party's signature under one version, bound to the content that was signed."""

    terms = models.ForeignKey(TermsOfReference, models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=20)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)
    proof = models.CharField(
        max_length=15, choices=IdentityProof.choices, blank=True
    )  # blank: none was asked then
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["terms", "role"], name="signature_one_a_party")]

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"
