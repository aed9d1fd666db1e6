"""What happened to a request, the latest first, as its reader may know it."""

from __future__ import annotations

from dataclasses import dataclass

from core.actors import Actor
from requests_app.models import SupportRequest
from workflows.selectors.timeline import Entry, events_for, tell

LATEST = 8


@dataclass(frozen=True, slots=True)
class Happened:
    """The latest entries of a timeline, and whether there are earlier ones."""

    request_id: int
    entries: list[Entry]
    more: bool


def latest_of(support_request: SupportRequest, actor: Actor) -> Happened:
    """What happened lately; at most four queries."""
    events = list(events_for(support_request, actor).reverse()[: LATEST + 1])
    return Happened(support_request.pk, tell(events[:LATEST], actor=actor), more=len(events) > LATEST)


def all_of(support_request: SupportRequest, actor: Actor) -> Happened:
    """Everything that happened."""
    return Happened(
        support_request.pk, tell(events_for(support_request, actor).reverse(), actor=actor), more=False
    )
