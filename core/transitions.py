"""The one door through which anything changes its state.

`perform` locks the dossier, asks for permission, asks every guard, makes the move of the state machine, saves,
writes the journal and the outbox, all in one database transaction. Two people at once: the second finds the row
moved on and is told so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.utils.translation import gettext as _

from core import journal, outbox
from core.actors import Actor
from core.errors import Blocked, NotAllowed, NotFound, Reason, Stale, Text
from core.guards import Guard, Move, all_reasons
from core.models import ChainedModel
from core.models.rows import lock_row

M = TypeVar("M", bound=models.Model)
Permission = Callable[[Actor, Any], bool]
Effect = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Action:
    """What the desk knows of a move beside the state machine: who may, what must hold, who is told.

    `name` is the transition method on the model. `roles` may see that the action exists; `who` decides for this
    actor and this row, and `who_text` says whom the action waits for. `audience` reads the event in the timeline
    (a callable decides by the moved row), and with `expert_reads` the expert of the row too; `announces` are
    outbox topics.
    """

    name: str
    verb: str
    label: Text
    roles: frozenset[str]
    who: Permission
    who_text: Text
    guards: tuple[Guard, ...] = ()
    audience: frozenset[str] | Callable[[Any], frozenset[str]] = frozenset()
    expert_reads: bool = False
    announces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether an actor may perform an action now, and if not, everything that stands in the way."""

    action: Action
    reasons: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        return not self.reasons


def perform(
    action: Action,
    instance: M,
    *,
    actor: Actor,
    now: datetime,
    arguments: Mapping[str, Any] | Callable[[Any], Mapping[str, Any]] | None = None,
    data: Mapping[str, Any] | None = None,
    effect: Effect | None = None,
    expected_version: int | None = None,
    within: ChainedModel | None = None,
) -> M:
    """Make the move on a fresh, locked copy of the row and return that copy.

    `arguments` go to the transition method (a callable is asked under the lock); `data` goes into the journal;
    `effect` then changes what belongs to the move on other rows, in the same transaction. A move that follows
    from another one on the same dossier is made `within` that one's locked dossier. Raises `NotFound`, `Stale`,
    `NotAllowed`, and `Blocked` with all reasons.
    """
    with transaction.atomic():
        locked, dossier = lock(instance, within=within)
        row: Any = locked
        refuse_if_stale(row, expected_version)
        refuse_unless_allowed(action, Move(row, actor, now))
        seen, left = dict(vars(row)), row.state
        getattr(row, action.name)(**((arguments(row) if callable(arguments) else arguments) or {}))
        row.version += 1
        row.updated_at = now
        event = journal.append(
            dossier,
            action.verb,
            actor=actor,
            now=now,
            audience=_audience(action, row),
            data={**_subject(row, dossier), "from": left, "to": row.state, **(data or {})},
        )
        row.save_moved(_changed(row, seen), left=left)
        if dossier is not row:
            dossier.save_head()
        for topic in action.announces:
            outbox.publish(topic, {"id": dossier.pk, "event": event.pk}, now=now)
        if effect:
            effect(row)
    return locked


def lock(instance: M, *, within: ChainedModel | None = None) -> tuple[M, Any]:
    """Lock the dossier that the instance belongs to; returns fresh copies of the instance and of the dossier.

    Everything about one request waits on that request's row, always locked first: no two actions on one dossier
    run at the same time, and none can wait for each other in a circle. Call it inside a transaction. `within`
    is the dossier when the caller holds it already: its copy carries the chain's head and must stay the only one.
    """
    if within is not None and within == instance:
        return instance, within
    dossier_field = getattr(instance, "dossier_field", None)
    try:
        if dossier_field is None:
            row = lock_row(instance.__class__, instance.pk)  # not `type`: Django wraps the signed-in user
            return row, row
        dossier = within or _lock_dossier(instance, dossier_field)
        row = type(instance)._default_manager.get(pk=instance.pk)
    except ObjectDoesNotExist as gone:
        raise NotFound from gone
    setattr(row, dossier_field, dossier)
    return row, dossier


def _lock_dossier(instance: Any, dossier_field: str) -> ChainedModel:
    model = instance._meta.get_field(dossier_field).related_model
    dossier: ChainedModel = lock_row(model, getattr(instance, f"{dossier_field}_id"))
    return dossier


def refuse_if_stale(row: Any, expected_version: int | None) -> None:
    """Raise `Stale` when the caller saw another version of the locked row; None says that they do not mind."""
    if expected_version is not None and row.version != expected_version:
        raise Stale


def refuse_unless_allowed(action: Action, move: Move) -> None:
    """Raise `NotAllowed`, or `Blocked` with the state's reason or with every guard's reasons."""
    if move.actor.role not in action.roles or not action.who(move.actor, move.instance):
        raise NotAllowed(action.who_text)
    if reason := _state_reason(action, move):
        raise Blocked(reason.message, code="wrong_state", reasons=[reason])
    if reasons := all_reasons(action.guards, move):
        raise Blocked(reasons=reasons)


def available_actions(
    instance: models.Model, actions: Iterable[Action], *, actor: Actor, now: datetime
) -> list[Availability]:
    """What the actor may do now, and for each action that the state allows but something blocks, all reasons.

    Actions that do not concern the actor's role, or that do not exist in this state, are left out.
    """
    move = Move(instance, actor, now)
    found = []
    for action in actions:
        if actor.role not in action.roles or _state_reason(action, move):
            continue
        reasons = [] if action.who(actor, instance) else [Reason("not_allowed", action.who_text)]
        found.append(Availability(action, tuple(reasons + all_reasons(action.guards, move))))
    return found


def _state_reason(action: Action, move: Move) -> Reason | None:
    row = move.instance
    if getattr(row, action.name)._django_fsm.has_transition(row.state):
        return None
    message = _("'%(action)s' is not possible while this is '%(state)s'.") % {
        "action": action.label,
        "state": row.state_label_for(move.actor),
    }
    return Reason("wrong_state", message)


def _audience(action: Action, row: Any) -> frozenset[str]:
    readers = action.audience(row) if callable(action.audience) else action.audience
    return readers | {f"expert:{row.expert_id}"} if action.expert_reads else readers


def _subject(row: models.Model, dossier: ChainedModel) -> dict[str, Any]:
    return {} if row is dossier else {row._meta.model_name or "": row.pk}


def _changed(row: models.Model, seen: Mapping[str, Any]) -> list[str]:
    """What the move touched: rows are wide and most of a request is long text."""
    has = vars(row)
    names = [field.attname for field in row._meta.concrete_fields]
    return [name for name in names if has.get(name) != seen.get(name)]
