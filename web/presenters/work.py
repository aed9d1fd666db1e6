"""The background work in numbers and, where it is stuck, piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core import outbox
from core.errors import Text
from core.models import OutboxMessage
from workflows.models import Document
from workflows.states import DocumentState

LATE = timedelta(minutes=5)
TOPICS: Mapping[str, Text] = {
    "notify": _("Tell the people concerned"),
    "message.sent": _("Tell of a message"),
    "mail": _("Send an e-mail"),
    "invitation.confirmed": _("Mail an invitation"),
    "documents": _("Make the papers of a request"),
    "case_file": _("Make the whole file of a request"),
    "expert.vetting_changed": _("Note a vetted profile"),
}


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """How the background work stands; `lag` is how long the oldest due piece has waited, in whole minutes."""

    lag_minutes: int
    late: bool
    due: int
    later: int
    stuck: int
    done_today: int
    failed_papers: int


@dataclass(frozen=True, slots=True)
class Stuck:
    """A piece of work that was given up."""

    message: OutboxMessage
    what: Text


def work_facts(now: datetime) -> WorkFacts:
    """Six queries."""
    waited = outbox.lag(now) or timedelta()
    messages = OutboxMessage.objects.all()
    due = messages.due(now).count()
    return WorkFacts(
        lag_minutes=int(waited.total_seconds() // 60),
        late=waited > LATE,
        due=due,
        later=messages.open().count() - due,
        stuck=messages.stuck().count(),
        done_today=messages.filter(done_at__gt=now - timedelta(days=1)).count(),
        failed_papers=Document.objects.filter(state=DocumentState.FAILED).count(),
    )


def stuck_lines(messages: list[OutboxMessage]) -> list[Stuck]:
    return [Stuck(message, TOPICS.get(message.topic, message.topic)) for message in messages]
