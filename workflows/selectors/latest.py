"""What happened last to each of many requests, as the office reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from core.models import JournalEvent
from experts.models import Expert
from requests_app.models import SupportRequest
from workflows.wording import Words, told


@dataclass(frozen=True, slots=True)
class Latest:
    """The last event of a request: its moment, and its sentence in pieces."""

    at: datetime
    words: tuple[Words, ...]


def latest_of(rows: Collection[SupportRequest], *, themes: Mapping[str, str]) -> dict[str, Latest]:
    """The last event of each request by its chain, with the name of whoever acted. One query.

    The head of each chain lies on its row, so that each event is found by its number. `themes` labels their codes.
    """
    if not rows:
        return {}
    heads = [Q(chain=row.chain, sequence=row.journal_sequence) for row in rows]
    person = User.objects.filter(pk=OuterRef("actor_id")).values("full_name")
    expert = Expert.objects.filter(pk=OuterRef("expert_id")).values("name")
    events: QuerySet[Any] = JournalEvent.objects.filter(Q(*heads, _connector=Q.OR)).annotate(
        who=Coalesce(Subquery(person), Subquery(expert))
    )
    return {
        event.chain: Latest(
            event.at, told(event.verb, event.data, who=event.who or _("The desk"), labels=themes)
        )
        for event in events
    }
