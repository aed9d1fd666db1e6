"""The policies of a joint mission: the office proposes, each country answers for itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.transitions import Action
from workflows import rules
from workflows.actions.parties import (
    EVERYBODY,
    FOCAL_POINT_TEXT,
    FOCAL_POINTS,
    MANAGER_TEXT,
    MANAGERS,
    MANAGERS_AND_SYSTEM,
    NOTIFY,
    SYSTEM_ONLY,
    SYSTEM_TEXT,
)
from workflows.guards import joint_missions as guards

PROPOSE = Action(
    name="propose",
    verb="joint.proposed",
    label=_("Propose a joint mission"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    guards=(guards.before_departure, guards.not_joined_yet),
    audience=EVERYBODY,
    announces=NOTIFY,
)
AGREE = Action(
    name="agree",
    verb="joint.agreed",
    label=_("Agree with the joint mission"),
    roles=FOCAL_POINTS,
    who=rules.is_of_the_country,
    who_text=FOCAL_POINT_TEXT,
    guards=(guards.before_departure, guards.before_deadline),
    audience=EVERYBODY,
    announces=NOTIFY,
)
JOIN = Action(
    name="join",
    verb="joint.joined",
    label=_("Join the missions"),
    roles=SYSTEM_ONLY,
    who=rules.is_system,
    who_text=SYSTEM_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
DECLINE = Action(
    name="decline",
    verb="joint.declined",
    label=_("Decline the joint mission"),
    roles=FOCAL_POINTS,
    who=rules.is_of_the_country,
    who_text=FOCAL_POINT_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
FALL_THROUGH = Action(
    name="fall_through",
    verb="joint.fell_through",
    label=_("Give the joint mission up"),
    roles=SYSTEM_ONLY,
    who=rules.is_system,
    who_text=SYSTEM_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
WITHDRAW = Action(
    name="withdraw",
    verb="joint.withdrawn",
    label=_("Take the proposal back"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
EXPIRE = Action(
    name="expire",
    verb="joint.expired",
    label=_("Let the proposal expire"),
    roles=SYSTEM_ONLY,
    who=rules.is_system,
    who_text=SYSTEM_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
END = Action(
    name="end",
    verb="joint.ended",
    label=_("End the joint mission"),
    roles=MANAGERS_AND_SYSTEM,
    who=rules.is_manager | rules.is_system,
    who_text=MANAGER_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)

JOINT_ACTIONS = (PROPOSE, AGREE, JOIN, DECLINE, FALL_THROUGH, WITHDRAW, EXPIRE, END)
