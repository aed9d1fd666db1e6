"""Requests as lines of a list: where each stands and what its reader has to do, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.actors import Actor, Role
from core.errors import Text
from requests_app.states import RequestState, public_label
from web.presenters.promises import Due, due
from web.presenters.standing import tone_of
from web.presenters.tasks import Task, task_for
from workflows.clocks import next_promise, promises_of


@dataclass(frozen=True, slots=True)
class Line:
    """One request; `task` is what its reader must do, `due` what the desk promises next."""

    row: Any
    state: Text
    tone: str
    task: Task | None
    due: Due | None


def lines_for(rows: Sequence[Any], *, actor: Actor, now: datetime) -> list[Line]:
    """The lines of a page. Four queries, however many they are."""
    promised = promises_of(rows, now=now) if rows else {}
    of_office = actor.role == Role.MANAGER
    return [
        Line(
            row=row,
            state=RequestState(row.state).label if of_office else public_label(row.state),
            tone=tone_of(row.state),
            task=task_for(row, actor=actor, now=now),
            due=due(next_promise(promised[row.pk]), now=now),
        )
        for row in rows
    ]
