"""Questions about sets of requests, in the words of the domain."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models

from core.actors import Actor, Role
from core.text import fold
from requests_app import states
from requests_app.states import RequestState

if TYPE_CHECKING:
    from requests_app.models import SupportRequest  # noqa: F401  (named in a base class below)

REFERENCE = re.compile(r"[A-Za-z]{3}-\d{4}-\d{5,}")

LIST_FIELDS = (
    "id",
    "reference",
    "version",
    "state",
    "title",
    "text_language",
    "institution",
    "urgency",
    "country_id",
    "phase_id",
    "officer_id",
    "preferred_start",
    "preferred_end",
    "created_at",
    "updated_at",
    "submitted_at",
)


class SupportRequestQuerySet(models.QuerySet["SupportRequest"]):
    def visible_to(self, actor: Actor) -> SupportRequestQuerySet:
        """The twin of `rules.may_see`: focal points see their country's, managers and the Committee all but drafts."""
        if actor.role == Role.FOCAL_POINT:
            return self.filter(country_id__in=actor.countries)
        if actor.role in (Role.MANAGER, Role.STEERING, Role.SYSTEM):
            return self.exclude(state=RequestState.DRAFT)
        return self.none()

    def before_decision(self) -> SupportRequestQuerySet:
        return self.filter(state__in=states.BEFORE_DECISION)

    def open(self) -> SupportRequestQuerySet:
        return self.filter(state__in=states.OPEN)

    def in_public_states(self, wanted: Collection[str]) -> SupportRequestQuerySet:
        """Requests that a focal point sees in one of these states."""
        return self.filter(
            state__in=[state for state, public in states.PUBLIC_STATE.items() if public in wanted]
        )

    def search(self, words: str) -> SupportRequestQuerySet:
        """Requests whose reference, title, institution or country holds every word, accents or none."""
        found = self
        if REFERENCE.fullmatch(words.strip()):
            return found.filter(reference=words.strip().upper())
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def for_list(self) -> SupportRequestQuerySet:
        """Only what a list shows; the state is among it, without which the state machine would ask for each row."""
        return self.only(*LIST_FIELDS)
