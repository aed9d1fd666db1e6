"""Whether an offer is ready for a move, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from core.guards import Move, guard
from requests_app.states import RequestState
from workflows.models import Offer
from workflows.reserve import missions_overlapping
from workflows.states import DEPLOYMENT_PREPARING, DeploymentState


@guard(
    "not_offering", gettext_lazy("The request behind this offer is not looking for experts at the moment.")
)
def request_is_offering(move: Move) -> bool:
    return bool(move.instance.support_request.state == RequestState.OFFERING)


@guard("deadline_passed", gettext_lazy("The time to answer this offer is over."))
def before_deadline(move: Move) -> bool:
    """While the request is on hold no time runs; what is left of it is given back afterwards."""
    held = move.instance.support_request.state == RequestState.ON_HOLD
    return held or not move.instance.is_past_deadline(move.now)


@guard("position_filled", gettext_lazy("A colleague accepted this position a moment ago."))
def position_still_open(move: Move) -> bool:
    return not Offer.objects.accepted().filter(position_id=move.instance.position_id).exists()


@guard("overlapping", gettext_lazy("You have accepted another mission in the same period."))
def expert_still_free(move: Move) -> bool:
    missions = missions_overlapping(move.instance.position)
    return not missions.filter(expert_id=move.instance.expert_id).exists()


@guard("already_left", gettext_lazy("The expert is on mission: end the mission instead."))
def expert_has_not_left(move: Move) -> bool:
    deployment = getattr(move.instance, "deployment", None)
    return deployment is None or deployment.state in (*DEPLOYMENT_PREPARING, DeploymentState.CANCELLED)
