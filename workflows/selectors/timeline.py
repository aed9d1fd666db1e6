"""A request's journal as its reader may see it: by audience, in their language, without names that are not theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.selectors import people
from core.actors import Actor, Role
from core.models import JournalEvent
from experts.models import Expert
from programme.models import Theme
from requests_app.models import SupportRequest
from workflows.wording import Words, told

OFFICE = (Role.MANAGER, Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline; `who` is already worded for the reader, `words` are the sentence in pieces."""

    sequence: int
    verb: str
    at: datetime
    who: str
    words: tuple[Words, ...]
    data: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        return "".join(words.text for words in self.words)


def events_for(support_request: SupportRequest, actor: Actor) -> QuerySet[JournalEvent]:
    """The events of a request that the actor may read, first to last."""
    events = JournalEvent.objects.of(support_request.chain).order_by("sequence")
    return events if actor.role in OFFICE else events.for_audiences(actor.audiences)


def tell(events: Iterable[JournalEvent], *, actor: Actor) -> list[Entry]:
    """The events as entries in the language now active. At most three queries, whatever their number."""
    rows = list(events)
    names = people(event.actor_id for event in rows) if actor.role in OFFICE or _is_country(actor) else {}
    experts = _expert_names(rows) if actor.role in OFFICE or _is_country(actor) else {}
    themes = _theme_labels(rows)
    return [_entry(event, actor, names, experts, themes) for event in rows]


def _entry(
    event: JournalEvent,
    actor: Actor,
    names: Mapping[int, str],
    experts: Mapping[int, str],
    themes: Mapping[str, str],
) -> Entry:
    who = _who(event, actor, names, experts)
    return Entry(
        sequence=event.sequence,
        verb=event.verb,
        at=event.at,
        who=who,
        words=told(event.verb, event.data, who=who, labels=themes),
        data=event.data if actor.role in OFFICE else {},
    )


def _who(event: JournalEvent, actor: Actor, names: Mapping[int, str], experts: Mapping[int, str]) -> str:
    """Assessors stay unnamed outside the office; the Committee reads roles, never persons."""
    role = event.actor_role
    if role == Role.SYSTEM:
        return _("The desk")
    if role == Role.EXPERT:
        if actor.expert_id is not None and actor.expert_id == event.expert_id:
            return _("You")
        return experts.get(event.expert_id or 0) or _("An expert")
    if role == Role.MANAGER and actor.role not in OFFICE:
        return _("The Support Project")
    if role == Role.FOCAL_POINT and actor.role not in OFFICE and not _is_country(actor):
        return _("The focal point")
    return names.get(event.actor_id or 0) or _("Somebody")


def _theme_labels(events: Iterable[JournalEvent]) -> dict[str, str]:
    wanted = {event.data["main"] for event in events if "main" in event.data}
    return {theme.code: theme.label for theme in Theme.objects.filter(pk__in=wanted)} if wanted else {}


def _is_country(actor: Actor) -> bool:
    return actor.role == Role.FOCAL_POINT


def _expert_names(events: Iterable[JournalEvent]) -> dict[int, str]:
    wanted = {event.expert_id for event in events if event.expert_id}
    return dict(Expert.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
