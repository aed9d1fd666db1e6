from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Evaluation(models.Model):
    """One questionnaire filled in (question code → 1 to 5, text, or null for 'not applicable'), or waived.

    Questionnaires about one expert carry the deployment; the institution's carry none.
    """

    support_request = models.ForeignKey(
        "requests_app.SupportRequest", models.PROTECT, related_name="evaluations"
    )
    deployment = models.ForeignKey(
        "workflows.Deployment", models.PROTECT, null=True, related_name="evaluations"
    )
    group = models.CharField(max_length=30)
    answers = models.JSONField(default=dict)
    text_language = models.CharField(max_length=5, default="en")
    waived_reason = models.TextField(blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("evaluation")
        constraints = [
            models.UniqueConstraint(
                fields=["support_request", "group"],
                condition=Q(deployment=None),
                name="evaluation_once_a_request",
            ),
            models.UniqueConstraint(fields=["deployment", "group"], name="evaluation_once_a_deployment"),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id} {self.group}"
