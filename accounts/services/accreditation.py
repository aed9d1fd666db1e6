"""Who speaks for a country, and from when to when."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import rules
from accounts.models import FocalPoint, User
from accounts.roles import OFFICE
from accounts.validation import refuse_invalid
from core import journal
from core.actors import Actor, Role
from core.errors import Blocked, Conflict, InvalidInput, NotAllowed, Reason
from core.transitions import lock
from programme.models import Country


@transaction.atomic
def accredit_focal_point(
    *,
    user: User,
    country: Country,
    starts_on: date,
    actor: Actor,
    now: datetime,
    ends_on: date | None = None,
    alternate: bool = False,
    letter_reference: str = "",
) -> FocalPoint:
    """Let somebody with the role of a focal point speak for a country, once at a time."""
    _refuse_others(actor)
    user, _same = lock(user)
    return grant(
        user=user,
        country=country,
        starts_on=starts_on,
        ends_on=ends_on,
        alternate=alternate,
        letter_reference=letter_reference,
        actor=actor,
        now=now,
    )


def grant(
    *,
    user: User,
    country: Country,
    starts_on: date,
    ends_on: date | None,
    alternate: bool,
    letter_reference: str,
    actor: Actor,
    now: datetime,
) -> FocalPoint:
    """Write an accreditation for a locked user, whoever acts; shared with the acceptance of an invitation."""
    if not user.is_active or user.role != Role.FOCAL_POINT:
        reason = Reason("not_a_focal_point", _("This person is not an active focal point."), "user")
        raise Blocked(reasons=[reason])
    _refuse_reversed(starts_on, ends_on)
    accreditation = FocalPoint(
        user=user,
        country=country,
        starts_on=starts_on,
        ends_on=ends_on,
        alternate=alternate,
        letter_reference=letter_reference,
        created_at=now,
    )
    refuse_invalid(accreditation)
    _refuse_overlap(accreditation)
    accreditation.save(force_insert=True)
    data = {
        "accreditation": accreditation.pk,
        "country": country.pk,
        "from": starts_on.isoformat(),
        "to": ends_on.isoformat() if ends_on else None,
        "alternate": alternate,
    }
    journal.record(user, "accreditation.granted", actor=actor, now=now, audience=OFFICE, data=data)
    return accreditation


@transaction.atomic
def end_accreditation(*, accreditation: FocalPoint, ends_on: date, actor: Actor, now: datetime) -> FocalPoint:
    """Give an accreditation its last day, or another one."""
    _refuse_others(actor)
    user, _same = lock(accreditation.user)
    accreditation = FocalPoint.objects.select_related("country").get(pk=accreditation.pk)
    if accreditation.ends_on == ends_on:
        return accreditation
    _refuse_reversed(accreditation.starts_on, ends_on)
    accreditation.user, accreditation.ends_on = user, ends_on
    _refuse_overlap(accreditation)
    accreditation.save(update_fields=["ends_on"])
    data = {
        "accreditation": accreditation.pk,
        "country": accreditation.country_id,
        "to": ends_on.isoformat(),
    }
    journal.record(user, "accreditation.ended", actor=actor, now=now, audience=OFFICE, data=data)
    return accreditation


def _refuse_others(actor: Actor) -> None:
    if not rules.may_accredit(actor):
        raise NotAllowed(_("Only programme managers and administrators can accredit focal points."))


def _refuse_reversed(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise InvalidInput.at("ends_on", _("The last day lies before the first."), code="end_before_start")


def _refuse_overlap(accreditation: FocalPoint) -> None:
    others = FocalPoint.objects.filter(user=accreditation.user, country=accreditation.country)
    period = others.overlapping(accreditation.starts_on, accreditation.ends_on)
    if period.exclude(pk=accreditation.pk).exists():
        raise Conflict(
            _("This person is already accredited for this country in that period."), code="already_accredited"
        )
