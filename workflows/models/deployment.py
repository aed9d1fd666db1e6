from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflows import states
from workflows.lifecycle import DeploymentLifecycle, ReportLifecycle
from workflows.models.base import OfDossier
from workflows.querysets import DeploymentQuerySet, ReportQuerySet
from workflows.states import DeploymentState, ReportState


class Deployment(DeploymentLifecycle, OfDossier):
    """An expert goes on mission for one position. `checklist` holds item → {done, note, by, at}."""

    support_request = models.ForeignKey(
        "requests_app.SupportRequest", models.PROTECT, related_name="deployments"
    )
    position = models.ForeignKey("requests_app.Position", models.PROTECT, related_name="deployments")
    offer = models.OneToOneField("workflows.Offer", models.PROTECT, related_name="deployment")
    expert = models.ForeignKey("experts.Expert", models.PROTECT, related_name="deployments")
    planned_start = models.DateField()
    planned_end = models.DateField()
    actual_start = models.DateField(null=True)
    actual_end = models.DateField(null=True)
    checklist = models.JSONField(default=dict)
    extensions = models.JSONField(default=list)
    closing_reason = models.TextField(blank=True)
    closing_reason_language = models.CharField(max_length=5, blank=True, default="")

    objects = DeploymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("deployment")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DeploymentState.values), name="deployment_known_state"
            ),
            models.CheckConstraint(
                condition=Q(planned_end__gte=F("planned_start")), name="deployment_period_in_order"
            ),
            models.UniqueConstraint(
                fields=["position"],
                condition=Q(state__in=states.DEPLOYMENT_COMMITTED),
                name="deployment_one_a_position",
            ),
        ]
        indexes = [
            models.Index(fields=["expert", "-id"], name="deployment_expert"),
            models.Index(fields=["state", "planned_start"], name="deployment_state_start"),
        ]

    def __str__(self) -> str:
        return f"{self.position_id} → {self.expert_id}"


class MissionReport(ReportLifecycle, OfDossier):
    """The expert's report, by the sections of the outline (section order → text)."""

    support_request = models.ForeignKey("requests_app.SupportRequest", models.PROTECT, related_name="reports")
    deployment = models.OneToOneField(Deployment, models.PROTECT, related_name="report")
    expert = models.ForeignKey("experts.Expert", models.PROTECT, related_name="reports")
    text_language = models.CharField(max_length=5)
    sections = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    return_reason = models.TextField(blank=True)
    return_reason_language = models.CharField(max_length=5, blank=True, default="")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("mission report")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_known_state"),
        ]

    def __str__(self) -> str:
        return f"{self.deployment_id} {self.state}"
