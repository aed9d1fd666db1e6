"""What somebody was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.models import Notification
from workflows.notify.texts import letter_of


@dataclass(frozen=True, slots=True)
class Told:
    """One notification in the words of the page's language."""

    pk: int
    reference: str
    sentence: str
    next_step: str
    at: datetime
    unread: bool


def told(notifications: Sequence[Notification], *, language: str) -> list[Told]:
    """No query, however many."""
    return [_told(row, language) for row in notifications]


def _told(row: Notification, language: str) -> Told:
    letter = letter_of(row, language=language)
    return Told(
        pk=row.pk,
        reference=row.data.get("reference", ""),
        sentence=letter.sentence,
        next_step=letter.next_step,
        at=row.created_at,
        unread=row.read_at is None,
    )
