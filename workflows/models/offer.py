from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows import states
from workflows.lifecycle import OfferLifecycle
from workflows.models.base import OfDossier
from workflows.querysets import OfferQuerySet
from workflows.states import OfferDeclineReason, OfferState

if TYPE_CHECKING:
    from datetime import datetime


class Offer(OfferLifecycle, OfDossier):
    """An expert is asked to fill a position until a deadline. Asking again is a new row.

    `nonce` is the secret part of the link that answers without signing in (`workflows.links`).
    """

    support_request = models.ForeignKey("requests_app.SupportRequest", models.PROTECT, related_name="offers")
    position = models.ForeignKey("requests_app.Position", models.PROTECT, related_name="offers")
    entry = models.ForeignKey("workflows.ShortlistEntry", models.PROTECT, related_name="offers")
    expert = models.ForeignKey("experts.Expert", models.PROTECT, related_name="offers")
    nonce = models.CharField(max_length=32)
    deadline = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    declaration = models.TextField(blank=True)
    decline_code = models.CharField(max_length=30, blank=True, choices=OfferDeclineReason.choices)
    decline_text = models.TextField(blank=True)
    answer_language = models.CharField(max_length=5, blank=True, default="")
    closing_reason = models.TextField(blank=True)
    closing_reason_language = models.CharField(max_length=5, blank=True, default="")

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OfferState.values), name="offer_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=states.OFFER_OPEN) | Q(deadline__isnull=False),
                name="offer_open_has_a_deadline",
            ),
            models.UniqueConstraint(
                fields=["position"], condition=Q(state=OfferState.ACCEPTED), name="offer_one_accepted"
            ),
            models.UniqueConstraint(
                fields=["position", "expert"],
                condition=Q(state__in=states.OFFER_OPEN),
                name="offer_one_open_per_expert",
            ),
        ]
        indexes = [
            models.Index(
                fields=["deadline"], name="offer_open_deadline", condition=Q(state__in=states.OFFER_OPEN)
            ),
            models.Index(fields=["expert", "-id"], name="offer_expert"),
            models.Index(fields=["support_request", "-id"], name="offer_request"),
        ]

    def __str__(self) -> str:
        return f"{self.position_id} → {self.expert_id}"

    def is_past_deadline(self, now: datetime) -> bool:
        return self.deadline is not None and now >= self.deadline
