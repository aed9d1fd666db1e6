"""The policies of the moves of an offer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.transitions import Action
from workflows import rules
from workflows.actions.parties import (
    EVERYBODY,
    EXPERT_TEXT,
    EXPERTS,
    MANAGER_TEXT,
    MANAGERS,
    MANAGERS_AND_SYSTEM,
    NOTIFY,
    SYSTEM_ONLY,
    SYSTEM_TEXT,
)
from workflows.guards import offers as guards

SEND = Action(
    name="send",
    verb="offer.sent",
    label=_("Send the offer"),
    roles=SYSTEM_ONLY,
    who=rules.is_system,
    who_text=SYSTEM_TEXT,
    guards=(guards.request_is_offering,),
    audience=MANAGERS,
    expert_reads=True,
    announces=NOTIFY,
)
SEE = Action(
    name="see",
    verb="offer.seen",
    label=_("Open the offer"),
    roles=EXPERTS,
    who=rules.is_own,
    who_text=EXPERT_TEXT,
    audience=MANAGERS,
)
ACCEPT = Action(
    name="accept",
    verb="offer.accepted",
    label=_("Accept"),
    roles=EXPERTS,
    who=rules.is_own,
    who_text=EXPERT_TEXT,
    guards=(
        guards.request_is_offering,
        guards.before_deadline,
        guards.position_still_open,
        guards.expert_still_free,
    ),
    audience=EVERYBODY,
    expert_reads=True,
    announces=NOTIFY,
)
DECLINE = Action(
    name="decline",
    verb="offer.declined",
    label=pgettext_lazy("offer", "Decline"),
    roles=EXPERTS,
    who=rules.is_own,
    who_text=EXPERT_TEXT,
    guards=(guards.before_deadline,),
    audience=MANAGERS,
    expert_reads=True,
    announces=NOTIFY,
)
EXPIRE = Action(
    name="expire",
    verb="offer.expired",
    label=_("Let the offer expire"),
    roles=SYSTEM_ONLY,
    who=rules.is_system,
    who_text=SYSTEM_TEXT,
    guards=(guards.request_is_offering,),
    audience=MANAGERS,
    expert_reads=True,
    announces=NOTIFY,
)
RETRACT = Action(
    name="retract",
    verb="offer.retracted",
    label=_("Retract the offer"),
    roles=MANAGERS_AND_SYSTEM,
    who=rules.is_manager | rules.is_system,
    who_text=MANAGER_TEXT,
    audience=MANAGERS,
    expert_reads=True,
    announces=NOTIFY,
)
RELEASE = Action(
    name="release",
    verb="offer.released",
    label=_("Release the expert"),
    roles=MANAGERS_AND_SYSTEM,
    who=rules.is_manager | rules.is_system,
    who_text=MANAGER_TEXT,
    guards=(guards.expert_has_not_left,),
    audience=EVERYBODY,
    expert_reads=True,
    announces=NOTIFY,
)

OFFER_ACTIONS = (SEND, SEE, ACCEPT, DECLINE, EXPIRE, RETRACT, RELEASE)
