"""The policies of publishing results: the office words them, the country agrees, either takes them back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.transitions import Action
from workflows import rules
from workflows.actions.parties import (
    EVERYBODY,
    FOCAL_POINT_TEXT,
    FOCAL_POINTS,
    MANAGERS,
    NOTIFY,
    OFFICER_TEXT,
)
from workflows.guards import publications as guards

PROPOSE = Action(
    name="propose",
    verb="publication.proposed",
    label=_("Propose to publish the results"),
    roles=MANAGERS,
    who=rules.is_officer,
    who_text=OFFICER_TEXT,
    guards=(guards.request_is_closed, guards.nothing_published_yet),
    audience=EVERYBODY,
    announces=NOTIFY,
)
CONSENT = Action(
    name="consent",
    verb="publication.published",
    label=_("Agree to publish"),
    roles=FOCAL_POINTS,
    who=rules.is_of_the_country,
    who_text=FOCAL_POINT_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
REFUSE = Action(
    name="refuse",
    verb="publication.refused",
    label=_("Do not publish"),
    roles=FOCAL_POINTS,
    who=rules.is_of_the_country,
    who_text=FOCAL_POINT_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
RETRACT = Action(
    name="retract",
    verb="publication.retracted",
    label=_("Take the results back"),
    roles=FOCAL_POINTS | MANAGERS,
    who=rules.is_of_the_country | rules.is_manager,
    who_text=_("Only the country and programme managers can do this."),
    audience=EVERYBODY,
    announces=NOTIFY,
)

PUBLICATION_ACTIONS = (PROPOSE, CONSENT, REFUSE, RETRACT)
