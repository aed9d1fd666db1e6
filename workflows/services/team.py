"""When every position is accepted and the country had its say, the request goes on to the terms of reference."""

from __future__ import annotations

from datetime import datetime

from core.actors import SYSTEM
from core.guards import Move, all_reasons
from core.transitions import perform
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from workflows.actions import requests as actions
from workflows.models import Deployment
from workflows.services.terms import put_terms_to_review


def team_agreed(row: SupportRequest, *, now: datetime) -> None:
    """Move a locked request on once nothing stands in the way; otherwise do nothing, and be asked again later."""
    if row.state != RequestState.OFFERING:
        return
    if all_reasons(actions.AGREE_TEAM.guards, Move(row, SYSTEM, now)):
        return

    def effect(agreed: SupportRequest) -> None:
        plan_deployments(agreed, now=now)
        put_terms_to_review(agreed, now=now)

    perform(actions.AGREE_TEAM, row, actor=SYSTEM, now=now, effect=effect, within=row)


def plan_deployments(row: SupportRequest, *, now: datetime) -> None:
    """A planned deployment for each accepted offer that has none yet."""
    for offer in row.offers.accepted().filter(deployment=None).select_related("position"):
        Deployment.objects.create(
            support_request=row,
            position=offer.position,
            offer=offer,
            expert_id=offer.expert_id,
            planned_start=offer.position.start,
            planned_end=offer.position.end,
            created_at=now,
            updated_at=now,
        )
