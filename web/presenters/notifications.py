"""What somebody was told, and where each of it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from core.actors import Role
from workflows.links import offer_token
from workflows.models import Notification, Offer
from workflows.notify.texts import ALARM, letter_of


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


def address_of(notification: Notification, *, role: str) -> str:
    """The page of the thing that a notification is about. One query for an offer, else none."""
    if notification.notice == ALARM:
        return reverse("work")
    if role != Role.EXPERT and notification.support_request_id:
        return reverse("request", args=[notification.support_request_id])
    offer = Offer.objects.filter(pk=notification.data.get("offer") or 0).first()
    return reverse("offer", args=[offer_token(offer)]) if offer else reverse("home")


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
