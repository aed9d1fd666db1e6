"""The policies of the terms of reference as papers; who signs is a move of the request."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.transitions import Action
from workflows import rules
from workflows.actions.parties import EVERYBODY, MANAGER_TEXT, MANAGERS_AND_SYSTEM, OFFICE
from workflows.guards import terms as guards

DOCUMENTS = ("documents",)

REVISE = Action(
    name="revise",
    verb="terms.revised",
    label=_("Revise the terms of reference"),
    roles=MANAGERS_AND_SYSTEM,
    who=rules.is_manager | rules.is_system,
    who_text=MANAGER_TEXT,
    guards=(guards.unsigned,),
    audience=EVERYBODY,
    announces=DOCUMENTS,
)
REVIEW = Action(
    name="review",
    verb="terms.put_to_review",
    label=_("Put to both sides for signature"),
    roles=MANAGERS_AND_SYSTEM,
    who=rules.is_manager | rules.is_system,
    who_text=MANAGER_TEXT,
    audience=EVERYBODY,
    announces=DOCUMENTS,
)
SIGN = Action(
    name="sign",
    verb="terms.signed",
    label=_("Sign"),
    roles=frozenset({Role.FOCAL_POINT, Role.MANAGER}),
    who=rules.is_of_the_country | rules.is_manager,
    who_text=_("Only the focal point and a programme manager can sign."),
    guards=(guards.not_signed_by_side,),
    audience=EVERYBODY,
    announces=DOCUMENTS,
)
SUPERSEDE = Action(
    name="supersede",
    verb="terms.superseded",
    label=_("Replace by a new version"),
    roles=MANAGERS_AND_SYSTEM,
    who=rules.is_manager | rules.is_system,
    who_text=MANAGER_TEXT,
    audience=OFFICE,
)

TERMS_ACTIONS = (REVISE, REVIEW, SIGN, SUPERSEDE)
