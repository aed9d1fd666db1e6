from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.lifecycle import ConsultationLifecycle
from workflows.models.base import OfDossier
from workflows.querysets import ConsultationQuerySet
from workflows.states import ConsultationState


class Consultation(ConsultationLifecycle, OfDossier):
    """The anonymous shortlist as the country was shown it; silence until `due_at` is consent.

    `shown` holds, for each position, the candidates by label with what the country may know of them.
    """

    support_request = models.ForeignKey(
        "requests_app.SupportRequest", models.PROTECT, related_name="consultations"
    )
    shown = models.JSONField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    objected_labels = models.JSONField(default=list)
    objection = models.TextField(blank=True)
    objection_language = models.CharField(max_length=5, blank=True, default="")
    upheld = models.BooleanField(null=True)
    settlement = models.TextField(blank=True)
    settlement_language = models.CharField(max_length=5, blank=True, default="")

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        get_latest_by = "id"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ConsultationState.values), name="consultation_known_state"
            ),
            models.UniqueConstraint(
                fields=["support_request"],
                condition=Q(state__in=[ConsultationState.SHOWN, ConsultationState.OBJECTED]),
                name="consultation_one_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="consultation_due", condition=Q(state=ConsultationState.SHOWN)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id} {self.state}"
