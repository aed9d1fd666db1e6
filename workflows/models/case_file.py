from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.states import CaseFileState


class CaseFile(models.Model):
    """The whole file of a request as one archive, asked for by a manager and kept for some days.

    `journal_sequence` is the last event that it tells of; `done` of `total` files are in it so far. The file is on
    disk before the row says so, and gone from disk once the row says that it expired.
    """

    support_request = models.ForeignKey(
        "requests_app.SupportRequest", models.PROTECT, related_name="case_files"
    )
    state = models.CharField(max_length=10, choices=CaseFileState.choices, default=CaseFileState.PENDING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    journal_sequence = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    error = models.TextField(blank=True)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("archive of a request")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CaseFileState.values), name="case_file_known_state"),
            models.CheckConstraint(
                condition=~Q(state=CaseFileState.READY) | ~Q(file="") & Q(expires_at__isnull=False),
                name="case_file_ready_has_a_file",
            ),
            models.UniqueConstraint(
                fields=["support_request"],
                condition=Q(state=CaseFileState.PENDING),
                name="case_file_one_in_work",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], name="case_file_expires", condition=Q(state=CaseFileState.READY)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id} {self.state}"
