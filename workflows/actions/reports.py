"""The policies of the mission report."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.transitions import Action
from workflows import rules
from workflows.actions.parties import (
    EXPERT_TEXT,
    EXPERTS,
    MANAGER_TEXT,
    MANAGERS,
    NOTIFY,
)
from workflows.guards import deployments as guards

SUBMIT = Action(
    name="submit",
    verb="report.submitted",
    label=_("Submit the report"),
    roles=EXPERTS,
    who=rules.is_own,
    who_text=EXPERT_TEXT,
    guards=(guards.report_complete, guards.deployment_is_open),
    audience=MANAGERS,
    expert_reads=True,
    announces=NOTIFY,
)
SEND_BACK = Action(
    name="send_back",
    verb="report.returned",
    label=_("Return the report for changes"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    audience=MANAGERS,
    expert_reads=True,
    announces=NOTIFY,
)
ACCEPT = Action(
    name="accept",
    verb="report.accepted",
    label=_("Accept the report"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    audience=frozenset({Role.MANAGER, Role.FOCAL_POINT, Role.STEERING}),
    expert_reads=True,
    announces=NOTIFY,
)

REPORT_ACTIONS = (SUBMIT, SEND_BACK, ACCEPT)
