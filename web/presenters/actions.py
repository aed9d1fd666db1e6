"""The actions of a request as a reader meets them: buttons for what can be done, reasons for what cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from core.actors import Actor
from core.errors import Reason, Text
from core.transitions import Availability, available_actions
from requests_app.models import SupportRequest
from workflows.actions import REQUEST_ACTIONS

ENDING = frozenset({"decline", "cancel", "withdraw"})
ASIDE = frozenset({"hold", "assign", "ask"})


@dataclass(frozen=True, slots=True)
class ActionLink:
    """An action with the page on which it is done; `kind` is how its button looks."""

    name: str
    label: Text
    url: str
    kind: str
    reasons: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        return not self.reasons


def action_links(support_request: SupportRequest, *, actor: Actor, now: datetime) -> list[ActionLink]:
    """What the actor may do with a request now; what moves it on comes first, what ends it last."""
    found = available_actions(support_request, REQUEST_ACTIONS, actor=actor, now=now)
    return sorted(_links(support_request, found), key=lambda link: (link.name in ENDING, link.name in ASIDE))


def _links(support_request: SupportRequest, found: Iterable[Availability]) -> Iterable[ActionLink]:
    for availability in found:
        name = availability.action.name
        yield ActionLink(
            name=name,
            label=availability.action.label,
            url=reverse(f"request_{name}", args=[support_request.pk]),
            kind="warning" if name in ENDING else "secondary" if name in ASIDE else "primary",
            reasons=availability.reasons,
        )
