"""Tries every action of a machine, in every state, by everybody; the tables say what has to come of it.

An outcome is the state afterwards, `NOT_ALLOWED`, or `blocked(codes of the reasons)`. A refusal must leave
everything as it was; a success must leave one more version and a journal that says who did it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import models, transaction

from core.actors import SYSTEM, Actor, Role
from core.errors import Blocked, NotAllowed
from core.models import JournalEvent, OutboxMessage
from core.transitions import Action
from tests import world

NOT_ALLOWED = "not allowed"

# Everybody who might try: two focal points of the country and one of another, the officer of the case and a
# colleague, the readers, the expert concerned and another one, and the desk by itself.
PARTIES = (
    "focal",
    "alternate",
    "foreign",
    "officer",
    "colleague",
    "steering",
    "admin",
    "own_expert",
    "expert",
    "system",
)

PEOPLE = {"foreign": "focal_cv", "officer": "manager", "colleague": "manager2"}

Life = Mapping[str, Mapping[str, str]]
Try = Callable[[Any, Actor], object]


def blocked(*codes: str) -> str:
    return f"blocked: {', '.join(codes)}"


WRONG_STATE = blocked("wrong_state")


@dataclass(frozen=True, slots=True)
class Table:
    """What a machine is meant to do: state → action → outcome, and action → parties."""

    actions: tuple[Action, ...]
    life: Life
    may: Mapping[str, frozenset[str]]
    tries: Mapping[str, Try]

    def expected(self, state: str, party: str, *, without_officer: bool = False) -> dict[str, str]:
        """What has to come of each action; without an officer, nobody may do what only the officer may."""
        found = {}
        for action in self.tries:
            allowed = self.may[action] - (
                {"officer"} if without_officer and self._officers(action) else set()
            )
            found[action] = self.life[state].get(action, WRONG_STATE) if party in allowed else NOT_ALLOWED
        return found

    def _officers(self, action: str) -> bool:
        return "officer" in self.may[action] and "colleague" not in self.may[action]

    def outcomes(self, row: models.Model, party: str) -> dict[str, str]:
        """What comes of each action, each tried on the row as it is."""
        actor = actor_of(party, row)
        return {action: outcome(row, attempt, actor) for action, attempt in self.tries.items()}


def actor_of(party: str, row: Any) -> Actor:
    if party == "system":
        return SYSTEM
    if party == "own_expert":
        own = getattr(row, "expert_id", None)
        return world.expert_actor(own) if own else Actor(kind="link", role=Role.EXPERT)
    return world.person(PEOPLE.get(party, party)).actor


def outcome(row: models.Model, attempt: Try, actor: Actor) -> str:
    """Try on a fresh copy of the row, note what came of it, and put everything back."""
    fresh: Any = type(row)._default_manager.get(pk=row.pk)
    before = traces(row)
    with _undone():
        try:
            with transaction.atomic():
                attempt(fresh, actor)
        except NotAllowed:
            found = NOT_ALLOWED
        except Blocked as refusal:
            found = blocked(*(reason.code for reason in refusal.reasons))
        else:
            after = type(row)._default_manager.get(pk=row.pk)
            assert after.version > fresh.version, "a move has to make a new version"
            last = JournalEvent.objects.order_by("-id").values_list("chain", flat=True).first()
            assert last == getattr(after, "support_request", after).chain, "a move has to be journaled"
            return str(after.state)
        assert traces(row) == before, "a refusal has to leave everything as it was"
    return found


def traces(row: models.Model) -> list[object]:
    """Everything that a refused action must not change."""
    return [
        type(row)._default_manager.filter(pk=row.pk).values().get(),
        JournalEvent.objects.count(),
        OutboxMessage.objects.count(),
    ]


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def built_once(
    blocker: Any, states: Iterable[str], build: Callable[[str], models.Model]
) -> Iterator[dict[str, Any]]:
    """One row in each state, built for a whole module in a transaction around its tests."""
    with blocker.unblock(), _undone():
        yield {state: build(state) for state in states}


def assert_names_everything(table: Table, states: Iterable[str]) -> None:
    """A table that forgets a state or an action would prove less than it says."""
    names = {action.name for action in table.actions}

    assert set(table.life) == set(states)
    assert set(table.may) == names
    assert set(table.tries) == names
    assert {action for moves in table.life.values() for action in moves} <= names


every_party = pytest.mark.parametrize("party", PARTIES)
