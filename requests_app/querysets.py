"""Questions about sets of requests, in the words of the domain."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import connections, models
from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import LessThan

from core.actors import Actor, Role
from core.text import searchable, words_of
from requests_app import states
from requests_app.states import RequestState

if TYPE_CHECKING:
    from requests_app.models import SupportRequest  # noqa: F401  (named in a base class below)

REFERENCE = re.compile(r"[A-Za-z]{3}-\d{4}-\d{5,}")
PERSONS = "\n"  # in `search_text`, the names of people stand behind it
TRIGRAM = 3  # letters that an index of trigrams needs
MOST_WORDS, MOST_TRIGRAMS = 12, 60
MANY = 500  # requests, beyond which an index of trigrams saves nothing
HOLDERS = "SELECT rowid FROM requests_app_search WHERE requests_app_search MATCH %s LIMIT %s"

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

    def search(self, words: str, *, actor: Actor) -> SupportRequestQuerySet:
        """Requests that hold every word in reference, title, institution, country or the names of its people.

        Accents, case, order and signs do not count; a word of one or two letters is found where a word begins with
        it. Managers find a case by its officer's name as well, and the Committee finds none by any person.
        """
        if REFERENCE.fullmatch(words.strip()):
            return self.filter(reference=words.strip().upper())
        wanted = dict.fromkeys(words_of(words)[:MOST_WORDS])
        if not wanted:
            return self.none() if words.strip() else self
        needles = [word if len(word) >= TRIGRAM else f"  {word}" for word in wanted]
        officers = _officers(needles) if actor.role == Role.MANAGER else {}
        part = "about" if actor.role == Role.STEERING else "about people"
        found = self._narrowed([needle for needle in needles if needle not in officers], part)
        for needle in needles:
            found = found.filter(_holds(needle, actor) | Q(officer_id__in=officers.get(needle, ())))
        return found

    def _narrowed(self, needles: Sequence[str], part: str) -> SupportRequestQuerySet:
        """On SQLite, only what the index of trigrams knows to hold the words, unless that is too much to be of help.

        What many requests hold is found sooner by reading them from the newest. PostgreSQL decides this by itself.
        """
        connection = connections[self.db]
        trigrams = [
            needle[at : at + TRIGRAM] for needle in needles for at in range(len(needle) - TRIGRAM + 1)
        ]
        if connection.vendor != "sqlite" or not trigrams:
            return self
        match = " AND ".join(f'"{trigram}"' for trigram in trigrams[:MOST_TRIGRAMS])
        with connection.cursor() as cursor:
            cursor.execute(HOLDERS, [f"{{{part}}} : ({match})", MANY + 1])
            holders = [pk for (pk,) in cursor.fetchall()]
        return self if len(holders) > MANY else self.filter(pk__in=holders)

    def for_list(self) -> SupportRequestQuerySet:
        """Only what a list shows; the state is among it, without which the state machine would ask for each row."""
        return self.only(*LIST_FIELDS)


def _holds(needle: str, actor: Actor) -> Q:
    found = Q(search_text__contains=needle)
    if actor.role != Role.STEERING:
        return found
    return found & Q(
        LessThan(StrIndex("search_text", Value(needle)), StrIndex("search_text", Value(PERSONS)))
    )


def _officers(needles: Iterable[str]) -> dict[str, list[int]]:
    """The managers whose name holds a needle. They are few, so their names are folded here."""
    names = get_user_model().objects.filter(role=Role.MANAGER).values_list("pk", "full_name")
    folded = [(pk, searchable(name)) for pk, name in names]
    named = {needle: [pk for pk, name in folded if needle in name] for needle in needles}
    return {needle: managers for needle, managers in named.items() if managers}
