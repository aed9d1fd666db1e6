"""Deployments: a checklist, a departure, a return; the request follows its first departure and its last return."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from core import outbox
from core.actors import SYSTEM, Actor
from core.errors import InvalidInput, Problems
from core.guards import Move, all_reasons
from core.text import language_of
from core.transitions import perform
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from workflows.actions import deployments as actions
from workflows.actions import requests as of_requests
from workflows.models import Deployment, MissionReport
from workflows.services.accounts_for_experts import ACCOUNT_NEEDED
from workflows.states import DEPLOYMENT_PREPARING, ON_SITE_ONLY, ChecklistItem, DeploymentState


def required_items(deployment: Deployment) -> list[str]:
    """What must be in order for this deployment: less for work at a distance."""
    on_site = deployment.position.is_on_site
    return [item.value for item in ChecklistItem if on_site or item not in ON_SITE_ONLY]


def tick_checklist(
    *,
    deployment: Deployment,
    items: Mapping[str, Mapping[str, Any]],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Deployment:
    """Mark items of the checklist as in order or not (item → {done, note}); complete, the expert is ready."""
    required = required_items(deployment)
    problems = Problems()
    for item in items.keys() - set(required):
        problems.add(
            f"items.{item}", _("This is not on the checklist of this deployment."), code="unknown_code"
        )
    problems.raise_if_any()

    def arguments(row: Deployment) -> dict[str, Any]:
        checklist = dict(row.checklist)
        for item, entry in items.items():
            checklist[item] = {
                "done": bool(entry["done"]),
                "note": (note := entry.get("note", "")),
                "text_language": language_of(note, actor.language),
                "by": actor.user_id,
                "at": now.isoformat(),
            }
        done = {item for item, entry in checklist.items() if entry["done"]}
        return {"checklist": checklist, "complete": done >= set(required)}

    return perform(
        actions.TICK,
        deployment,
        actor=actor,
        now=now,
        arguments=arguments,
        data={"items": {item: bool(entry["done"]) for item, entry in items.items()}},
        expected_version=expected_version,
    )


def start_deployment(
    *,
    deployment: Deployment,
    actor: Actor,
    now: datetime,
    within: SupportRequest | None = None,
    expected_version: int | None = None,
) -> Deployment:
    """The expert leaves; with the first one the request counts as deployed."""

    def effect(row: Deployment) -> None:
        request = row.support_request
        outbox.publish(ACCOUNT_NEEDED, {"deployment": row.pk}, now=now)
        if request.state == RequestState.MOBILISATION:
            perform(of_requests.DEPLOY, request, actor=SYSTEM, now=now, within=request)

    return perform(
        actions.DEPLOY,
        deployment,
        actor=actor,
        now=now,
        arguments={"on": now.date()},
        effect=effect,
        within=within,
        expected_version=expected_version,
    )


def end_deployment(
    *,
    deployment: Deployment,
    actor: Actor,
    now: datetime,
    early_because: str = "",
    within: SupportRequest | None = None,
    expected_version: int | None = None,
) -> Deployment:
    """The expert is back, as planned or early with a reason; the report is opened for writing."""
    arguments: dict[str, Any] = {"on": now.date()}
    data: dict[str, Any] = {}
    if early_because:
        arguments |= {"reason": early_because, "language": actor.language}
        data = {"reason": early_because, "text_language": actor.language}
    return perform(
        actions.END_EARLY if early_because else actions.END,
        deployment,
        actor=actor,
        now=now,
        arguments=arguments,
        data=data,
        effect=lambda row: _after_return(row, now=now),
        within=within,
        expected_version=expected_version,
    )


def extend_deployment(
    *,
    deployment: Deployment,
    end: date,
    reason: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Deployment:
    """Move the end of the mission; the history of the dates is kept."""
    language = language_of(reason, actor.language)

    def arguments(row: Deployment) -> dict[str, Any]:
        if end < max(row.planned_start, now.date()):
            raise InvalidInput.at("end", _("The end lies before the beginning, or in the past."))
        step = {
            "from": row.planned_end.isoformat(),
            "to": end.isoformat(),
            "reason": reason,
            "text_language": language,
        }
        return {"end": end, "history": [*row.extensions, step]}

    return perform(
        actions.EXTEND,
        deployment,
        actor=actor,
        now=now,
        arguments=arguments,
        data={"end": end.isoformat(), "reason": reason, "text_language": language},
        expected_version=expected_version,
    )


def cancel_deployment(
    *, deployment: Deployment, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> Deployment:
    """Call a departure off for good; releasing the expert from the offer would look for somebody else instead."""
    return perform(
        actions.CANCEL,
        deployment,
        actor=actor,
        now=now,
        arguments={"reason": reason, "language": language_of(reason, actor.language)},
        data={"reason": reason},
        effect=lambda row: end_request_if_all_back(row.support_request, now=now),
        expected_version=expected_version,
    )


def deploy_request(
    *, support_request: SupportRequest, actor: Actor, now: datetime, expected_version: int | None = None
) -> SupportRequest:
    """Send everybody who is ready."""

    def effect(row: SupportRequest) -> None:
        for deployment in row.deployments.filter(state=DeploymentState.READY):
            start_deployment(deployment=deployment, actor=actor, now=now, within=row)

    return perform(
        of_requests.DEPLOY,
        support_request,
        actor=actor,
        now=now,
        effect=effect,
        expected_version=expected_version,
    )


def end_request_mission(
    *, support_request: SupportRequest, actor: Actor, now: datetime, expected_version: int | None = None
) -> SupportRequest:
    """Everybody who is still on mission is back; the request goes on to its report and evaluations."""

    def effect(row: SupportRequest) -> None:
        for deployment in row.deployments.on_mission():
            end_deployment(deployment=deployment, actor=actor, now=now, within=row)

    return perform(
        of_requests.END_MISSION,
        support_request,
        actor=actor,
        now=now,
        effect=effect,
        expected_version=expected_version,
    )


def _after_return(deployment: Deployment, *, now: datetime) -> None:
    MissionReport.objects.get_or_create(
        deployment=deployment,
        defaults={
            "support_request": deployment.support_request,
            "expert_id": deployment.expert_id,
            "text_language": deployment.position.language,
            "created_at": now,
            "updated_at": now,
        },
    )
    end_request_if_all_back(deployment.support_request, now=now)


def end_request_if_all_back(row: SupportRequest, *, now: datetime) -> None:
    """Move a locked request on to its report once nobody is out and nobody is still to leave."""
    still_out = row.deployments.filter(state__in=(*DEPLOYMENT_PREPARING, DeploymentState.DEPLOYED)).exists()
    if row.state != RequestState.DEPLOYED or still_out:
        return
    if not all_reasons(of_requests.END_MISSION.guards, Move(row, SYSTEM, now)):
        perform(of_requests.END_MISSION, row, actor=SYSTEM, now=now, within=row)
