"""The requests that somebody may know of, narrowed to what they asked for, with what waits for their country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from core.actors import Actor, Role
from requests_app import states
from requests_app.models import RequestTheme, SupportRequest
from requests_app.querysets import LIST_FIELDS, SupportRequestQuerySet
from workflows.selectors.asked import with_asks


@dataclass(frozen=True, slots=True)
class Wanted:
    """The conditions of the list; `state` is a group (`open`, `ended`), a state or a public state."""

    words: str = ""
    state: str = ""
    country: str = ""
    theme: str = ""
    since: date | None = None
    until: date | None = None


def listed(wanted: Wanted, *, actor: Actor) -> QuerySet[Any]:
    """The requests that meet every condition. One query, whatever is shown of them."""
    rows = SupportRequest.objects.visible_to(actor).search(wanted.words, actor=actor)
    rows = _in_state(rows, wanted.state, actor)
    if wanted.country:
        rows = rows.filter(country=wanted.country)
    if wanted.theme:
        chosen = RequestTheme.objects.filter(support_request=OuterRef("pk"), theme=wanted.theme)
        rows = rows.filter(Exists(chosen))
    if wanted.since:
        rows = rows.filter(submitted_at__gte=_morning(wanted.since))
    if wanted.until:
        rows = rows.filter(submitted_at__lt=_morning(wanted.until + timedelta(days=1)))
    shown = rows.select_related("country", "officer")
    names = ("country__name_en", "country__name_fr", "officer__full_name")
    return with_asks(shown.only(*LIST_FIELDS, "closed_at", *names))


def _in_state(rows: SupportRequestQuerySet, wanted: str, actor: Actor) -> SupportRequestQuerySet:
    if wanted == "open":
        return rows.exclude(state__in=states.ENDED)
    if wanted == "ended":
        return rows.filter(state__in=states.ENDED)
    if not wanted:
        return rows
    if actor.role == Role.MANAGER:
        return rows.filter(state=wanted)
    return rows.in_public_states([wanted])


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
