"""What happens because time passes: each sweep can run at any time, twice, or late, and does no harm."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from core.actors import SYSTEM
from core.errors import DeskError
from requests_app import states
from requests_app.states import RequestState
from workflows.models import Consultation, Deployment, JointSide, Offer
from workflows.services.consultations import lapse_consultation
from workflows.services.deployments import end_deployment, start_deployment
from workflows.services.joint_missions import expire_joint_mission, part_from_ended
from workflows.services.offers import expire_offer
from workflows.services.roster_care import care_for_roster

logger = logging.getLogger(__name__)


def run_sweeps(*, now: datetime) -> int:
    """Let offers and proposals expire, silence speak, missions begin and end; and look after the roster.

    Returns how many moves were made.
    """
    return (
        expire_offers(now=now)
        + lapse_consultations(now=now)
        + start_deployments(now=now)
        + end_deployments(now=now)
        + expire_joint_missions(now=now)
        + part_joint_missions(now=now)
        + care_for_roster(now=now)
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


def expire_joint_missions(*, now: datetime) -> int:
    due = JointSide.objects.pending().filter(due_at__lte=now)
    return _each(_one_a_mission(due), lambda side: expire_joint_mission(side=side, now=now))


def part_joint_missions(*, now: datetime) -> int:
    """A request that ended takes its joint mission with it; the other one goes on by itself."""
    left = JointSide.objects.live().filter(support_request__state__in=states.ENDED)
    return _each(_one_a_mission(left), lambda side: part_from_ended(side=side, now=now))


def _one_a_mission(sides: Iterable[JointSide]) -> Iterable[JointSide]:
    """Both sides are moved together."""
    return {side.joint_mission_id: side for side in sides}.values()


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
