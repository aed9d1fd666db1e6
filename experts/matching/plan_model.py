"""The plan as an integer programme, solved with HiGHS through scipy.

A variable says that a task takes an expert. Each task takes at most one. For an expert, at every moment at which one
of the tasks begins, at most one of those counts that lie within its dates or the rest after them: intervals that
exclude each other pairwise share such a moment, so that these rows say all of it. A year's days are a row as well.

Only the best candidates of each task stand in the programme at first. The prices of its linear relaxation tell for
every candidate left out whether taking them in could help, and those are added until none could (column
generation): then the relaxation bounds all plans. Where its answer is in whole numbers it is the optimum. Where not,
the integer programme is solved over all candidates whose price does not already exclude them from any better plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experts.matching.plan_types import ANYBODY, Person, Task, fits_beside

Array = NDArray[Any]
Column = tuple[int, int]  # place of the task, expert
Choices = Sequence[Sequence[tuple[int, float]]]

FIRST_CHOICES = 6  # candidates of a task in the first programme, and at most added to it at a time
LONGEST = 20.0  # seconds for an integer programme
CLOSE = 1e-6
CERTAIN = 0.005  # scores have two decimals: plans differ by a hundredth or not at all


@dataclass(frozen=True, slots=True)
class Solution:
    """Expert by place of the task, and the sum of scores; `gap` bounds what a better plan could have more."""

    chosen: dict[int, int]
    score: float
    gap: float

    @property
    def proved(self) -> bool:
        return self.gap < CERTAIN


@dataclass(frozen=True, slots=True)
class Row:
    """At most `limit` of what the places weigh, for one expert."""

    expert: int
    places: Array
    weights: Array
    limit: float


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The linear relaxation: values of the columns, the bound, prices of the tasks, dues of the rows."""

    values: Array
    bound: float
    prices: Array
    dues: Array


class Model:
    """`choices` are the candidates of each task, best first; tasks whose key is `fixed` must be filled."""

    def __init__(
        self, tasks: Sequence[Task], people: Mapping[int, Person], choices: Choices, *, fixed: frozenset[int]
    ) -> None:
        self.tasks, self.people = tasks, people
        self.filling = 100.0 * len(tasks) + 1  # one more task filled outweighs every score
        self.experts = [[expert for expert, _score in found] for found in choices]
        self.values = [self.filling + np.array([score for _e, score in found]) for found in choices]
        self.score = [dict(found) for found in choices]
        self.fixed = np.array([task.key in fixed for task in tasks], bool)
        self.starts = np.array([task.start.toordinal() for task in tasks], np.int64)
        self.ends = np.array([task.end.toordinal() for task in tasks], np.int64)
        self.alone = np.array([not task.beside for task in tasks], bool)

    def solve(self) -> Solution:
        columns = {(place, e) for place, found in enumerate(self.experts) for e in found[:FIRST_CHOICES]}
        if not columns:
            return Solution({}, 0.0, 0.0)
        while True:
            ordered = sorted(columns)
            rows = self._rows(ordered)
            relaxed = self._relaxed(ordered, rows)
            helpful = self._worth(columns, rows, relaxed, above=CLOSE, most=FIRST_CHOICES)
            if not helpful:
                break
            columns |= helpful
        if np.all(np.abs(relaxed.values - np.rint(relaxed.values)) < CLOSE):
            taken = [column for column, value in zip(ordered, relaxed.values, strict=True) if value > 0.5]
            return self._solution(taken, relaxed.bound)
        return self._whole(columns, rows, relaxed)

    def _whole(self, columns: set[Column], rows: list[Row], relaxed: Relaxed) -> Solution:
        """Whole numbers: over what stands in the programme, then over everybody who could still better it."""
        first = self._integer(sorted(columns), relaxed)
        if first.proved:
            return first
        missing = self._worth(columns, rows, relaxed, above=-first.gap - CLOSE, most=None)
        second = self._integer(sorted(columns | missing), relaxed, everybody=True)
        return second if second.gap <= first.gap else first

    # --- rows

    def _rows(self, ordered: Sequence[Column]) -> list[Row]:
        mine: dict[int, list[int]] = defaultdict(list)
        for place, expert in ordered:
            mine[expert].append(place)
        return [row for expert, places in mine.items() if len(places) > 1 for row in self._of(expert, places)]

    def _of(self, expert: int, places: Sequence[int]) -> Iterable[Row]:
        rest = self._person(expert).rest_days
        here = np.array(places)
        kept: list[frozenset[int]] = []
        for moment in np.unique(self.starts[here]):
            running = here[(self.starts[here] <= moment) & (moment <= self.ends[here] + rest)]
            for together in self._exclusive(running):
                if len(together) > 1 and not any(together <= other for other in kept):
                    kept.append(together)
                    everywhere = (self.starts <= moment) & (moment <= self.ends + rest) & self.alone
                    everywhere[list(together)] = True
                    wide = np.flatnonzero(everywhere)
                    yield Row(expert, wide, np.ones(len(wide)), 1.0)
        yield from self._years(expert, places)

    def _exclusive(self, running: Array) -> list[frozenset[int]]:
        """Sets of tasks of which one person can have one; the two sides of a joint mission are kept apart."""
        found = [frozenset(int(place) for place in running)]
        groups = {self.tasks[place].group for place in found[0]}
        joint = {(self.tasks[p].group, g) for p in found[0] for g in self.tasks[p].beside & groups}
        for one, other in sorted(pair for pair in joint if pair[0] < pair[1]):
            found = [
                frozenset(place for place in places if self.tasks[place].group != left)
                for places in found
                for left in (one, other)
            ]
        return found

    def _years(self, expert: int, places: Sequence[int]) -> Iterable[Row]:
        for year, left in sorted(self._person(expert).days_left.items()):
            if sum(self.tasks[p].days for p in places if self.tasks[p].start.year == year) > left:
                first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
                wide = np.flatnonzero((first <= self.starts) & (self.starts <= last))
                yield Row(expert, wide, np.array([float(self.tasks[int(p)].days) for p in wide]), float(left))

    def _person(self, expert: int) -> Person:
        return self.people.get(expert, ANYBODY)

    # --- programmes

    def _matrix(self, ordered: Sequence[Column], rows: Sequence[Row]) -> tuple[Any, Array]:
        """Coefficients and limits: a row for each task, then those of the experts."""
        from scipy.sparse import csr_array  # a second and 50 MB, for those processes alone that plan

        number = {column: place for place, column in enumerate(ordered)}
        at = [(place, place_of, 1.0) for place_of, (place, _expert) in enumerate(ordered)]
        for row_number, row in enumerate(rows, start=len(self.tasks)):
            for place, weight in zip(row.places, row.weights, strict=True):
                column = number.get((int(place), row.expert))
                if column is not None:
                    at.append((row_number, column, float(weight)))
        table = np.array(at)
        size = (len(self.tasks) + len(rows), len(ordered))
        matrix = csr_array((table[:, 2], (table[:, 0].astype(int), table[:, 1].astype(int))), shape=size)
        return matrix, np.array([1.0] * len(self.tasks) + [row.limit for row in rows])

    def _worths(self, ordered: Sequence[Column]) -> Array:
        return np.array([self.filling + self.score[place][expert] for place, expert in ordered])

    def _relaxed(self, ordered: Sequence[Column], rows: Sequence[Row]) -> Relaxed:
        from scipy.optimize import linprog  # see `_matrix`

        matrix, limits = self._matrix(ordered, rows)
        must = np.zeros(len(limits), bool)
        must[: len(self.tasks)] = self.fixed
        found = linprog(
            -self._worths(ordered),
            A_ub=matrix[~must],
            b_ub=limits[~must],
            A_eq=matrix[must] if must.any() else None,
            b_eq=limits[must] if must.any() else None,
            bounds=(0, None),
            method="highs",
        )
        if found.status != 0:
            raise ArithmeticError(f"the relaxation of the plan has no answer: {found.message}")
        marginals = np.empty(len(limits))
        marginals[~must] = -found.ineqlin.marginals
        marginals[must] = -found.eqlin.marginals
        count = len(self.tasks)
        return Relaxed(found.x, -float(found.fun), marginals[:count], marginals[count:])

    def _worth(
        self, columns: set[Column], rows: Sequence[Row], relaxed: Relaxed, *, above: float, most: int | None
    ) -> set[Column]:
        """Candidates outside the programme whose worth exceeds the prices by more than `above`."""
        dues: dict[Column, float] = defaultdict(float)
        for row, due in zip(rows, relaxed.dues, strict=True):
            if due > CLOSE:
                for place, weight in zip(row.places, row.weights, strict=True):
                    dues[int(place), row.expert] += due * float(weight)
        found: set[Column] = set()
        for place, experts in enumerate(self.experts):
            added = 0
            for candidate in np.flatnonzero(self.values[place] - relaxed.prices[place] > above):
                column = (place, experts[candidate])
                worth = self.values[place][candidate] - relaxed.prices[place] - dues.get(column, 0.0)
                if worth > above and column not in columns:
                    found.add(column)
                    added += 1
                    if added == most:
                        break
        return found

    def _integer(self, ordered: Sequence[Column], relaxed: Relaxed, *, everybody: bool = False) -> Solution:
        """The integer programme; with `everybody` in it who could matter, its own bound counts as well."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # see `_matrix`

        matrix, limits = self._matrix(ordered, self._rows(ordered))
        least = np.full(len(limits), -np.inf)
        least[: len(self.tasks)][self.fixed] = 1.0
        found = milp(
            -self._worths(ordered),
            constraints=LinearConstraint(matrix, least, limits),
            integrality=np.ones(len(ordered)),
            bounds=Bounds(0, 1),
            options={"time_limit": LONGEST, "mip_rel_gap": 0.0},
        )
        if found.x is None:  # not within the time: the relaxation shows the way
            return self._solution(self._led_by(relaxed, ordered), relaxed.bound)
        bound = relaxed.bound
        if everybody and found.mip_dual_bound is not None:
            bound = min(bound, -float(found.mip_dual_bound))
        taken = [column for column, value in zip(ordered, found.x, strict=True) if value > 0.5]
        return self._solution(taken, bound)

    def _led_by(self, relaxed: Relaxed, ordered: Sequence[Column]) -> list[Column]:
        """A plan by taking the largest values first, what is fixed before everything."""
        weight = dict(zip(ordered, relaxed.values, strict=False))
        taken: dict[int, int] = {}
        for place, expert in sorted(ordered, key=lambda c: (not self.fixed[c[0]], -weight.get(c, 0.0), c)):
            others = [self.tasks[other] for other, who in taken.items() if who == expert]
            if place not in taken and fits_beside(self.tasks[place], others, self._person(expert)):
                taken[place] = expert
        return list(taken.items())

    def _solution(self, taken: Sequence[Column], bound: float) -> Solution:
        chosen = dict(taken)
        score = sum(self.score[place][expert] for place, expert in taken)
        return Solution(chosen, score, max(0.0, bound - self.filling * len(chosen) - score))
