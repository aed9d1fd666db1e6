"""The vocabulary of the theme check as administrators edit it on the desk's own pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.errors import NotAllowed, Problems, Stale
from programme.models import OutsideSubject, Theme, ThemeTerm

LONGEST = 120  # characters
HEAVIEST = 10


@dataclass(frozen=True, slots=True)
class Word:
    """A term as it is to be: `about` is the code of a theme or of a subject outside the themes."""

    about: str
    language: str
    polarity: str
    text: str
    weight: int
    is_active: bool = True
    note: str = ""


def mark_of(term: ThemeTerm) -> str:
    """What stands for the row as somebody saw it: it is another one after any change."""
    return f"{term.weight}:{int(term.is_active)}:{len(term.note)}:{int(term.locally_edited)}"


@transaction.atomic
def save_term(*, term: ThemeTerm | None, word: Word, seen: str, actor: Actor, now: datetime) -> ThemeTerm:
    """Add a word, or change one (`term`), which from then on is kept as edited here.

    What a word is about, its language, side and text are its key: they stay as they are once it exists. `seen` is the
    `mark_of` the word that was changed. Raises `NotAllowed`, `InvalidInput`, and `Stale` where a colleague changed it.
    """
    if actor.role != Role.ADMIN:
        raise NotAllowed(_("Only administrators change the vocabulary."))
    _refuse_unless_sensible(term, word)
    if term is None:
        row = ThemeTerm(**_key(word))
    else:
        row = ThemeTerm.objects.select_for_update().get(pk=term.pk)
        if seen and seen != mark_of(row):
            raise Stale
    row.weight, row.is_active, row.note, row.locally_edited = word.weight, word.is_active, word.note, True
    row.save()
    LogEntry.objects.create(
        action_time=now,
        user_id=actor.signed_in_id,
        content_type=ContentType.objects.get_for_model(ThemeTerm),
        object_id=str(row.pk),
        object_repr=row.text[:200],
        action_flag=ADDITION if term is None else CHANGE,
        change_message=json.dumps([{"changed": {"fields": ["weight", "is_active", "note"]}}]),
    )
    return row


def _key(word: Word) -> Mapping[str, Any]:
    theme = Theme.objects.filter(pk=word.about).exists()
    return {
        "theme_id": word.about if theme else None,
        "outside_subject_id": None if theme else word.about,
        "language": word.language,
        "polarity": word.polarity,
        "text": " ".join(word.text.split()),
    }


def _refuse_unless_sensible(term: ThemeTerm | None, word: Word) -> None:
    problems = Problems()
    if not 1 <= word.weight <= HEAVIEST:
        problems.add("weight", _("Choose a weight from 1 to 10."))
    if term is None:
        text = " ".join(word.text.split())
        if not text.strip("*"):
            problems.add("text", _("Type a word or a phrase."), code="required")
        elif len(text) > LONGEST:
            problems.add("text", _("A word or phrase has 120 characters at most."), code="too_long")
        if not _is_subject(word.about):
            problems.add("about", _("Choose what the word speaks about."), code="unknown_code")
        elif word.language not in ThemeTerm.Language.values or word.polarity not in ThemeTerm.Polarity.values:
            problems.add("language", _("Choose a language and a side."), code="unknown_code")
        elif ThemeTerm.objects.filter(**_key(word)).exists():
            problems.add("text", _("This word is in the vocabulary already: change that one."), code="exists")
    problems.raise_if_any()


def _is_subject(code: str) -> bool:
    return Theme.objects.filter(pk=code).exists() or OutsideSubject.objects.filter(pk=code).exists()
