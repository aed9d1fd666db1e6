"""The policies of the moves of a deployment."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.transitions import Action
from workflows import rules
from workflows.actions.parties import (
    EVERYBODY,
    MANAGER_TEXT,
    MANAGERS,
    MANAGERS_AND_SYSTEM,
    NOTIFY,
    OFFICER_TEXT,
    SYSTEM_ONLY,
    SYSTEM_TEXT,
)
from workflows.guards import deployments as guards

TICK = Action(
    name="tick",
    verb="deployment.checklist_updated",
    label=_("Update the checklist"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    guards=(guards.request_is_active,),
    audience=MANAGERS,
    expert_reads=True,
)
DEPLOY = Action(
    name="deploy",
    verb="deployment.started",
    label=_("Confirm the departure"),
    roles=MANAGERS_AND_SYSTEM,
    who=rules.may_run_the_case,
    who_text=OFFICER_TEXT,
    guards=(guards.request_is_mobilised,),
    audience=EVERYBODY,
    expert_reads=True,
    announces=NOTIFY,
)
END = Action(
    name="end",
    verb="deployment.ended",
    label=_("Confirm the return"),
    roles=MANAGERS_AND_SYSTEM,
    who=rules.may_run_the_case,
    who_text=OFFICER_TEXT,
    audience=EVERYBODY,
    expert_reads=True,
    announces=NOTIFY,
)
END_EARLY = Action(
    name="end_early",
    verb="deployment.ended_early",
    label=_("End early"),
    roles=MANAGERS,
    who=rules.is_officer,
    who_text=OFFICER_TEXT,
    audience=EVERYBODY,
    expert_reads=True,
    announces=NOTIFY,
)
EXTEND = Action(
    name="extend",
    verb="deployment.extended",
    label=_("Change the end date"),
    roles=MANAGERS,
    who=rules.is_officer,
    who_text=OFFICER_TEXT,
    guards=(guards.request_is_active,),
    audience=EVERYBODY,
    expert_reads=True,
    announces=NOTIFY,
)
COMPLETE = Action(
    name="complete",
    verb="deployment.completed",
    label=_("Complete"),
    roles=SYSTEM_ONLY,
    who=rules.is_system,
    who_text=SYSTEM_TEXT,
    audience=MANAGERS,
    expert_reads=True,
)
CANCEL = Action(
    name="cancel",
    verb="deployment.cancelled",
    label=_("Cancel the deployment"),
    roles=MANAGERS_AND_SYSTEM,
    who=rules.may_run_the_case,
    who_text=OFFICER_TEXT,
    audience=EVERYBODY,
    expert_reads=True,
    announces=NOTIFY,
)

DEPLOYMENT_ACTIONS = (TICK, DEPLOY, END, END_EARLY, EXTEND, COMPLETE, CANCEL)
