"""The experts of a request as its country and the Committee know them: what each is for, when, and who comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.actors import Actor, Role
from core.errors import Text
from requests_app.models import Position, SupportRequest
from web.presenters.deployments import tone_of
from workflows.models import Deployment
from workflows.states import DEPLOYMENT_COMMITTED, DeploymentState


@dataclass(frozen=True, slots=True)
class Mission:
    """One expert's mission: planned days until they are real ones; `expert` is empty for whoever may not know."""

    id: int
    expert: str
    state: Text
    tone: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class PositionLine:
    """A position of the team with the mission that fills it, once somebody has accepted."""

    position: Position
    mission: Mission | None


def positions_with_missions(support_request: SupportRequest, actor: Actor) -> list[PositionLine]:
    """The team as far as it is known. Two queries."""
    missions = (
        Deployment.objects.visible_to(actor)
        .filter(support_request=support_request, state__in=DEPLOYMENT_COMMITTED)
        .select_related("expert")
    )
    named = actor.role != Role.STEERING
    by_position = {mission.position_id: _mission(mission, named=named) for mission in missions}
    return [PositionLine(row, by_position.get(row.pk)) for row in support_request.positions.all()]


def _mission(row: Deployment, *, named: bool) -> Mission:
    return Mission(
        id=row.pk,
        expert=row.expert.name if named else "",
        state=DeploymentState(row.state).label,
        tone=tone_of(row),
        start=row.actual_start or row.planned_start,
        end=row.actual_end or row.planned_end,
    )
