"""The questionnaires of a request that somebody may read."""

from __future__ import annotations

from django.db import models

from core.actors import Actor, Role
from requests_app.models import SupportRequest
from workflows.models import Evaluation


def evaluations_for(support_request: SupportRequest, *, actor: Actor) -> models.QuerySet[Evaluation]:
    """All for managers and the Committee; the institution's for its country; an expert's own. One query."""
    found = support_request.evaluations.order_by("id")
    if actor.role in (Role.MANAGER, Role.STEERING, Role.SYSTEM):
        return found
    if actor.role == Role.FOCAL_POINT and support_request.country_id in actor.countries:
        return found.filter(deployment=None)
    if actor.role == Role.EXPERT and actor.expert_id:
        return found.filter(deployment__expert_id=actor.expert_id)
    return found.none()
