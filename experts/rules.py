"""Who may do what with a person's profile: predicates on the actor and the expert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.actors import Actor, Role

if TYPE_CHECKING:
    from experts.models import Expert

DESK = frozenset({Role.MANAGER, Role.SYSTEM})


def is_oneself(actor: Actor, expert: Expert) -> bool:
    return actor.role == Role.EXPERT and actor.expert_id is not None and actor.expert_id == expert.pk


def view_expert(actor: Actor, expert: Expert) -> bool:
    """The twin of `ExpertQuerySet.visible_to`."""
    return actor.role in DESK | {Role.ADMIN} or is_oneself(actor, expert)


def edit_expert(actor: Actor, expert: Expert) -> bool:
    return actor.role in DESK or is_oneself(actor, expert)


def vet_expert(actor: Actor, expert: Expert) -> bool:
    """A manager who is on the roster too does not vet themself."""
    return actor.role in DESK and (actor.expert_id is None or actor.expert_id != expert.pk)


def view_documents(actor: Actor, expert: Expert) -> bool:
    """The twin of `DocumentQuerySet.visible_to`: an administrator reads nobody's papers."""
    return actor.role in DESK or is_oneself(actor, expert)


def register_expert(actor: Actor) -> bool:
    return actor.role in DESK


def set_weights(actor: Actor) -> bool:
    return actor.role in DESK
