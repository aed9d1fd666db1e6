"""What the page of one's own account shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from accounts.models import ApiToken, Delegation, FocalPoint, User
from core.actors import Actor, Role


@dataclass(frozen=True, slots=True)
class Lent:
    """A delegation that holds or is to come; `mine` when the reader gave it and can take it back."""

    delegation: Delegation
    mine: bool


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Everything about the reader that is not on their own row."""

    accreditations: list[FocalPoint]
    delegations: list[Lent]
    tokens: list[ApiToken]
    second_factor: bool
    sessions: int


def account_facts(user: User, actor: Actor, *, now: datetime) -> AccountFacts:
    """Five queries for a focal point, three for others."""
    speaks = actor.role == Role.FOCAL_POINT
    return AccountFacts(
        accreditations=_accreditations(user, now) if speaks else [],
        delegations=_delegations(user, actor, now) if speaks else [],
        tokens=list(ApiToken.objects.usable(now).filter(user=user)),
        second_factor=Authenticator.objects.filter(user=user).exists(),
        sessions=UserSession.objects.filter(user=user).count(),
    )


def own_countries(user: User, *, now: datetime) -> list[tuple[str, str]]:
    """Code and name of the countries that the person may lend: those of their own accreditations."""
    held = _accreditations(user, now)
    return sorted({row.country_id: row.country.label for row in held}.items(), key=lambda pair: pair[1])


def _accreditations(user: User, now: datetime) -> list[FocalPoint]:
    held = FocalPoint.objects.filter(user=user).overlapping(now.date(), None)
    return list(held.select_related("country"))


def _delegations(user: User, actor: Actor, now: datetime) -> list[Lent]:
    alive = Delegation.objects.visible_to(actor).filter(ends_on__gte=now.date(), ended_at=None)
    rows = alive.select_related("from_user", "to_user", "country").order_by("starts_on", "id")
    return [Lent(row, row.from_user_id == user.pk) for row in rows]
