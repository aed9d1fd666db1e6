"""The file is closed when the reports are accepted and the evaluations are in."""

from __future__ import annotations

from datetime import datetime

from core.actors import SYSTEM, Actor
from core.transitions import perform
from requests_app.models import SupportRequest
from workflows.actions import deployments
from workflows.actions import requests as actions
from workflows.states import DeploymentState


def close_request(
    *, support_request: SupportRequest, actor: Actor, now: datetime, expected_version: int | None = None
) -> SupportRequest:
    """Close the case; its missions count as completed."""

    def effect(row: SupportRequest) -> None:
        back = row.deployments.filter(state__in=(DeploymentState.ENDED, DeploymentState.ENDED_EARLY))
        for deployment in back:
            perform(deployments.COMPLETE, deployment, actor=SYSTEM, now=now, within=row)

    return perform(
        actions.CLOSE,
        support_request,
        actor=actor,
        now=now,
        arguments={"now": now},
        effect=effect,
        expected_version=expected_version,
    )
