from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from accounts.roles import OFFICE
from core.actors import Actor, Role

if TYPE_CHECKING:
    # The types of rows, as strings in the bases: the type checker cannot follow an alias of them.
    from accounts.models import ApiToken, Delegation, FocalPoint, Invitation  # noqa: F401

ACTIVE_FOCAL_POINT = {"is_active": True, "role": Role.FOCAL_POINT}


def _of_active_focal_point(path: str) -> Q:
    return Q(**{f"{path}__{name}": value for name, value in ACTIVE_FOCAL_POINT.items()})


class FocalPointQuerySet(models.QuerySet["FocalPoint"]):
    def visible_to(self, actor: Actor) -> FocalPointQuerySet:
        """The office sees who speaks for which country; everybody else their own accreditations."""
        return self if actor.role in OFFICE else self.filter(user_id=actor.user_id or 0)

    def in_force(self, on: date) -> FocalPointQuerySet:
        """Accreditations that hold on that day; the first and the last day count."""
        return self.overlapping(on, on)

    def overlapping(self, first: date, last: date | None) -> FocalPointQuerySet:
        """Accreditations that hold on at least one day of a period, which may have no end."""
        not_over = Q(ends_on=None) | Q(ends_on__gte=first)
        return self.filter(not_over if last is None else not_over & Q(starts_on__lte=last))

    def of_active_people(self) -> FocalPointQuerySet:
        return self.filter(_of_active_focal_point("user"))

    def delegated_to(self, user_id: int, on: date) -> FocalPointQuerySet:
        """Accreditations in force of others who have lent them to this person for that day."""
        given = "user__delegations_given"
        lent = Q(
            Q(**{f"{given}__country": None}) | Q(**{f"{given}__country": F("country")}),
            **{
                f"{given}__to_user": user_id,
                f"{given}__starts_on__lte": on,
                f"{given}__ends_on__gte": on,
                f"{given}__ended_at": None,
            },
        )
        return self.in_force(on).of_active_people().filter(lent).distinct()


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, actor: Actor) -> DelegationQuerySet:
        """Administrators see all; everybody else those that they gave or were given."""
        if actor.role == Role.ADMIN:
            return self
        return self.filter(Q(from_user=actor.user_id) | Q(to_user=actor.user_id))

    def in_force(self, on: date) -> DelegationQuerySet:
        """Delegations that hold on that day, were not ended early, and come from an active focal point."""
        return self.filter(
            _of_active_focal_point("from_user"), starts_on__lte=on, ends_on__gte=on, ended_at=None
        )


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> InvitationQuerySet:
        """Neither accepted nor declined nor expired."""
        not_expired = Q(expires_at=None) | Q(expires_at__gt=now)
        return self.filter(not_expired, accepted_at=None, declined_at=None)

    def waiting_for_confirmation(self) -> InvitationQuerySet:
        return self.filter(confirmed_at=None, declined_at=None)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable(self, now: datetime) -> ApiTokenQuerySet:
        """Neither revoked nor expired, and of a person who may still sign in."""
        not_expired = Q(expires_at=None) | Q(expires_at__gt=now)
        return self.filter(not_expired, revoked_at=None, user__is_active=True)
