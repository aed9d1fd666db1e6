"""The best use of the roster for all open positions together.

As many positions as possible are filled; among all ways to do that, the one with the highest sum of scores is taken.
Nobody has two missions at once, or two closer to each other than their rest, or more days in a year than they give.
`solve` proves its answer optimal, or says by how much a better one could exceed it; `one_by_one` is what a desk does
that fills one position after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np

from experts.matching.plan_model import Model
from experts.matching.plan_types import ANYBODY, Person, Task, best_first, clash, fits_beside

__all__ = ["Impossible", "Person", "Plan", "Task", "best_first", "clash", "one_by_one", "solve"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes where, by key of the task, and the sum of their scores.

    `proved`: the solver has shown that no plan is better; else `gap` is by how many points one could be.
    """

    chosen: Mapping[int, int]
    total: float
    proved: bool = False
    gap: float = 0.0

    @property
    def filled(self) -> int:
        return len(self.chosen)


class Impossible(ValueError):
    """Choices that cannot be made, or not together; `pairs` are (task, expert)."""

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        super().__init__(f"these choices exclude each other: {pairs}")
        self.pairs = tuple(pairs)


def solve(
    tasks: Sequence[Task],
    people: Mapping[int, Person],
    *,
    pinned: Mapping[int, int] | None = None,
    forbidden: frozenset[tuple[int, int]] = frozenset(),
) -> Plan:
    """The best plan in which every choice of `pinned` (task to expert) stands and none of `forbidden` does.

    A pinned expert who may not go at all, and choices that exclude each other, are `Impossible`.
    """
    ordered = sorted(tasks, key=lambda task: task.key)
    fixed = dict(pinned or {})
    choices = [_choices(task, people, fixed.get(task.key), forbidden, len(ordered)) for task in ordered]
    _refuse_clashes([task for task in ordered if task.key in fixed], people, fixed)
    found = Model(ordered, people, choices, fixed=frozenset(fixed)).solve()
    chosen = {ordered[place].key: expert for place, expert in found.chosen.items()}
    return Plan(chosen, round(found.score, 2), found.proved, round(found.gap, 2))


def one_by_one(tasks: Sequence[Task], people: Mapping[int, Person]) -> Plan:
    """Each task, in the order given, takes the best who is still free for it."""
    taken: dict[int, list[Task]] = {}
    chosen, total = {}, 0.0
    for task in tasks:
        for expert, score in best_first(task):
            others = taken.setdefault(expert, [])
            if fits_beside(task, others, people.get(expert, ANYBODY)):
                others.append(task)
                chosen[task.key] = expert
                total += score
                break
    return Plan(chosen, round(total, 2))


def _choices(
    task: Task,
    people: Mapping[int, Person],
    pinned: int | None,
    forbidden: frozenset[tuple[int, int]],
    count: int,
) -> list[tuple[int, float]]:
    """Whom a task may take, the best first. No more than there are tasks: of so many, one is always unused."""
    experts, scores = np.asarray(task.experts, np.int64), np.asarray(task.scores, np.float64)
    if pinned is not None:
        allowed = experts == pinned
        if not allowed.any() or (task.key, pinned) in forbidden:
            raise Impossible([(task.key, pinned)])
    else:
        allowed = ~np.isin(experts, [expert for key, expert in forbidden if key == task.key])
    experts, scores = experts[allowed], scores[allowed]
    ordered = ((int(experts[place]), float(scores[place])) for place in np.lexsort((experts, -scores)))
    able = (pair for pair in ordered if fits_beside(task, (), people.get(pair[0], ANYBODY)))
    return list(islice(able, count))


def _refuse_clashes(tasks: Sequence[Task], people: Mapping[int, Person], fixed: Mapping[int, int]) -> None:
    held: dict[int, list[Task]] = {}
    for task in tasks:
        held.setdefault(fixed[task.key], []).append(task)
    for expert, mine in held.items():
        person = people.get(expert, ANYBODY)
        for one, other in combinations(mine, 2):
            if clash(one, other, person):
                raise Impossible([(one.key, expert), (other.key, expert)])
        if not all(fits_beside(one, [other for other in mine if other is not one], person) for one in mine):
            raise Impossible([(one.key, expert) for one in mine])
