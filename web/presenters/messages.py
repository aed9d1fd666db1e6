"""The messages of a request as one of its two sides reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.selectors import people
from core.actors import Actor, Role
from requests_app.models import Message, SupportRequest
from requests_app.rules import may_write
from requests_app.states import RequestState

LATEST = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A message; `mine` where the reader's own side wrote it."""

    author: str
    sent_at: datetime
    text: str
    language: str
    is_internal: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Messages:
    """The latest messages of a request, and whether there are earlier ones."""

    request_id: int
    lines: list[Line]
    more: bool
    may_write: bool


def readable_messages(support_request: SupportRequest, actor: Actor) -> QuerySet[Message]:
    """What was said about a request, newest first; internal notes are among it for managers."""
    rows = support_request.messages.order_by("-id")
    return rows if actor.role == Role.MANAGER else rows.filter(is_internal=False)


def messages_for(support_request: SupportRequest, actor: Actor) -> Messages | None:
    """The latest messages, for the two sides alone: None for everybody else. Two queries."""
    if not may_write(actor, support_request):
        return None
    found = list(readable_messages(support_request, actor)[: LATEST + 1])
    return Messages(
        request_id=support_request.pk,
        lines=lines_of(found[:LATEST], actor),
        more=len(found) > LATEST,
        may_write=support_request.state != RequestState.DRAFT,
    )


def lines_of(rows: Sequence[Message], actor: Actor) -> list[Line]:
    """Messages with their authors; to a country, whoever writes for the office is the Support Project."""
    names = people(row.author_id for row in rows)
    named = actor.role == Role.MANAGER
    return [
        Line(
            author=names.get(row.author_id, "")
            if named or row.author_role != Role.MANAGER
            else _("Support Project"),
            sent_at=row.sent_at,
            text=row.text,
            language=row.text_language,
            is_internal=row.is_internal,
            mine=row.author_role == actor.role,
        )
        for row in rows
    ]
