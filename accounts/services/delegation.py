"""Lending one's accreditation to another focal point for some days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import rules
from accounts.models import Delegation, User
from accounts.roles import OFFICE
from accounts.validation import refuse_invalid
from core import journal
from core.actors import Actor, Role
from core.errors import Blocked, NotAllowed, NotFound, Problems, Reason
from core.transitions import lock
from programme.models import Country


@transaction.atomic
def delegate(
    *,
    from_user: User,
    to_user: User,
    starts_on: date,
    ends_on: date,
    actor: Actor,
    now: datetime,
    country: Country | None = None,
    reason: str = "",
) -> Delegation:
    """Let another focal point act for `from_user`: for one country, or for all that are theirs on the day."""
    from_user, _same = lock(from_user)
    _refuse_others(actor, from_user)
    delegation = Delegation(
        from_user=from_user,
        to_user=to_user,
        country=country,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        created_at=now,
    )
    refuse_invalid(delegation)
    _refuse_bad_period(delegation, today=now.date())
    _refuse_unless_possible(delegation)
    delegation.save(force_insert=True)
    data = {
        "to": to_user.pk,
        "country": country.pk if country else None,
        "first_day": starts_on.isoformat(),
        "last_day": ends_on.isoformat(),
    }
    _record(delegation, "delegation.given", actor=actor, now=now, data=data)
    return delegation


@transaction.atomic
def end_delegation(*, delegation: Delegation, actor: Actor, now: datetime) -> Delegation:
    """Take a delegation back at once; one that is over already stays as it is."""
    from_user, _same = lock(delegation.from_user)
    _refuse_others(actor, from_user)
    try:
        delegation = Delegation.objects.select_related("to_user").get(pk=delegation.pk)
    except Delegation.DoesNotExist as gone:
        raise NotFound from gone
    if delegation.ended_at is not None or delegation.ends_on < now.date():
        return delegation
    delegation.from_user, delegation.ended_at = from_user, now
    delegation.save(update_fields=["ended_at"])
    _record(delegation, "delegation.ended", actor=actor, now=now, data={"to": delegation.to_user_id})
    return delegation


def _refuse_others(actor: Actor, from_user: User) -> None:
    if not rules.may_delegate(actor, from_user):
        raise NotAllowed(_("Only the focal point themself or an administrator can delegate."))


def _refuse_bad_period(delegation: Delegation, *, today: date) -> None:
    problems = Problems()
    if delegation.ends_on < delegation.starts_on:
        problems.add("ends_on", _("The last day lies before the first."), code="end_before_start")
    if delegation.starts_on < today:
        problems.add("starts_on", _("A delegation cannot begin in the past."), code="in_the_past")
    problems.raise_if_any()


def _refuse_unless_possible(delegation: Delegation) -> None:
    """Raise `Blocked` with everything that stands in the way on either side."""
    reasons = []
    held = delegation.from_user.accreditations.overlapping(delegation.starts_on, delegation.ends_on)
    if delegation.country is not None:
        held = held.filter(country=delegation.country)
    if not held.exists():
        reasons.append(Reason("not_accredited", _("There is no accreditation to delegate in that period.")))
    if delegation.to_user_id == delegation.from_user_id:
        reasons.append(Reason("to_oneself", _("Nobody can delegate to themself."), "to_user"))
    if not delegation.to_user.is_active or delegation.to_user.role != Role.FOCAL_POINT:
        reasons.append(
            Reason("not_a_focal_point", _("Only an active focal point can act for another one."), "to_user")
        )
    if reasons:
        raise Blocked(reasons=reasons)


def _record(delegation: Delegation, verb: str, *, actor: Actor, now: datetime, data: dict[str, Any]) -> None:
    journal.record(
        delegation.from_user,
        verb,
        actor=actor,
        now=now,
        audience=OFFICE,
        data={"delegation": delegation.pk, **data},
    )
