"""What happens because time passes: each sweep can run at any time, twice, or late, and does no harm."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from core.actors import SYSTEM
from core.errors import DeskError
from requests_app.states import RequestState
from workflows.models import Consultation, Deployment, Offer
from workflows.services.consultations import lapse_consultation
from workflows.services.deployments import end_deployment, start_deployment
from workflows.services.offers import expire_offer

logger = logging.getLogger(__name__)


def run_sweeps(*, now: datetime) -> int:
    """Let offers expire, silence speak, and missions begin and end on their day; returns how many moves were made."""
    return (
        expire_offers(now=now)
        + lapse_consultations(now=now)
        + start_deployments(now=now)
        + end_deployments(now=now)
    )


def expire_offers(*, now: datetime) -> int:
    due = Offer.objects.past_deadline(now).filter(support_request__state=RequestState.OFFERING)
    return _each(due, lambda offer: expire_offer(offer=offer, now=now))


def lapse_consultations(*, now: datetime) -> int:
    running = (RequestState.MATCHING, RequestState.OFFERING)
    due = Consultation.objects.silent(now).filter(support_request__state__in=running)
    return _each(due, lambda consultation: lapse_consultation(consultation=consultation, now=now))


def start_deployments(*, now: datetime) -> int:
    mobilised = (RequestState.MOBILISATION, RequestState.DEPLOYED)
    due = Deployment.objects.leaving_by(now.date()).filter(support_request__state__in=mobilised)
    return _each(due, lambda deployment: start_deployment(deployment=deployment, actor=SYSTEM, now=now))


def end_deployments(*, now: datetime) -> int:
    due = Deployment.objects.returning_before(now.date()).filter(support_request__state=RequestState.DEPLOYED)
    return _each(due, lambda deployment: end_deployment(deployment=deployment, actor=SYSTEM, now=now))


def _each(rows: Iterable[Any], move: Callable[[Any], object]) -> int:
    """Move each row in a transaction of its own; one that a person moved first is left alone."""
    moved = 0
    for row in list(rows):
        try:
            move(row)
            moved += 1
        except DeskError as error:
            logger.info(
                "sweep left %s alone: %s", row, [reason.code for reason in error.reasons] or error.code
            )
    return moved
