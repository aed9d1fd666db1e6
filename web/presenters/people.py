"""People as the office sees them: accounts, who speaks for which country, and invitations under way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.http import QueryDict

from accounts import rules
from accounts.models import FocalPoint, Invitation, User
from accounts.roles import ROLES
from accounts.selectors import accounts_visible_to, found_by_words
from core.actors import Actor, Role
from core.errors import Text


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks of the list of accounts."""

    words: str
    role: str
    closed: bool

    @classmethod
    def read(cls, asked: QueryDict) -> Filters:
        role = asked.get("role", "")
        return cls(
            asked.get("q", "").strip()[:100], role if role in ROLES else "", asked.get("closed") == "1"
        )


def people_list(actor: Actor, filters: Filters, *, now: datetime) -> QuerySet[User]:
    """The accounts that the filters leave, each with the accreditations that hold today."""
    held = FocalPoint.objects.in_force(now.date()).select_related("country")
    rows = found_by_words(accounts_visible_to(actor), filters.words)
    if filters.role:
        rows = rows.filter(role=filters.role)
    if not filters.closed:
        rows = rows.filter(is_active=True)
    return rows.prefetch_related(Prefetch("accreditations", queryset=held, to_attr="held_today"))


TONES: dict[Invitation.State, str] = {
    Invitation.State.PROPOSED: "warn",
    Invitation.State.CONFIRMED: "plain",
    Invitation.State.ACCEPTED: "good",
    Invitation.State.DECLINED: "bad",
    Invitation.State.EXPIRED: "bad",
}


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and what the reader can do with it."""

    invitation: Invitation
    state: Text
    tone: str
    can_confirm: bool
    own: bool
    can_end: bool


def invited(rows: Iterable[Invitation], actor: Actor, *, now: datetime) -> list[Invited]:
    """No query for rows that came with their people and country."""
    return [_invited(row, actor, row.state_at(now)) for row in rows]


def _invited(row: Invitation, actor: Actor, state: Invitation.State) -> Invited:
    proposed = state is Invitation.State.PROPOSED
    return Invited(
        invitation=row,
        state=state.label,
        tone=TONES[state],
        can_confirm=proposed and rules.may_confirm_invitation(actor, row),
        own=proposed and rules.proposed_it(actor, row),
        can_end=state not in (Invitation.State.ACCEPTED, Invitation.State.DECLINED),
    )


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """An account with what may be done to it by this reader."""

    role: Text
    accreditations: list[FocalPoint]
    can_accredit: bool
    can_manage: bool


def person_facts(person: User, actor: Actor) -> PersonFacts:
    """One query."""
    held = FocalPoint.objects.visible_to(actor).filter(user=person).select_related("country")
    speaks = person.role == Role.FOCAL_POINT
    return PersonFacts(
        role=ROLES[person.role],
        accreditations=list(held.order_by("-starts_on", "country")),
        can_accredit=speaks and person.is_active and rules.may_accredit(actor),
        can_manage=rules.may_manage_users(actor) and not rules.is_themself(actor, person),
    )
