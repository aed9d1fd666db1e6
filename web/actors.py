"""The actor behind a page: asked for once a request, whoever needs it first."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone, translation

from accounts.selectors import actor_for
from core.actors import Actor


def actor_of(request: HttpRequest) -> Actor:
    """The actor that the signed-in reader is, in the language of the page."""
    actor: Actor | None = getattr(request, "desk_actor", None)
    if actor is None:
        actor = actor_for(request.user, now=timezone.now(), language=translation.get_language())
        request.desk_actor = actor  # type: ignore[attr-defined]
    return actor
