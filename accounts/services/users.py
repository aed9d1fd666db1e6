"""Changes of accounts: profile, role, being active. Each is journaled on the user's own chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import rules
from accounts.models import User
from accounts.roles import OFFICE, ROLES
from accounts.validation import refuse_invalid
from core import journal
from core.actors import Actor, Role
from core.errors import Blocked, InvalidInput, NotAllowed, Reason
from core.transitions import lock

PROFILE = frozenset({"full_name", "function", "organisation", "phone", "language"})


@transaction.atomic
def update_profile(*, user: User, actor: Actor, now: datetime, **values: str) -> User:
    """Change `PROFILE` fields; by the person themself or an administrator.

    The journal names the fields that changed, not their content: that is personal and could never be erased.
    """
    user, _same = lock(user)
    if not rules.may_change_profile(actor, user):
        raise NotAllowed(_("Only the person themself or an administrator can change a profile."))
    if unknown := values.keys() - PROFILE:
        raise TypeError(f"not part of a profile: {', '.join(sorted(unknown))}")
    changed = sorted(name for name, value in values.items() if getattr(user, name) != value)
    if not changed:
        return user
    for name in changed:
        setattr(user, name, values[name])
    refuse_invalid(user, exclude={"password", "email"})
    user.save(update_fields=changed)
    _record(user, "profile.updated", actor=actor, now=now, data={"fields": changed})
    return user


@transaction.atomic
def set_role(*, user: User, role: str, actor: Actor, now: datetime) -> User:
    """Give a person another role; by an administrator, but not to themself or the last administrator."""
    if role not in ROLES:
        raise InvalidInput.at("role", _("There is no such role."), code="invalid_choice")
    user = _lock_for_administration(user, actor)
    if user.role == role:
        return user
    left, user.role = user.role, role
    user.save(update_fields=["role"])
    _record(user, "role.changed", actor=actor, now=now, data={"from": left, "to": role})
    return user


@transaction.atomic
def deactivate_user(*, user: User, actor: Actor, now: datetime) -> User:
    """Close an account: sessions, tokens and delegations given by it stop working with the next request."""
    user = _lock_for_administration(user, actor)
    if not user.is_active:
        return user
    user.is_active = False
    user.save(update_fields=["is_active"])
    _record(user, "user.deactivated", actor=actor, now=now)
    return user


@transaction.atomic
def reactivate_user(*, user: User, actor: Actor, now: datetime) -> User:
    """Open a closed account again, with the rights it would have today."""
    user = _lock_for_administration(user, actor)
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    _record(user, "user.reactivated", actor=actor, now=now)
    return user


def _lock_for_administration(user: User, actor: Actor) -> User:
    """Lock the user, and all administrators: two must not remove each other at the same time."""
    if not rules.may_manage_users(actor):
        raise NotAllowed(_("Only administrators can manage accounts."))
    if rules.is_themself(actor, user):
        raise NotAllowed(_("Another administrator has to do this to your own account."), code="own_account")
    admins = list(User.objects.select_for_update().filter(role=Role.ADMIN, is_active=True).order_by("pk"))
    user, _same = lock(user)
    if user.is_staff and len(admins) < 2:
        reason = Reason("last_administrator", _("The desk needs at least one active administrator."))
        raise Blocked(reasons=[reason])
    return user


def _record(
    user: User, verb: str, *, actor: Actor, now: datetime, data: dict[str, Any] | None = None
) -> None:
    journal.record(user, verb, actor=actor, now=now, audience=OFFICE, data=data)
