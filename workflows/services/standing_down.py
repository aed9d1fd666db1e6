"""What ends with a request that ends early: offers, consultations, departures, missions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.actors import SYSTEM
from core.guards import Move, all_reasons
from core.transitions import Action, perform
from requests_app.models import SupportRequest
from workflows import states
from workflows.actions import consultations, deployments, offers
from workflows.states import ConsultationState, OfferState


def stand_down(support_request: SupportRequest, *, reason: str, now: datetime) -> None:
    """Close everything that still runs for a locked request; `reason` is a code that the readers' texts name."""

    def end(action: Action, row: Any) -> None:
        perform(
            action,
            row,
            actor=SYSTEM,
            now=now,
            arguments={"reason": reason},
            data={"reason": reason},
            within=support_request,
        )

    for offer in support_request.offers.filter(state__in=[OfferState.DRAFT, *states.OFFER_OPEN]):
        end(offers.RETRACT, offer)
    supersede_consultations(support_request, now=now)
    for offer in support_request.offers.accepted():
        if not all_reasons(offers.RELEASE.guards, Move(offer, SYSTEM, now)):
            end(offers.RELEASE, offer)  # else the expert has left: the mission ends below
    for deployment in support_request.deployments.preparing():
        end(deployments.CANCEL, deployment)
    for deployment in support_request.deployments.on_mission():
        perform(
            deployments.END,
            deployment,
            actor=SYSTEM,
            now=now,
            arguments={"on": now.date()},
            within=support_request,
        )


def supersede_consultations(support_request: SupportRequest, *, now: datetime) -> None:
    """Close a consultation of the country that is still open."""
    running = [ConsultationState.SHOWN, ConsultationState.OBJECTED]
    for consultation in support_request.consultations.filter(state__in=running):
        perform(consultations.SUPERSEDE, consultation, actor=SYSTEM, now=now, within=support_request)
