"""The policies of consulting the country on the anonymous shortlist."""

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
    NOTIFY,
    SYSTEM_ONLY,
    SYSTEM_TEXT,
)

AGREE = Action(
    name="agree",
    verb="consultation.agreed",
    label=_("Agree with the shortlist"),
    roles=FOCAL_POINTS,
    who=rules.is_of_the_country,
    who_text=FOCAL_POINT_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
OBJECT = Action(
    name="object",
    verb="consultation.objected",
    label=_("Object to a candidate"),
    roles=FOCAL_POINTS,
    who=rules.is_of_the_country,
    who_text=FOCAL_POINT_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
LAPSE = Action(
    name="lapse",
    verb="consultation.lapsed",
    label=_("Take silence for consent"),
    roles=SYSTEM_ONLY,
    who=rules.is_system,
    who_text=SYSTEM_TEXT,
    audience=EVERYBODY,
)
SETTLE = Action(
    name="settle",
    verb="consultation.settled",
    label=_("Settle the objection"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
SUPERSEDE = Action(
    name="supersede",
    verb="consultation.superseded",
    label=_("Replace by a new shortlist"),
    roles=SYSTEM_ONLY,
    who=rules.is_system,
    who_text=SYSTEM_TEXT,
    audience=EVERYBODY,
)

CONSULTATION_ACTIONS = (AGREE, OBJECT, LAPSE, SETTLE, SUPERSEDE)
