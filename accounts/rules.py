"""Who may do what with accounts, as named predicates on the actor, to be combined with `&`, `|` and `~`.

Each takes `(actor, obj=None)`, so that predicates about the role alone serve wherever an object is given.
"""

from __future__ import annotations

from rules import Predicate

from accounts.models import Invitation, User
from core.actors import Actor, Role


def _has_role(role: str) -> Predicate:
    def check(actor: Actor, obj: object = None) -> bool:
        return actor.role == role

    return Predicate(check, name=f"is_{role}")


is_focal_point = _has_role(Role.FOCAL_POINT)
is_manager = _has_role(Role.MANAGER)
is_expert = _has_role(Role.EXPERT)
is_admin = _has_role(Role.ADMIN)
is_system = _has_role(Role.SYSTEM)
is_office = is_manager | is_admin


def _is_themself(actor: Actor, user: User | None) -> bool:
    return user is not None and actor.user_id == user.pk


def _invites_administrator(actor: Actor, invitation: Invitation | None) -> bool:
    return invitation is not None and invitation.role == Role.ADMIN


def _proposed_it(actor: Actor, invitation: Invitation | None) -> bool:
    return invitation is not None and actor.user_id == invitation.proposed_by_id


is_themself = Predicate(_is_themself)
invites_administrator = Predicate(_invites_administrator)
proposed_it = Predicate(_proposed_it)

may_invite = is_office
may_confirm_invitation = (is_admin | (is_manager & ~invites_administrator)) & ~proposed_it
may_decline_invitation = is_office
may_accredit = is_office
may_delegate = (is_focal_point & is_themself) | is_admin
may_manage_users = is_admin
may_change_profile = is_themself | is_admin
may_manage_tokens = is_themself | is_admin | is_system
