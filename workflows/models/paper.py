from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.querysets import PaperQuerySet
from workflows.states import DocumentState, PaperForce, PaperKind

if TYPE_CHECKING:
    from workflows.models.terms import TermsOfReference


class Paper(models.Model):
    """What the desk said on paper, once: a letter, a certificate, a report; its content never changes.

    `content` holds both languages and all that drawing needs. `key` names what the paper follows from, so that it
    is written once. `expert` is whom it is addressed to or speaks of. `number` counts the papers of a request and
    stands in their reference.
    """

    support_request = models.ForeignKey("requests_app.SupportRequest", models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    key = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    expert = models.ForeignKey("experts.Expert", models.PROTECT, null=True, related_name="papers")
    offer = models.ForeignKey("workflows.Offer", models.PROTECT, null=True, related_name="papers")
    deployment = models.ForeignKey("workflows.Deployment", models.PROTECT, null=True, related_name="papers")
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    verification_code = models.CharField(max_length=24, unique=True)
    force = models.CharField(max_length=10, choices=PaperForce.choices, default=PaperForce.IN_FORCE)
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        constraints = [
            models.CheckConstraint(
                condition=Q(force__in=PaperForce.values) & ~Q(force=PaperForce.DRAFT),
                name="paper_known_force",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PaperKind.values) & ~Q(kind=PaperKind.TERMS), name="paper_known_kind"
            ),
            models.UniqueConstraint(fields=["support_request", "key"], name="paper_once"),
            models.UniqueConstraint(fields=["support_request", "number"], name="paper_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}/{self.number} {self.kind}"

    @property
    def dated_at(self) -> datetime:
        """The time that stands on the paper."""
        return self.issued_at

    @property
    def borne(self) -> int:
        """Signatures under the paper: letters have none of persons."""
        return 0


class Document(models.Model):
    """The file of a paper in one language; it is on disk before the row says so.

    A document belongs to one version of terms of reference or to one other paper, its `owner`.
    """

    support_request = models.ForeignKey(
        "requests_app.SupportRequest", models.PROTECT, related_name="documents"
    )
    terms = models.ForeignKey(
        "workflows.TermsOfReference", models.PROTECT, null=True, related_name="documents"
    )
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="documents")
    language = models.CharField(max_length=5)
    content_hash = models.CharField(max_length=64)
    signatures = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.PENDING)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    # `sha256` is that of the file as it is handed out. Without the seal the same content always gives `drawn_sha256`.
    drawn_sha256 = models.CharField(max_length=64, blank=True)
    sealed_by = models.CharField(max_length=200, blank=True)
    seal_fingerprint = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DocumentState.values), name="document_known_state"),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.READY) | ~Q(file=""), name="document_ready_has_a_file"
            ),
            models.CheckConstraint(
                condition=Q(terms=None, paper__isnull=False) | Q(paper=None, terms__isnull=False),
                name="document_has_one_owner",
            ),
            # Content, signatures and language decide every byte of the paper: each is made once.
            models.UniqueConstraint(
                fields=["terms", "language", "content_hash", "signatures"], name="document_once"
            ),
            models.UniqueConstraint(fields=["paper", "language"], name="document_once_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.language}"

    @property
    def owner(self) -> TermsOfReference | Paper:
        """What this is the file of."""
        return self.terms or cast("Paper", self.paper)

    @property
    def kind(self) -> str:
        return self.owner.kind
