"""Sets of experts, worded as the desk speaks of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from core.actors import Actor, Role

if TYPE_CHECKING:
    from experts.models import Expert, ExpertDocument  # noqa: F401  (named in the base classes below)

SEE_ALL = frozenset({Role.MANAGER, Role.ADMIN, Role.SYSTEM})


class ExpertQuerySet(models.QuerySet["Expert"]):
    def visible_to(self, actor: Actor) -> ExpertQuerySet:
        """The people whose data the actor may read; the twin of `experts.rules.view_expert`.

        An expert sees themself alone; the steering committee reads no personal data, so nobody here.
        """
        if actor.role in SEE_ALL:
            return self.all()
        if actor.role == Role.EXPERT and actor.expert_id:
            return self.filter(pk=actor.expert_id)
        return self.none()

    def vetted(self) -> ExpertQuerySet:
        """Those whom a manager has accepted and who are still there."""
        return self.filter(vetting="vetted")

    def waiting_for_vetting(self) -> ExpertQuerySet:
        return self.filter(vetting="proposed").order_by("created_at", "pk")


class DocumentQuerySet(models.QuerySet["ExpertDocument"]):
    def visible_to(self, actor: Actor) -> DocumentQuerySet:
        """Papers that are there, for managers and for the person; the twin of `experts.rules.view_documents`."""
        kept = self.filter(removed_at=None)
        if actor.role in (Role.MANAGER, Role.SYSTEM):
            return kept
        if actor.role == Role.EXPERT and actor.expert_id:
            return kept.filter(expert_id=actor.expert_id)
        return kept.none()

    def valid_on(self, day: date) -> DocumentQuerySet:
        """Papers that are there and not over on a day; one without an end is always valid."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=day), removed_at=None)
