from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual
from workflows.lifecycle import JointSideLifecycle
from workflows.models.base import OfDossier
from workflows.querysets import JointSideQuerySet
from workflows.states import JOINT_LIVE, JointState

SUBJECT = 500  # characters


class JointMission(Bilingual, models.Model):
    """What two countries are asked to do together: the common subject, as the office words it, and when.

    It is all that either country reads of the other's request. Each request keeps its own dossier, approvals, terms
    and signatures; `sides` are the two of them.
    """

    LABEL_STEM = "subject"

    subject_en = models.CharField(max_length=SUBJECT)
    subject_fr = models.CharField(max_length=SUBJECT)
    start = models.DateField()
    end = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("joint mission")
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="joint_mission_period_in_order"),
        ]

    def __str__(self) -> str:
        return self.label


class JointSide(JointSideLifecycle, OfDossier):
    """One of the two requests of a joint mission, and what its country says."""

    support_request = models.ForeignKey(
        "requests_app.SupportRequest", models.PROTECT, related_name="joint_sides"
    )
    joint_mission = models.ForeignKey(JointMission, models.PROTECT, related_name="sides")
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    reason_language = models.CharField(max_length=5, blank=True, default="")

    objects = JointSideQuerySet.as_manager()

    class Meta:
        verbose_name = _("side of a joint mission")
        get_latest_by = "id"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JointState.values), name="joint_side_known_state"),
            models.UniqueConstraint(
                fields=["support_request"], condition=Q(state__in=JOINT_LIVE), name="joint_side_one_live"
            ),
            models.UniqueConstraint(
                fields=["joint_mission", "support_request"], name="joint_side_once_a_mission"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="joint_side_due",
                condition=Q(state__in=[JointState.ASKED, JointState.AGREED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id} {self.state}"
