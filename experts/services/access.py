"""How every service takes hold of a person's row: locked, fresh, and only for who may."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.errors import NotAllowed, NotFound
from core.transitions import refuse_if_stale
from experts import rules
from experts.models import Expert

Rule = Callable[[Actor, Expert], bool]

NOT_YOURS = _("Only the person themself or a programme manager can change this profile.")


def hold(
    expert: Expert,
    *,
    actor: Actor,
    rule: Rule = rules.edit_expert,
    refusal: object = NOT_YOURS,
    expected_version: int | None = None,
) -> Expert:
    """A fresh copy of the row, locked until the end of the caller's transaction.

    Raises `NotFound` to whom may not know of the person, `NotAllowed` to whom may know and not change,
    `Stale` when the caller saw another version.
    """
    row: Expert | None = Expert.objects.visible_to(actor).select_for_update().filter(pk=expert.pk).first()
    if row is None:
        raise NotFound
    if not rule(actor, row):
        raise NotAllowed(str(refusal))
    refuse_if_stale(row, expected_version)
    return row


def audience(expert: Expert) -> frozenset[str]:
    """Who may read what happened to a profile: the desk, and the person."""
    return frozenset({Role.MANAGER, Role.ADMIN, f"expert:{expert.pk}"})
