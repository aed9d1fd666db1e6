"""Guards: predicates on the dossier that carry their reason.

A guard looks at a `Move` and yields a `Reason` for each thing that stands in the way; all guards of an action are
asked and everything is told at once. Guards read, they never write, and they know nothing of the actor's rights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.actors import Actor
from core.errors import Reason, Text


@dataclass(frozen=True, slots=True)
class Move:
    """An intended step: the locked row, who intends it, and when."""

    instance: Any
    actor: Actor
    now: datetime


Guard = Callable[[Move], Iterable[Reason]]


def guard(code: str, message: Text, *, field: str = "") -> Callable[[Callable[[Move], bool]], Guard]:
    """Turn a yes-or-no predicate into a guard with one fixed reason."""

    def wrap(holds: Callable[[Move], bool]) -> Guard:
        def check(move: Move) -> Iterable[Reason]:
            return () if holds(move) else (Reason(code, message, field),)

        check.__name__ = holds.__name__
        check.__doc__ = holds.__doc__
        return check

    return wrap


def all_reasons(guards: Iterable[Guard], move: Move) -> list[Reason]:
    """Every reason of every guard, in the order of the guards."""
    return [reason for check in guards for reason in check(move)]
