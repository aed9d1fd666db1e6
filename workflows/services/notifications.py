"""Turning what happened into notifications: one a person and event, on the desk and by e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from accounts.models import User
from accounts.selectors import focal_points_of, people_with_role
from core import outbox
from core.actors import Actor, Role
from core.models import JournalEvent
from requests_app.models import SupportRequest
from workflows.models import Deployment, MissionReport, Notification, Offer
from workflows.notify.audience import COUNTRY, EXPERT, OFFICE, OFFICER, is_acknowledged, parties_told

OF_AN_EXPERT = {"offer": Offer, "deployment": Deployment, "missionreport": MissionReport}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to write to; an expert without an account has an address only."""

    email: str
    language: str
    party: str
    user_id: int | None = None


def notify_about(event: JournalEvent, support_request: SupportRequest, *, now: datetime) -> int:
    """Write the notifications of an event and have each sent; returns how many are new."""
    written = 0
    seen: set[str] = set()
    for recipient in _recipients(event, support_request, now=now):
        acted = recipient.user_id is not None and recipient.user_id == event.actor_id
        if recipient.email in seen or (acted and not is_acknowledged(event.verb)):
            continue
        seen.add(recipient.email)
        written += _write(event, support_request, recipient, now=now)
    return written


def mark_read(*, notification: Notification, now: datetime) -> Notification:
    """The person has seen it on the desk."""
    Notification.objects.filter(pk=notification.pk, read_at=None).update(read_at=now)
    notification.refresh_from_db()
    return notification


def mark_all_read(*, actor: Actor, now: datetime) -> int:
    """The person has seen all that they were told so far; returns how many they had not read."""
    return Notification.objects.filter(user_id=actor.signed_in_id, read_at=None).update(read_at=now)


def _write(
    event: JournalEvent, support_request: SupportRequest, recipient: Recipient, *, now: datetime
) -> int:
    notification, created = Notification.objects.get_or_create(
        dedup_key=f"{event.pk}:{sha256(recipient.email.encode()).hexdigest()[:32]}",
        defaults={
            "user_id": recipient.user_id,
            "email": recipient.email,
            "language": recipient.language,
            "support_request": support_request,
            "notice": event.verb,
            "data": {
                "said": event.data,
                "role": event.actor_role,
                "party": recipient.party,
                "reference": support_request.reference or "",
                "offer": event.data.get("offer"),
            },
            "created_at": now,
        },
    )
    if created:
        outbox.publish(
            "mail", {"notification": notification.pk}, now=now, dedup_key=f"mail:{notification.pk}"
        )
    return int(created)


def _recipients(
    event: JournalEvent, support_request: SupportRequest, *, now: datetime
) -> Iterator[Recipient]:
    for party in parties_told(event.verb, event.data):
        if party == COUNTRY:
            yield from _users(focal_points_of(support_request.country_id, on=now.date()), party)
        elif party == OFFICE or (party == OFFICER and support_request.officer_id is None):
            yield from _users(people_with_role(Role.MANAGER), OFFICE)
        elif party == OFFICER:
            yield from _users(User.objects.filter(pk=support_request.officer_id or 0), party)
        elif party == EXPERT:
            yield from _expert(event)


def _users(users: Iterable[User], party: str) -> Iterator[Recipient]:
    for user in users:
        yield Recipient(email=user.email, language=user.language, party=party, user_id=user.pk)


def _expert(event: JournalEvent) -> Iterator[Recipient]:
    for name, model in OF_AN_EXPERT.items():
        if name in event.data:
            row: Any = model._default_manager.select_related("expert").get(pk=event.data[name])
            expert = row.expert
            yield Recipient(
                email=expert.email, language=expert.language, party=EXPERT, user_id=expert.user_id
            )
            return
